import type { FeedRecord } from '../../shared/ports/feed-record.ts';
import type { Route } from '../../shared/runtime/api/route.ts';
import { correctionReach, type ReachDeps } from '../../shared/use-cases/correction-reach.ts';
import {
  type DeliveriesReportDeps,
  distributionOfDeliveries,
} from '../../shared/use-cases/distribution-of-deliveries.ts';
import { distributionOfTexts } from '../../shared/use-cases/distribution-of-texts.ts';
import { pausedChannels } from '../../shared/use-cases/paused-channels.ts';
import { deliveryRoutes } from './routes/deliveries.ts';
import { distributionRoutes } from './routes/distribution.ts';
import { type ActionDeps, endpointActionRoutes } from './routes/endpoint-actions.ts';
import { endpointSecretRoutes } from './routes/endpoint-secrets.ts';
import { endpointRoutes } from './routes/endpoints.ts';
import { eventRoutes } from './routes/events.ts';
import { importRoutes } from './routes/importing.ts';
import { keyRoutes } from './routes/keys.ts';
import { newsroomRoute } from './routes/newsroom.ts';
import { partnerRoutes } from './routes/partners.ts';
import { publishingRoutes } from './routes/publishing.ts';
import { readingRoutes } from './routes/reading.ts';
import { schedulingRoutes } from './routes/scheduling.ts';

export type NewsroomDeps = Parameters<typeof publishingRoutes>[0] &
  Parameters<typeof readingRoutes>[0] &
  Parameters<typeof newsroomRoute>[0] &
  Parameters<typeof keyRoutes>[0] &
  Parameters<typeof partnerRoutes>[0] &
  Parameters<typeof endpointRoutes>[0] &
  ActionDeps &
  Parameters<typeof deliveryRoutes>[0] &
  Parameters<typeof eventRoutes>[0] &
  Parameters<typeof distributionOfTexts>[0] &
  ReachDeps &
  Parameters<typeof pausedChannels>[0] &
  DeliveriesReportDeps & { readonly feedRecord: FeedRecord };

/** Every route of the function; the OpenAPI document is made from the same list. */
export const newsroomRoutes = (deps: NewsroomDeps): Route[] => [
  ...publishingRoutes(deps),
  ...importRoutes(deps),
  ...schedulingRoutes(deps),
  ...readingRoutes(deps),
  ...newsroomRoute(deps),
  ...distributionRoutes(deps.rulings, {
    feeds: (rulingId, sequence) => deps.feedRecord.of(rulingId, sequence),
    texts: distributionOfTexts(deps),
    deliveries: distributionOfDeliveries(deps),
    reach: correctionReach(deps),
    paused: pausedChannels(deps),
  }),
  ...partnerRoutes(deps),
  ...endpointRoutes(deps),
  ...endpointSecretRoutes(deps),
  ...endpointActionRoutes(deps),
  ...deliveryRoutes(deps),
  ...eventRoutes(deps),
  ...keyRoutes(deps),
];
