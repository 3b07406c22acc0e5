import { readSecretAnew } from '../../shared/adapters/secrets/secret.ts';
import { createSigningKeys } from '../../shared/adapters/signing-keys/signing-keys.ts';
import { setting } from '../../shared/runtime/config.ts';
import { createLog } from '../../shared/runtime/logger.ts';

const secretArn = setting('SIGNING_KEYS_SECRET_ARN');

export const deps = {
  signingKeys: createSigningKeys(() => readSecretAnew(secretArn)),
  // its one route is public
  authenticate: async () => undefined,
  log: createLog('webhook-keys'),
};
