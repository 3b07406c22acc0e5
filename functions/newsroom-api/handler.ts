import { createApi } from '../../shared/runtime/api/api.ts';
import { deps } from './deps.ts';
import { newsroomRoutes } from './routes.ts';

/** Every call below /v1 that no other function takes. */
export const handler = createApi(newsroomRoutes(deps), deps);
