import { createApi } from '../../shared/runtime/api/api.ts';
import { deps } from './deps.ts';
import { broadcastsRoutes } from './routes.ts';

/** What an editor sees of texts before they leave, and what a person does to those that are leaving. */
export const handler = createApi(broadcastsRoutes(deps), deps);
