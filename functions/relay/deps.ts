import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { createWatermark } from '../../shared/adapters/dynamo/watermark.ts';
import { createEventTopic } from '../../shared/adapters/sns/event-topic.ts';
import { setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { relayEvents } from '../../shared/use-cases/relay-events.ts';

const dynamo = createDynamo();
const rulingsTable = setting('RULINGS_TABLE');
export const log = createLog('relay');

export const relay = relayEvents({
  rulings: createRulingStore(dynamo, rulingsTable),
  topic: createEventTopic(setting('EVENTS_TOPIC_ARN')),
  watermark: createWatermark(dynamo, rulingsTable),
  log,
});
