import { createApi } from '../../shared/runtime/api/api.ts';
import { deps } from './deps.ts';
import { operationsRoutes } from './routes.ts';

/** How the wire stands, and what an operator does about it. */
export const handler = createApi(operationsRoutes(deps), deps);
