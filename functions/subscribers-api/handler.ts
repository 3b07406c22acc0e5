import { createApi } from '../../shared/runtime/api/api.ts';
import { deps } from './deps.ts';
import { subscriberRoutes } from './routes.ts';

/** Sign-ups. */
export const handler = createApi(subscriberRoutes(deps), deps);
