import { createApi } from '../../shared/runtime/api/api.ts';
import { deps } from './deps.ts';
import { webhookKeyRoutes } from './routes.ts';

/** Tells anybody the keys that sign. */
export const handler = createApi(webhookKeyRoutes(deps), deps);
