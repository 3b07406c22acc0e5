import { createApiKeys } from '../../shared/adapters/dynamo/api-keys.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createInboundLog } from '../../shared/adapters/dynamo/inbound-log.ts';
import { createSignUps } from '../../shared/adapters/dynamo/sign-ups.ts';
import { createStaffPhones } from '../../shared/adapters/dynamo/staff-phones.ts';
import { createSubscriberStore } from '../../shared/adapters/dynamo/subscriber-store.ts';
import { createVault } from '../../shared/adapters/kms/vault.ts';
import { createSignUpHash } from '../../shared/adapters/platform-secret/keyed-hash.ts';
import { createPhoneHasher } from '../../shared/adapters/platform-secret/phone-hasher.ts';
import { createPreferenceTokens } from '../../shared/adapters/platform-secret/preference-tokens.ts';
import { readSecret } from '../../shared/adapters/secrets/secret.ts';
import { createSqsQueue } from '../../shared/adapters/sqs/queue.ts';
import type { TextWork } from '../../shared/domain/text-messages.ts';
import type { ApiDeps } from '../../shared/runtime/api/api.ts';
import { systemClock, systemRandomness } from '../../shared/runtime/clock.ts';
import { loadNewsroom, setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { authenticate } from '../../shared/use-cases/manage-keys.ts';
import type { SubscribersDeps } from './routes.ts';

const dynamo = createDynamo();
const operatorKeyArn = setting('OPERATOR_KEY_SECRET_ARN');
const keys = createApiKeys(dynamo, setting('PARTNERS_TABLE'));
const subscribersTable = setting('SUBSCRIBERS_TABLE');
const platformSecret = await readSecret(setting('PLATFORM_SECRET_ARN'));

export const deps: SubscribersDeps & ApiDeps = {
  subscribers: createSubscriberStore(dynamo, subscribersTable),
  signUps: createSignUps(dynamo, subscribersTable),
  staffPhones: createStaffPhones(dynamo, subscribersTable),
  inbound: createInboundLog(dynamo, setting('TEXTS_TABLE')),
  urgent: createSqsQueue<TextWork>(setting('URGENT_TEXTS_QUEUE_URL')),
  hashPhone: createPhoneHasher(platformSecret),
  hideCounted: createSignUpHash(platformSecret),
  tokens: createPreferenceTokens(platformSecret),
  vault: createVault(setting('VAULT_KEY_ID')),
  newsroom: loadNewsroom(),
  authenticate: authenticate({ keys, operatorKey: () => readSecret(operatorKeyArn) }),
  clock: systemClock,
  random: systemRandomness,
  log: createLog('subscribers-api'),
};
