import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import type { Vault } from '../../ports/vault.ts';

/** A data key seals for an hour and a process opens with at most so many: one KMS call then serves thousands of rows. */
const sealingMs = 3_600_000;
const maxOpenKeys = 1_000;
/** Whoever texts STOP waits for a key, and Twilio for us no longer than 15 s: with one more try this is 4 s in all. */
const patience = {
  maxAttempts: 2,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
};
const purpose = { purpose: 'rulingwire-vault' };

interface DataKey {
  readonly plain: Uint8Array;
  /** The same key, sealed by KMS, base64; it travels with everything that it seals. */
  readonly wrapped: string;
}

/**
 * Envelope encryption: AES-256-GCM under a data key of KMS. Sealed text is `1.<wrapped key>.<nonce, tag and cipher text>`,
 * base64 each; the context is authenticated with it.
 */
export const createVault = (
  KeyId: string,
  client: KMSClient = new KMSClient(patience),
  now: () => number = Date.now,
): Vault => {
  let sealing: { key: Promise<DataKey>; until: number } | undefined;
  const opening = new Map<string, Promise<Uint8Array>>();

  const newKey = async (): Promise<DataKey> => {
    const { Plaintext, CiphertextBlob } = await client.send(
      new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256', EncryptionContext: purpose }),
    );
    if (!Plaintext || !CiphertextBlob) throw new Error('KMS gave no data key');
    return { plain: Plaintext, wrapped: Buffer.from(CiphertextBlob).toString('base64') };
  };

  const sealingKey = (): Promise<DataKey> => {
    if (sealing && now() < sealing.until) return sealing.key;
    const key = newKey();
    sealing = { key, until: now() + sealingMs };
    key.catch(() => {
      sealing = undefined;
    });
    return key;
  };

  const unwrap = async (wrapped: string): Promise<Uint8Array> => {
    const { Plaintext } = await client.send(
      new DecryptCommand({ KeyId, CiphertextBlob: Buffer.from(wrapped, 'base64'), EncryptionContext: purpose }),
    );
    if (!Plaintext) throw new Error('KMS gave no plain key');
    return Plaintext;
  };

  const openingKey = (wrapped: string): Promise<Uint8Array> => {
    const cached = opening.get(wrapped);
    if (cached !== undefined) return cached;
    const key = unwrap(wrapped);
    if (opening.size >= maxOpenKeys) opening.delete(opening.keys().next().value ?? '');
    opening.set(wrapped, key);
    key.catch(() => opening.delete(wrapped));
    return key;
  };

  return {
    seal: async (plain, context) => {
      const { plain: key, wrapped } = await sealingKey();
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      const text = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `1.${wrapped}.${Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64')}`;
    },
    open: async (sealed, context) => {
      const [version, wrapped, box] = sealed.split('.');
      if (version !== '1' || wrapped === undefined || box === undefined) throw new Error('not a sealed text');
      const bytes = Buffer.from(box, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', await openingKey(wrapped), bytes.subarray(0, 12), {
        authTagLength: 16,
      })
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
  };
};
