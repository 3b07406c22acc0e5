import { createBroadcastStore } from '../../shared/adapters/dynamo/broadcast-store.ts';
import { createChannelSwitches } from '../../shared/adapters/dynamo/channel-switches.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createHeldWork } from '../../shared/adapters/dynamo/held-work.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { createSenderPace } from '../../shared/adapters/dynamo/sender-pace.ts';
import { createShortLinks } from '../../shared/adapters/dynamo/short-links.ts';
import { createSignUps } from '../../shared/adapters/dynamo/sign-ups.ts';
import { createStaffPhones } from '../../shared/adapters/dynamo/staff-phones.ts';
import { createSubscriberStore } from '../../shared/adapters/dynamo/subscriber-store.ts';
import { createTextBudget } from '../../shared/adapters/dynamo/text-budget.ts';
import { createTextLedger } from '../../shared/adapters/dynamo/text-ledger.ts';
import { createTextTimeline } from '../../shared/adapters/dynamo/text-timeline.ts';
import { createVault } from '../../shared/adapters/kms/vault.ts';
import { createLedgerTokens } from '../../shared/adapters/platform-secret/ledger-tokens.ts';
import { readSecret } from '../../shared/adapters/secrets/secret.ts';
import { readTwilioCredentials } from '../../shared/adapters/twilio/credentials.ts';
import { createTextSender } from '../../shared/adapters/twilio/messages.ts';
import { anyHour, quietHours } from '../../shared/domain/quiet-hours.ts';
import type { TextWork } from '../../shared/domain/text-messages.ts';
import { systemClock, systemRandomness } from '../../shared/runtime/clock.ts';
import { loadNewsroom, quietHoursOff, setting, twilioUrl } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { gateChannel } from '../../shared/use-cases/gate-channel.ts';
import { sendConfirmation } from '../../shared/use-cases/send-confirmation.ts';
import { sendTest } from '../../shared/use-cases/send-test.ts';
import { sendTexts } from '../../shared/use-cases/send-texts.ts';

const dynamo = createDynamo();
const newsroom = loadNewsroom();
const { sender, retention } = newsroom.texts;
const tables = {
  texts: setting('TEXTS_TABLE'),
  subscribers: setting('SUBSCRIBERS_TABLE'),
  timetable: setting('TIMETABLE_TABLE'),
};
const urgentArn = setting('URGENT_TEXTS_QUEUE_ARN');
export const log = createLog('send-texts');

export const gate = gateChannel(
  {
    switches: createChannelSwitches(dynamo, tables.timetable),
    heldWork: createHeldWork(dynamo, tables.timetable),
    clock: systemClock,
    log,
  },
  'texts',
  (arn) => (arn === urgentArn ? 'urgent-texts' : 'text-batches'),
);

const deps = {
  broadcasts: createBroadcastStore(dynamo, tables),
  ledger: createTextLedger(dynamo, tables, retention.ledgerDays),
  subscribers: createSubscriberStore(dynamo, tables.subscribers),
  signUps: createSignUps(dynamo, tables.subscribers),
  staffPhones: createStaffPhones(dynamo, tables.subscribers),
  rulings: createRulingStore(dynamo, setting('RULINGS_TABLE')),
  links: createShortLinks(dynamo, tables.texts),
  budget: createTextBudget(dynamo, tables.texts),
  timeline: createTextTimeline(dynamo, tables.texts, retention.ledgerDays),
  pace: createSenderPace(dynamo, tables.texts, sender.segmentsPerSecond),
  sender: createTextSender({
    baseUrl: twilioUrl(),
    ...(await readTwilioCredentials(setting('TWILIO_SECRET_ARN'))),
  }),
  vault: createVault(setting('VAULT_KEY_ID')),
  tokens: createLedgerTokens(await readSecret(setting('PLATFORM_SECRET_ARN'))),
  newsroom,
  channelPaused: gate.paused,
  windowAt: quietHoursOff() ? anyHour : quietHours(newsroom.texts),
  clock: systemClock,
  random: systemRandomness,
  log,
};
const send = sendTexts(deps);
const confirm = sendConfirmation(deps);
const test = sendTest(deps);

export const work = (message: TextWork): Promise<void> => {
  switch (message.kind) {
    case 'batch':
      return send(message);
    case 'confirmation':
      return confirm(message);
    case 'test-send':
      return test(message);
  }
};
