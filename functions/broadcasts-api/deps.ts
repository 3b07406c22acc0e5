import { createApiKeys } from '../../shared/adapters/dynamo/api-keys.ts';
import { createBroadcastStore } from '../../shared/adapters/dynamo/broadcast-store.ts';
import { createChannelSwitches } from '../../shared/adapters/dynamo/channel-switches.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { createShortLinks } from '../../shared/adapters/dynamo/short-links.ts';
import { createStaffPhones } from '../../shared/adapters/dynamo/staff-phones.ts';
import { createSubscriberStore } from '../../shared/adapters/dynamo/subscriber-store.ts';
import { createTextBudget } from '../../shared/adapters/dynamo/text-budget.ts';
import { createTextTimeline } from '../../shared/adapters/dynamo/text-timeline.ts';
import { sanitizeHtml } from '../../shared/adapters/sanitize-html/sanitizer.ts';
import { readSecret } from '../../shared/adapters/secrets/secret.ts';
import { createSqsQueue } from '../../shared/adapters/sqs/queue.ts';
import { anyHour, quietHours } from '../../shared/domain/quiet-hours.ts';
import type { TextPlan, TextWork } from '../../shared/domain/text-messages.ts';
import type { ApiDeps } from '../../shared/runtime/api/api.ts';
import { systemClock, systemRandomness } from '../../shared/runtime/clock.ts';
import { embedded, loadNewsroom, quietHoursOff, setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { authenticate } from '../../shared/use-cases/manage-keys.ts';
import type { BroadcastsDeps } from './routes.ts';

const dynamo = createDynamo();
const newsroom = loadNewsroom();
const tables = {
  texts: setting('TEXTS_TABLE'),
  subscribers: setting('SUBSCRIBERS_TABLE'),
  timetable: setting('TIMETABLE_TABLE'),
};
const operatorKeyArn = setting('OPERATOR_KEY_SECRET_ARN');
const keys = createApiKeys(dynamo, setting('PARTNERS_TABLE'));

export const deps: BroadcastsDeps & ApiDeps = {
  rulings: createRulingStore(dynamo, setting('RULINGS_TABLE')),
  broadcasts: createBroadcastStore(dynamo, tables),
  subscribers: createSubscriberStore(dynamo, tables.subscribers),
  staffPhones: createStaffPhones(dynamo, tables.subscribers),
  links: createShortLinks(dynamo, tables.texts),
  budget: createTextBudget(dynamo, tables.texts),
  timeline: createTextTimeline(dynamo, tables.texts, newsroom.texts.retention.ledgerDays),
  switches: createChannelSwitches(dynamo, tables.timetable),
  plans: createSqsQueue<TextPlan>(setting('TEXT_PLANS_QUEUE_URL')),
  urgent: createSqsQueue<TextWork>(setting('URGENT_TEXTS_QUEUE_URL')),
  windowAt: quietHoursOff() ? anyHour : quietHours(newsroom.texts),
  sanitizeHtml,
  newsroom,
  livemode: !embedded(),
  authenticate: authenticate({ keys, operatorKey: () => readSecret(operatorKeyArn) }),
  clock: systemClock,
  random: systemRandomness,
  log: createLog('broadcasts-api'),
};
