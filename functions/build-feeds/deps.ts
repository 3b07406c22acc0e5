import { createFeedCache } from '../../shared/adapters/cloudfront/feed-cache.ts';
import { createChannelSwitches } from '../../shared/adapters/dynamo/channel-switches.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createDeliveryStore } from '../../shared/adapters/dynamo/delivery-store.ts';
import { createEndpointStore } from '../../shared/adapters/dynamo/endpoint-store.ts';
import { createFeedDirectory } from '../../shared/adapters/dynamo/feed-directory.ts';
import { createFeedRecord } from '../../shared/adapters/dynamo/feed-record.ts';
import { createFollowerStore } from '../../shared/adapters/dynamo/follower-store.ts';
import { createHeldWork } from '../../shared/adapters/dynamo/held-work.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { renderFeed } from '../../shared/adapters/feed/renderer.ts';
import { createFeedFiles } from '../../shared/adapters/s3/feed-files.ts';
import { createSqsQueue } from '../../shared/adapters/sqs/queue.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { cloudFrontUrl, loadNewsroom, setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { buildFeeds } from '../../shared/use-cases/build-feeds.ts';
import { gateChannel } from '../../shared/use-cases/gate-channel.ts';
import { planFollowerDeliveries } from '../../shared/use-cases/plan-follower-deliveries.ts';

const dynamo = createDynamo();
const rulingsTable = setting('RULINGS_TABLE');
const tables = {
  deliveries: setting('DELIVERIES_TABLE'),
  partners: setting('PARTNERS_TABLE'),
  timetable: setting('TIMETABLE_TABLE'),
};
export const log = createLog('build-feeds');

export const gate = gateChannel(
  {
    switches: createChannelSwitches(dynamo, tables.timetable),
    heldWork: createHeldWork(dynamo, tables.timetable),
    clock: systemClock,
    log,
  },
  'feeds',
  () => 'feeds',
);

const planFollowers = planFollowerDeliveries({
  followers: createFollowerStore(dynamo, tables),
  endpoints: createEndpointStore(dynamo, tables.partners),
  deliveries: createDeliveryStore(dynamo, tables),
  wakes: createSqsQueue(setting('FOLLOWER_DELIVERIES_QUEUE_URL')),
  clock: systemClock,
  log,
});

export const build = buildFeeds({
  rulings: createRulingStore(dynamo, rulingsTable),
  files: createFeedFiles(setting('PUBLIC_BUCKET')),
  record: createFeedRecord(dynamo, rulingsTable),
  directory: createFeedDirectory(dynamo, rulingsTable),
  cache: createFeedCache(setting('DISTRIBUTION_ID'), cloudFrontUrl()),
  planFollowers,
  render: renderFeed,
  clock: systemClock,
  log,
  newsroom: loadNewsroom(),
});
