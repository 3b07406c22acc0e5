import { createChannelSwitches } from '../../shared/adapters/dynamo/channel-switches.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createDeliveryStore } from '../../shared/adapters/dynamo/delivery-store.ts';
import { createEndpointStore } from '../../shared/adapters/dynamo/endpoint-store.ts';
import { createFollowerStore } from '../../shared/adapters/dynamo/follower-store.ts';
import { createHeldWork } from '../../shared/adapters/dynamo/held-work.ts';
import { createLeases } from '../../shared/adapters/dynamo/leases.ts';
import { createTimetable } from '../../shared/adapters/dynamo/timetable.ts';
import { createHttpSender } from '../../shared/adapters/http-sender/http-sender.ts';
import { createVault } from '../../shared/adapters/kms/vault.ts';
import { createFeedReader } from '../../shared/adapters/s3/feed-reader.ts';
import { createSqsQueue } from '../../shared/adapters/sqs/queue.ts';
import { endpointIn } from '../../shared/domain/delivery-messages.ts';
import { endpointLeaseSchema } from '../../shared/domain/endpoint-lease.ts';
import { systemClock, systemRandomness } from '../../shared/runtime/clock.ts';
import { embedded, loadNewsroom, setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { deliver } from '../../shared/use-cases/deliver.ts';
import { gateChannel } from '../../shared/use-cases/gate-channel.ts';
import { makeFeedMessage } from '../../shared/use-cases/make-feed-message.ts';

const dynamo = createDynamo();
const tables = {
  deliveries: setting('DELIVERIES_TABLE'),
  partners: setting('PARTNERS_TABLE'),
  timetable: setting('TIMETABLE_TABLE'),
};
const deliveries = createDeliveryStore(dynamo, tables);
export const log = createLog('deliver-to-followers');

export const gate = gateChannel(
  {
    switches: createChannelSwitches(dynamo, tables.timetable),
    heldWork: createHeldWork(dynamo, tables.timetable),
    clock: systemClock,
    log,
  },
  'deliveries',
  () => 'follower-deliveries',
  endpointIn,
);

export const deliverTo = deliver({
  channelSwitch: gate.standing,
  serves: 'websub',
  leases: createLeases(dynamo, tables, endpointLeaseSchema),
  timetable: createTimetable(dynamo, tables.timetable),
  endpoints: createEndpointStore(dynamo, tables.partners),
  followers: createFollowerStore(dynamo, tables),
  deliveries,
  makeMessage: makeFeedMessage({
    feeds: createFeedReader(setting('PUBLIC_BUCKET')),
    deliveries,
    vault: createVault(setting('VAULT_KEY_ID')),
    newsroom: loadNewsroom(),
  }),
  sender: createHttpSender({ allowLoopback: embedded() }),
  queue: createSqsQueue(setting('FOLLOWER_DELIVERIES_QUEUE_URL')),
  elsewhere: createSqsQueue(setting('DELIVERIES_QUEUE_URL')),
  clock: systemClock,
  random: systemRandomness,
  log,
});
