import { createAcknowledgements } from '../../shared/adapters/dynamo/acknowledgements.ts';
import { createApiKeys } from '../../shared/adapters/dynamo/api-keys.ts';
import { createBroadcastStore } from '../../shared/adapters/dynamo/broadcast-store.ts';
import { createChannelSwitches } from '../../shared/adapters/dynamo/channel-switches.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createDeliveryStore } from '../../shared/adapters/dynamo/delivery-store.ts';
import { createEndpointStore } from '../../shared/adapters/dynamo/endpoint-store.ts';
import { createEndpointSwitch } from '../../shared/adapters/dynamo/endpoint-switch.ts';
import { createFeedDirectory } from '../../shared/adapters/dynamo/feed-directory.ts';
import { createFeedRecord } from '../../shared/adapters/dynamo/feed-record.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { createScheduledRulings } from '../../shared/adapters/dynamo/scheduled-rulings.ts';
import { createVault } from '../../shared/adapters/kms/vault.ts';
import { sanitizeHtml } from '../../shared/adapters/sanitize-html/sanitizer.ts';
import { readSecret } from '../../shared/adapters/secrets/secret.ts';
import { createSqsQueue } from '../../shared/adapters/sqs/queue.ts';
import type { DeliverMessage } from '../../shared/domain/delivery-messages.ts';
import type { ApiDeps } from '../../shared/runtime/api/api.ts';
import { systemClock, systemRandomness } from '../../shared/runtime/clock.ts';
import { embedded, loadNewsroom, setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { authenticate } from '../../shared/use-cases/manage-keys.ts';
import type { NewsroomDeps } from './routes.ts';

const dynamo = createDynamo();
const tables = {
  rulings: setting('RULINGS_TABLE'),
  partners: setting('PARTNERS_TABLE'),
  deliveries: setting('DELIVERIES_TABLE'),
  texts: setting('TEXTS_TABLE'),
  timetable: setting('TIMETABLE_TABLE'),
};
const operatorKeyArn = setting('OPERATOR_KEY_SECRET_ARN');
const rulings = createRulingStore(dynamo, tables.rulings);
const keys = createApiKeys(dynamo, tables.partners);
const endpoints = createEndpointStore(dynamo, tables.partners);
const deliveries = createDeliveryStore(dynamo, tables);
const wakes = createSqsQueue<DeliverMessage>(setting('DELIVERIES_QUEUE_URL'));
const clock = systemClock;
const random = systemRandomness;
const log = createLog('newsroom-api');

export const deps: NewsroomDeps & ApiDeps = {
  rulings,
  keys,
  endpoints,
  deliveries,
  broadcasts: createBroadcastStore(dynamo, tables),
  scheduledRulings: createScheduledRulings(dynamo, tables),
  switches: createChannelSwitches(dynamo, tables.timetable),
  feedRecord: createFeedRecord(dynamo, tables.rulings),
  directory: createFeedDirectory(dynamo, tables.rulings),
  webhooks: {
    endpoints,
    rulings,
    vault: createVault(setting('VAULT_KEY_ID')),
    clock,
    random,
  },
  actions: { endpoints, endpointSwitch: createEndpointSwitch(dynamo, tables), deliveries, wakes, clock, random },
  urlRules: { allowLoopback: embedded() },
  acknowledgements: createAcknowledgements(dynamo, tables.partners),
  newsroom: loadNewsroom(),
  livemode: !embedded(),
  sanitizeHtml,
  authenticate: authenticate({ keys, operatorKey: () => readSecret(operatorKeyArn) }),
  clock,
  random,
  log,
};
