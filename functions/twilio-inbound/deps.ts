import { createBroadcastStore } from '../../shared/adapters/dynamo/broadcast-store.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createFeedDirectory } from '../../shared/adapters/dynamo/feed-directory.ts';
import { createInboundLog } from '../../shared/adapters/dynamo/inbound-log.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { createShortLinks } from '../../shared/adapters/dynamo/short-links.ts';
import { createSignUps } from '../../shared/adapters/dynamo/sign-ups.ts';
import { createSubscriberStore } from '../../shared/adapters/dynamo/subscriber-store.ts';
import { createTextLedger } from '../../shared/adapters/dynamo/text-ledger.ts';
import { createVault } from '../../shared/adapters/kms/vault.ts';
import { createPhoneHasher } from '../../shared/adapters/platform-secret/phone-hasher.ts';
import { createPreferenceTokens } from '../../shared/adapters/platform-secret/preference-tokens.ts';
import { readSecret } from '../../shared/adapters/secrets/secret.ts';
import { readTwilioCredentials } from '../../shared/adapters/twilio/credentials.ts';
import { validateTwilioSignature } from '../../shared/adapters/twilio/signature.ts';
import { twimlReply } from '../../shared/adapters/twilio/twiml.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { loadNewsroom, setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { answerClaim } from '../../shared/use-cases/answer-claim.ts';
import { findRuling } from '../../shared/use-cases/find-ruling.ts';
import { hearInbound } from '../../shared/use-cases/hear-inbound.ts';
import { listTopics } from '../../shared/use-cases/list-topics.ts';

const dynamo = createDynamo();
const newsroom = loadNewsroom();
const { authToken } = await readTwilioCredentials(setting('TWILIO_SECRET_ARN'));
const platformSecret = await readSecret(setting('PLATFORM_SECRET_ARN'));
const rulingsTable = setting('RULINGS_TABLE');
const tables = { texts: setting('TEXTS_TABLE'), subscribers: setting('SUBSCRIBERS_TABLE'), timetable: '' };
const rulings = createRulingStore(dynamo, rulingsTable);
export const log = createLog('twilio-inbound');

/** Whether Twilio signed a request to our one path, in a form with these parameters. */
export const isTwilios = (signature: string | undefined, params: Readonly<Record<string, string>>): boolean =>
  validateTwilioSignature(authToken, signature, `${newsroom.baseUrl}/twilio/inbound`, params);

export const hear = hearInbound({
  subscribers: createSubscriberStore(dynamo, tables.subscribers),
  signUps: createSignUps(dynamo, tables.subscribers),
  inbound: createInboundLog(dynamo, tables.texts),
  hashPhone: createPhoneHasher(platformSecret),
  tokens: createPreferenceTokens(platformSecret),
  vault: createVault(setting('VAULT_KEY_ID')),
  topics: listTopics({ directory: createFeedDirectory(dynamo, rulingsTable) }),
  answerClaim: answerClaim({
    find: findRuling({ rulings }),
    rulings,
    broadcasts: createBroadcastStore(dynamo, tables),
    ledger: createTextLedger(dynamo, tables, newsroom.texts.retention.ledgerDays),
    links: createShortLinks(dynamo, tables.texts),
    newsroom,
    clock: systemClock,
  }),
  newsroom,
  clock: systemClock,
  log,
});

export const answer = twimlReply;
