import * as z from 'zod';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createDeliveryStore } from '../../shared/adapters/dynamo/delivery-store.ts';
import { createEndpointStore } from '../../shared/adapters/dynamo/endpoint-store.ts';
import { createFollowerStore } from '../../shared/adapters/dynamo/follower-store.ts';
import { createLeases } from '../../shared/adapters/dynamo/leases.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { createTimetable } from '../../shared/adapters/dynamo/timetable.ts';
import { createHttpSender } from '../../shared/adapters/http-sender/http-sender.ts';
import { createVault } from '../../shared/adapters/kms/vault.ts';
import { createFeedReader } from '../../shared/adapters/s3/feed-reader.ts';
import { createSqsQueue } from '../../shared/adapters/sqs/queue.ts';
import { systemClock, systemRandomness } from '../../shared/runtime/clock.ts';
import { embedded, loadNewsroom, setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { deliver } from '../../shared/use-cases/deliver.ts';

const dynamo = createDynamo();
const tables = {
  deliveries: setting('DELIVERIES_TABLE'),
  partners: setting('PARTNERS_TABLE'),
  timetable: setting('TIMETABLE_TABLE'),
};
const leaseState = z.object({ tokens: z.number(), at: z.number(), alarmAt: z.number().nullable() });
export const log = createLog('deliver');

export const deliverTo = deliver({
  leases: createLeases(dynamo, tables, leaseState),
  timetable: createTimetable(dynamo, tables.timetable),
  rulings: createRulingStore(dynamo, setting('RULINGS_TABLE')),
  endpoints: createEndpointStore(dynamo, tables.partners),
  followers: createFollowerStore(dynamo, tables),
  deliveries: createDeliveryStore(dynamo, tables),
  feeds: createFeedReader(setting('PUBLIC_BUCKET')),
  sender: createHttpSender({ allowLoopback: embedded() }),
  vault: createVault(setting('VAULT_KEY_ID')),
  queue: createSqsQueue(setting('DELIVERIES_QUEUE_URL')),
  newsroom: loadNewsroom(),
  livemode: !embedded(),
  clock: systemClock,
  random: systemRandomness,
  log,
});
