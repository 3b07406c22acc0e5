import { createChannelSwitches } from '../../shared/adapters/dynamo/channel-switches.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createDeliveryStore } from '../../shared/adapters/dynamo/delivery-store.ts';
import { createEndpointStore } from '../../shared/adapters/dynamo/endpoint-store.ts';
import { createFollowerStore } from '../../shared/adapters/dynamo/follower-store.ts';
import { createHeldWork } from '../../shared/adapters/dynamo/held-work.ts';
import { createLeases } from '../../shared/adapters/dynamo/leases.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { createTimetable } from '../../shared/adapters/dynamo/timetable.ts';
import { createHttpSender } from '../../shared/adapters/http-sender/http-sender.ts';
import { createVault } from '../../shared/adapters/kms/vault.ts';
import { readSecretAnew } from '../../shared/adapters/secrets/secret.ts';
import { createSigningKeys } from '../../shared/adapters/signing-keys/signing-keys.ts';
import { createPartnerNotices } from '../../shared/adapters/sns/partner-notices.ts';
import { createSqsQueue } from '../../shared/adapters/sqs/queue.ts';
import { endpointIn } from '../../shared/domain/delivery-messages.ts';
import { endpointLeaseSchema } from '../../shared/domain/endpoint-lease.ts';
import { systemClock, systemRandomness } from '../../shared/runtime/clock.ts';
import { embedded, loadNewsroom, setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { deliver } from '../../shared/use-cases/deliver.ts';
import { gateChannel } from '../../shared/use-cases/gate-channel.ts';
import { makeWebhookMessage } from '../../shared/use-cases/make-message.ts';
import { tellContact } from '../../shared/use-cases/tell-contact.ts';

const dynamo = createDynamo();
const tables = {
  deliveries: setting('DELIVERIES_TABLE'),
  partners: setting('PARTNERS_TABLE'),
  timetable: setting('TIMETABLE_TABLE'),
};
const signingKeysArn = setting('SIGNING_KEYS_SECRET_ARN');
export const log = createLog('deliver');

export const gate = gateChannel(
  {
    switches: createChannelSwitches(dynamo, tables.timetable),
    heldWork: createHeldWork(dynamo, tables.timetable),
    clock: systemClock,
    log,
  },
  'deliveries',
  () => 'deliveries',
  endpointIn,
);

const endpoints = createEndpointStore(dynamo, tables.partners);
export const deliverTo = deliver({
  channelSwitch: gate.standing,
  serves: 'webhook',
  leases: createLeases(dynamo, tables, endpointLeaseSchema),
  timetable: createTimetable(dynamo, tables.timetable),
  endpoints,
  followers: createFollowerStore(dynamo, tables),
  deliveries: createDeliveryStore(dynamo, tables),
  tellContact: tellContact({
    notices: createPartnerNotices(setting('PARTNER_NOTICES_TOPIC_ARN')),
    endpoints,
    clock: systemClock,
  }),
  makeMessage: makeWebhookMessage({
    rulings: createRulingStore(dynamo, setting('RULINGS_TABLE')),
    vault: createVault(setting('VAULT_KEY_ID')),
    signingKeys: createSigningKeys(() => readSecretAnew(signingKeysArn)),
    newsroom: loadNewsroom(),
    livemode: !embedded(),
    clock: systemClock,
  }),
  sender: createHttpSender({ allowLoopback: embedded() }),
  queue: createSqsQueue(setting('DELIVERIES_QUEUE_URL')),
  elsewhere: createSqsQueue(setting('FOLLOWER_DELIVERIES_QUEUE_URL')),
  clock: systemClock,
  random: systemRandomness,
  log,
});
