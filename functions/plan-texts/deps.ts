import { createBroadcastStore } from '../../shared/adapters/dynamo/broadcast-store.ts';
import { createChannelSwitches } from '../../shared/adapters/dynamo/channel-switches.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createHeldWork } from '../../shared/adapters/dynamo/held-work.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { createSenderPace } from '../../shared/adapters/dynamo/sender-pace.ts';
import { createShortLinks } from '../../shared/adapters/dynamo/short-links.ts';
import { createSubscriberStore } from '../../shared/adapters/dynamo/subscriber-store.ts';
import { createTextLedger } from '../../shared/adapters/dynamo/text-ledger.ts';
import { createVault } from '../../shared/adapters/kms/vault.ts';
import { createSqsQueue } from '../../shared/adapters/sqs/queue.ts';
import { createWorkQueue } from '../../shared/adapters/sqs/work-queue.ts';
import { readTwilioCredentials } from '../../shared/adapters/twilio/credentials.ts';
import { createSentTexts } from '../../shared/adapters/twilio/sent-texts.ts';
import { timeOfId } from '../../shared/domain/ids.ts';
import { anyHour, quietHours } from '../../shared/domain/quiet-hours.ts';
import type { TextBatch, TextPlan } from '../../shared/domain/text-messages.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { loadNewsroom, quietHoursOff, setting, twilioUrl } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { holdsWork } from '../../shared/use-cases/holds-work.ts';
import { openShard } from '../../shared/use-cases/open-shard.ts';
import { planDigest } from '../../shared/use-cases/plan-digest.ts';
import { planTexts } from '../../shared/use-cases/plan-texts.ts';
import { recheckTexts } from '../../shared/use-cases/recheck-texts.ts';
import { resendLost } from '../../shared/use-cases/resend-lost.ts';

const dynamo = createDynamo();
const newsroom = loadNewsroom();
const { sender, retention } = newsroom.texts;
const tables = {
  texts: setting('TEXTS_TABLE'),
  subscribers: setting('SUBSCRIBERS_TABLE'),
  timetable: setting('TIMETABLE_TABLE'),
};
const queueUrls = { texts: setting('TEXT_BATCHES_QUEUE_URL'), urgent: setting('URGENT_TEXTS_QUEUE_URL') };
const batchQueues = Object.entries(queueUrls).map(([name, url]) => createWorkQueue(name, url, []));
export const log = createLog('plan-texts');

const deps = {
  rulings: createRulingStore(dynamo, setting('RULINGS_TABLE')),
  broadcasts: createBroadcastStore(dynamo, tables),
  ledger: createTextLedger(dynamo, tables, retention.ledgerDays),
  subscribers: createSubscriberStore(dynamo, tables.subscribers),
  links: createShortLinks(dynamo, tables.texts),
  pace: createSenderPace(dynamo, tables.texts, sender.segmentsPerSecond),
  sentTexts: createSentTexts({
    baseUrl: twilioUrl(),
    ...(await readTwilioCredentials(setting('TWILIO_SECRET_ARN'))),
  }),
  vault: createVault(setting('VAULT_KEY_ID')),
  queues: {
    texts: createSqsQueue<TextBatch>(queueUrls.texts),
    urgent: createSqsQueue<TextBatch>(queueUrls.urgent),
  },
  queueDepth: async () => {
    const counts = await Promise.all(batchQueues.map((queue) => queue.counts()));
    return counts.reduce((sum, { waiting, inFlight, delayed }) => sum + waiting + inFlight + delayed, 0);
  },
  plans: createSqsQueue<TextPlan>(setting('TEXT_PLANS_QUEUE_URL')),
  windowAt: quietHoursOff() ? anyHour : quietHours(newsroom.texts),
  clock: systemClock,
  newsroom,
  log,
};

export const plan = planTexts(deps);
export const open = openShard(deps);
export const digest = planDigest(deps);
export const resend = resendLost(deps);
export const recheck = recheckTexts({
  ...deps,
  textsHeld: holdsWork(
    {
      switches: createChannelSwitches(dynamo, tables.timetable),
      heldWork: createHeldWork(dynamo, tables.timetable),
      clock: systemClock,
    },
    'texts',
  ),
  // a digest's id tells the opening that it is for
  finishDigest: ({ id, zones, frequency }) =>
    digest({ kind: 'digest', zones, frequency, at: new Date(timeOfId(id)).toISOString() }),
});
