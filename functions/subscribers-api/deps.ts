import { createApiKeys } from '../../shared/adapters/dynamo/api-keys.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { createSubscriberStore } from '../../shared/adapters/dynamo/subscriber-store.ts';
import { createVault } from '../../shared/adapters/kms/vault.ts';
import { createPhoneHasher } from '../../shared/adapters/platform-secret/phone-hasher.ts';
import { readSecret } from '../../shared/adapters/secrets/secret.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { loadNewsroom, setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { authenticate } from '../../shared/use-cases/manage-keys.ts';

const dynamo = createDynamo();
const operatorKeyArn = setting('OPERATOR_KEY_SECRET_ARN');
const keys = createApiKeys(dynamo, setting('PARTNERS_TABLE'));
const hashPhone = createPhoneHasher(await readSecret(setting('PLATFORM_SECRET_ARN')));

export const deps = {
  subscribers: createSubscriberStore(dynamo, setting('SUBSCRIBERS_TABLE')),
  hashPhone,
  vault: createVault(setting('VAULT_KEY_ID')),
  newsroom: loadNewsroom(),
  authenticate: authenticate({ keys, operatorKey: () => readSecret(operatorKeyArn) }),
  clock: systemClock,
  log: createLog('subscribers-api'),
};
