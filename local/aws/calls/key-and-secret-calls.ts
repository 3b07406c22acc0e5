/** What operations of KMS and Secrets Manager need. */
import * as z from 'zod';
import { keyArn, secretArn } from '../identity.ts';
import type { KeyService } from '../key-service.ts';
import type { Call } from '../policy.ts';

const sealed = z.object({ KeyId: z.string().optional(), CiphertextBlob: z.base64().optional() });
const secret = z.object({ SecretId: z.string() });

/** `Decrypt` need not name the key: what was sealed does. */
export const keyAndSecretCalls =
  ({ idOf }: Pick<KeyService, 'idOf'>) =>
  (target: string, input: unknown): Call[] => {
    const [service, operation] = target.split('.');
    if (service === 'secretsmanager') {
      const name = secret.parse(input).SecretId.split(':secret:').at(-1) ?? '';
      return [{ action: `secretsmanager:${operation}`, resource: secretArn(name) }];
    }
    return [{ action: `kms:${operation}`, resource: keyArn(idOf(sealed.parse(input))) }];
  };
