import { createApi } from '../../shared/runtime/api/api.ts';
import { deps } from './deps.ts';
import { subscriberRoutes } from './routes.ts';

/** Sign-ups, preferences, opt-outs by other ways than a text, texts that a person must read, and the phones of the newsroom's own people. */
export const handler = createApi(subscriberRoutes(deps), deps);
