import { createBroadcastStore } from '../../shared/adapters/dynamo/broadcast-store.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createSenderPace } from '../../shared/adapters/dynamo/sender-pace.ts';
import { createSubscriberStore } from '../../shared/adapters/dynamo/subscriber-store.ts';
import { createTextLedger } from '../../shared/adapters/dynamo/text-ledger.ts';
import { createLedgerTokens } from '../../shared/adapters/platform-secret/ledger-tokens.ts';
import { readSecret } from '../../shared/adapters/secrets/secret.ts';
import { readTwilioCredentials } from '../../shared/adapters/twilio/credentials.ts';
import { validateTwilioSignature } from '../../shared/adapters/twilio/signature.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { loadNewsroom, setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { hearFromTwilio } from '../../shared/use-cases/hear-from-twilio.ts';

const dynamo = createDynamo();
const { baseUrl, texts } = loadNewsroom();
const tables = {
  texts: setting('TEXTS_TABLE'),
  subscribers: setting('SUBSCRIBERS_TABLE'),
  timetable: setting('TIMETABLE_TABLE'),
};
const { authToken } = await readTwilioCredentials(setting('TWILIO_SECRET_ARN'));
export const log = createLog('twilio-status');

/** Whether Twilio signed a request to this path, in a form with these parameters. */
export const isTwilios = (
  signature: string | undefined,
  path: string,
  params: Readonly<Record<string, string>>,
): boolean => validateTwilioSignature(authToken, signature, `${baseUrl}${path}`, params);

export const hear = hearFromTwilio({
  tokens: createLedgerTokens(await readSecret(setting('PLATFORM_SECRET_ARN'))),
  ledger: createTextLedger(dynamo, tables, texts.retention.ledgerDays),
  broadcasts: createBroadcastStore(dynamo, tables),
  subscribers: createSubscriberStore(dynamo, tables.subscribers),
  pace: createSenderPace(dynamo, tables.texts, texts.sender.segmentsPerSecond),
  clock: systemClock,
  log,
});
