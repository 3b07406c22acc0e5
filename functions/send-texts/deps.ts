import { createBroadcastStore } from '../../shared/adapters/dynamo/broadcast-store.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createSubscriberStore } from '../../shared/adapters/dynamo/subscriber-store.ts';
import { createTextLedger } from '../../shared/adapters/dynamo/text-ledger.ts';
import { createVault } from '../../shared/adapters/kms/vault.ts';
import { createLedgerTokens } from '../../shared/adapters/platform-secret/ledger-tokens.ts';
import { readSecret } from '../../shared/adapters/secrets/secret.ts';
import { readTwilioCredentials } from '../../shared/adapters/twilio/credentials.ts';
import { createTextSender } from '../../shared/adapters/twilio/messages.ts';
import { anyHour, quietHours } from '../../shared/domain/quiet-hours.ts';
import { systemClock, systemRandomness } from '../../shared/runtime/clock.ts';
import { loadNewsroom, quietHoursOff, setting, twilioUrl } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { sendTexts } from '../../shared/use-cases/send-texts.ts';

const dynamo = createDynamo();
const newsroom = loadNewsroom();
const tables = {
  texts: setting('TEXTS_TABLE'),
  subscribers: setting('SUBSCRIBERS_TABLE'),
  timetable: setting('TIMETABLE_TABLE'),
};
export const log = createLog('send-texts');

export const send = sendTexts({
  broadcasts: createBroadcastStore(dynamo, tables),
  ledger: createTextLedger(dynamo, tables),
  subscribers: createSubscriberStore(dynamo, tables.subscribers),
  sender: createTextSender({
    baseUrl: twilioUrl(),
    ...(await readTwilioCredentials(setting('TWILIO_SECRET_ARN'))),
  }),
  vault: createVault(setting('VAULT_KEY_ID')),
  tokens: createLedgerTokens(await readSecret(setting('PLATFORM_SECRET_ARN'))),
  newsroom,
  windowAt: quietHoursOff() ? anyHour : quietHours(newsroom.texts),
  clock: systemClock,
  random: systemRandomness,
  log,
});
