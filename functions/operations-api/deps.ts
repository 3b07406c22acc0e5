import { createApiKeys } from '../../shared/adapters/dynamo/api-keys.ts';
import { createChannelSwitches } from '../../shared/adapters/dynamo/channel-switches.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createEndpointStore } from '../../shared/adapters/dynamo/endpoint-store.ts';
import { createHeldWork } from '../../shared/adapters/dynamo/held-work.ts';
import { createRebuildState } from '../../shared/adapters/dynamo/rebuild-state.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { createTimetable } from '../../shared/adapters/dynamo/timetable.ts';
import { createWatermark } from '../../shared/adapters/dynamo/watermark.ts';
import { readSecret } from '../../shared/adapters/secrets/secret.ts';
import { createSqsQueue } from '../../shared/adapters/sqs/queue.ts';
import { createWorkQueue } from '../../shared/adapters/sqs/work-queue.ts';
import type { ApiDeps } from '../../shared/runtime/api/api.ts';
import { systemClock, systemRandomness } from '../../shared/runtime/clock.ts';
import { setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { authenticate } from '../../shared/use-cases/manage-keys.ts';
import type { OperationsRoutesDeps } from './routes.ts';

const dynamo = createDynamo();
const rulingsTable = setting('RULINGS_TABLE');
const partnersTable = setting('PARTNERS_TABLE');
const timetable = setting('TIMETABLE_TABLE');
const rebuildsUrl = setting('REBUILDS_QUEUE_URL');
const operatorKeyArn = setting('OPERATOR_KEY_SECRET_ARN');
const keys = createApiKeys(dynamo, partnersTable);

export const deps: OperationsRoutesDeps & ApiDeps = {
  queues: [
    createWorkQueue('feeds', setting('FEEDS_QUEUE_URL'), [
      setting('FEEDS_DEAD_LETTERS_URL'),
      setting('FEEDS_UNDELIVERED_URL'),
    ]),
    createWorkQueue('archives', setting('ARCHIVES_QUEUE_URL'), [
      setting('ARCHIVES_DEAD_LETTERS_URL'),
      setting('ARCHIVES_UNDELIVERED_URL'),
    ]),
    createWorkQueue('rebuilds', rebuildsUrl, [setting('REBUILDS_DEAD_LETTERS_URL')]),
    createWorkQueue('text-plans', setting('TEXT_PLANS_QUEUE_URL'), [
      setting('TEXT_PLANS_DEAD_LETTERS_URL'),
      setting('TEXT_PLANS_UNDELIVERED_URL'),
    ]),
    createWorkQueue('text-batches', setting('TEXT_BATCHES_QUEUE_URL'), [setting('TEXT_BATCHES_DEAD_LETTERS_URL')]),
    createWorkQueue('urgent-texts', setting('URGENT_TEXTS_QUEUE_URL'), [setting('URGENT_TEXTS_DEAD_LETTERS_URL')]),
    createWorkQueue('delivery-plans', setting('DELIVERY_PLANS_QUEUE_URL'), [
      setting('DELIVERY_PLANS_DEAD_LETTERS_URL'),
      setting('DELIVERY_PLANS_UNDELIVERED_URL'),
    ]),
    createWorkQueue('deliveries', setting('DELIVERIES_QUEUE_URL'), [setting('DELIVERIES_DEAD_LETTERS_URL')]),
    createWorkQueue('follower-deliveries', setting('FOLLOWER_DELIVERIES_QUEUE_URL'), [
      setting('FOLLOWER_DELIVERIES_DEAD_LETTERS_URL'),
    ]),
    createWorkQueue('scheduled-rulings', setting('SCHEDULED_RULINGS_QUEUE_URL'), [
      setting('SCHEDULED_RULINGS_DEAD_LETTERS_URL'),
    ]),
    createWorkQueue('hub-requests', setting('HUB_REQUESTS_QUEUE_URL'), [setting('HUB_REQUESTS_DEAD_LETTERS_URL')]),
  ],
  rebuildState: createRebuildState(dynamo, rulingsTable),
  rebuilds: createSqsQueue(rebuildsUrl),
  rulings: createRulingStore(dynamo, rulingsTable),
  watermark: createWatermark(dynamo, rulingsTable),
  timetable: createTimetable(dynamo, timetable),
  switches: createChannelSwitches(dynamo, timetable),
  heldWork: createHeldWork(dynamo, timetable),
  endpoints: createEndpointStore(dynamo, partnersTable),
  authenticate: authenticate({ keys, operatorKey: () => readSecret(operatorKeyArn) }),
  clock: systemClock,
  random: systemRandomness,
  log: createLog('operations-api'),
};
