import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ledgerKeySchema } from '../../domain/broadcast.ts';
import type { LedgerTokens } from '../../ports/ledger-tokens.ts';
import { deriveKey } from './derive-key.ts';

const nonceBytes = 12;
const tagBytes = 16;

/** AES-256-GCM; a token is nonce, tag and cipher text in base64url, some 200 characters. */
export const createLedgerTokens = (platformSecret: string): LedgerTokens => {
  const key = deriveKey(platformSecret, 'rulingwire/ledger-token/1');
  return {
    seal: ({ broadcastId, cohort, hash }) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const text = Buffer.concat([cipher.update(JSON.stringify([broadcastId, cohort, hash])), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
    },
    open: (token) => {
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length <= nonceBytes + tagBytes) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      }).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      try {
        const text = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
        const [broadcastId, cohort, hash]: unknown[] = JSON.parse(text.toString());
        return ledgerKeySchema.parse({ broadcastId, cohort, hash });
      } catch {
        // altered, or sealed under another key: to the caller it names nothing
        return undefined;
      }
    },
  };
};
