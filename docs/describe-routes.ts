import { broadcastsRoutes } from '../functions/broadcasts-api/routes.ts';
import { newsroomRoutes } from '../functions/newsroom-api/routes.ts';
import { operationsRoutes } from '../functions/operations-api/routes.ts';
import { subscriberRoutes } from '../functions/subscribers-api/routes.ts';
import { webhookKeyRoutes } from '../functions/webhook-keys/routes.ts';
import type { Newsroom } from '../shared/domain/newsroom.ts';
import type { Route } from '../shared/runtime/api/route.ts';

/** Stands in for every dependency but the newsroom: routes are only described here, never called, and a call throws. */
const undone = (newsroom: Newsroom) => {
  const nothing: ProxyHandler<() => void> = {
    get: (_target, name) => (name === 'newsroom' ? newsroom : new Proxy(() => {}, nothing)),
    apply: () => {
      throw new Error('routes are described here, not called');
    },
  };
  return Object.assign(Object.create(new Proxy(() => {}, nothing)), { newsroom });
};

/** Every route of the HTTP API, for the newsroom's own rating scales and languages. */
export const describeRoutes = (newsroom: Newsroom): Route[] => [
  ...newsroomRoutes(undone(newsroom)),
  ...broadcastsRoutes(undone(newsroom)),
  ...subscriberRoutes(undone(newsroom)),
  ...operationsRoutes(undone(newsroom)),
  ...webhookKeyRoutes(undone(newsroom)),
];
