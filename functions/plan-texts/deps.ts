import { createBroadcastStore } from '../../shared/adapters/dynamo/broadcast-store.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { createSubscriberStore } from '../../shared/adapters/dynamo/subscriber-store.ts';
import { createTextLedger } from '../../shared/adapters/dynamo/text-ledger.ts';
import { createSqsQueue } from '../../shared/adapters/sqs/queue.ts';
import { anyHour, quietHours } from '../../shared/domain/quiet-hours.ts';
import type { TextBatch } from '../../shared/domain/text-messages.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { loadNewsroom, quietHoursOff, setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { openShard } from '../../shared/use-cases/open-shard.ts';
import { planTexts } from '../../shared/use-cases/plan-texts.ts';
import { type RecheckDeps, recheckTexts } from '../../shared/use-cases/recheck-texts.ts';

const dynamo = createDynamo();
const newsroom = loadNewsroom();
const tables = {
  texts: setting('TEXTS_TABLE'),
  subscribers: setting('SUBSCRIBERS_TABLE'),
  timetable: setting('TIMETABLE_TABLE'),
};
export const log = createLog('plan-texts');

const deps: RecheckDeps = {
  rulings: createRulingStore(dynamo, setting('RULINGS_TABLE')),
  broadcasts: createBroadcastStore(dynamo, tables),
  ledger: createTextLedger(dynamo, tables),
  subscribers: createSubscriberStore(dynamo, tables.subscribers),
  batches: createSqsQueue<TextBatch>(setting('TEXT_BATCHES_QUEUE_URL')),
  windowAt: quietHoursOff() ? anyHour : quietHours(newsroom.texts),
  clock: systemClock,
  newsroom,
  log,
};

export const plan = planTexts(deps);
export const open = openShard(deps);
export const recheck = recheckTexts(deps);
