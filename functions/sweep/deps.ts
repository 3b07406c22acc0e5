import { createChannelSwitches } from '../../shared/adapters/dynamo/channel-switches.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createHeldWork } from '../../shared/adapters/dynamo/held-work.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { createTimetable } from '../../shared/adapters/dynamo/timetable.ts';
import { createWatermark } from '../../shared/adapters/dynamo/watermark.ts';
import { createEventTopic } from '../../shared/adapters/sns/event-topic.ts';
import { createSqsQueue } from '../../shared/adapters/sqs/queue.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { relayEvents } from '../../shared/use-cases/relay-events.ts';
import { releaseHeld } from '../../shared/use-cases/release-held.ts';
import { sweep } from '../../shared/use-cases/sweep.ts';

const dynamo = createDynamo();
const rulingsTable = setting('RULINGS_TABLE');
const timetable = setting('TIMETABLE_TABLE');
const log = createLog('sweep');

const queues = {
  feeds: createSqsQueue(setting('FEEDS_QUEUE_URL')),
  'text-plans': createSqsQueue(setting('TEXT_PLANS_QUEUE_URL')),
  'text-batches': createSqsQueue(setting('TEXT_BATCHES_QUEUE_URL')),
  'urgent-texts': createSqsQueue(setting('URGENT_TEXTS_QUEUE_URL')),
  'delivery-plans': createSqsQueue(setting('DELIVERY_PLANS_QUEUE_URL')),
  deliveries: createSqsQueue(setting('DELIVERIES_QUEUE_URL')),
  'follower-deliveries': createSqsQueue(setting('FOLLOWER_DELIVERIES_QUEUE_URL')),
  'scheduled-rulings': createSqsQueue(setting('SCHEDULED_RULINGS_QUEUE_URL')),
};

export const runSweep = sweep({
  timetable: createTimetable(dynamo, timetable),
  queues,
  relay: relayEvents({
    rulings: createRulingStore(dynamo, rulingsTable),
    topic: createEventTopic(setting('EVENTS_TOPIC_ARN')),
    watermark: createWatermark(dynamo, rulingsTable),
    log,
  }),
  release: releaseHeld({
    switches: createChannelSwitches(dynamo, timetable),
    heldWork: createHeldWork(dynamo, timetable),
    queues: { ...queues, archives: createSqsQueue(setting('ARCHIVES_QUEUE_URL')) },
    clock: systemClock,
    log,
  }),
  clock: systemClock,
  log,
});
