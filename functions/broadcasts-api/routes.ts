import type { Route } from '../../shared/runtime/api/route.ts';
import { broadcastRoutes } from './routes/broadcasts.ts';
import { controlRoutes } from './routes/controls.ts';
import { preflightRoutes } from './routes/preflight.ts';
import { testSendRoutes } from './routes/test-send.ts';

export type BroadcastsDeps = Parameters<typeof controlRoutes>[0] &
  Parameters<typeof broadcastRoutes>[0] &
  Parameters<typeof preflightRoutes>[0] &
  Parameters<typeof testSendRoutes>[0];

/** Every route of the function; the OpenAPI document is made from the same list. */
export const broadcastsRoutes = (deps: BroadcastsDeps): Route[] => [
  ...preflightRoutes(deps),
  ...testSendRoutes(deps),
  ...broadcastRoutes(deps),
  ...controlRoutes(deps),
];
