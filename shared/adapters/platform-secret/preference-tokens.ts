import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { phoneHashSchema } from '../../domain/subscriber.ts';
import type { PreferenceTokens } from '../../ports/preference-tokens.ts';
import { deriveKey } from './derive-key.ts';

const nonceBytes = 12;
const tagBytes = 16;
/** When it runs out, in seconds since 1970: holds until the year 2106. */
const untilBytes = 4;
const digestBytes = 32;
const sealedBytes = untilBytes + 1 + digestBytes;

/**
 * AES-256-GCM; a token is nonce, tag and cipher text in base64url. It stands in a text, where each character costs: the hash is packed as
 * its version, one byte, and its digest, so that a token has 87 characters.
 */
export const createPreferenceTokens = (platformSecret: string): PreferenceTokens => {
  const key = deriveKey(platformSecret, 'rulingwire/preference-token/1');
  return {
    seal: (hash, until) => {
      const [version, digest = ''] = hash.split('.');
      const plain = Buffer.alloc(sealedBytes);
      plain.writeUInt32BE(Math.floor(until / 1000));
      plain.writeUInt8(Number(version), untilBytes);
      plain.set(Buffer.from(digest, 'base64url'), untilBytes + 1);
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce);
      const text = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64url');
    },
    open: (token, now) => {
      const bytes = Buffer.from(token, 'base64url');
      if (bytes.length !== nonceBytes + tagBytes + sealedBytes) return undefined;
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      }).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      try {
        const plain = Buffer.concat([decipher.update(bytes.subarray(nonceBytes + tagBytes)), decipher.final()]);
        if (plain.readUInt32BE() * 1000 <= now) return undefined;
        const digest = plain.subarray(untilBytes + 1).toString('base64url');
        return phoneHashSchema.parse(`${plain.readUInt8(untilBytes)}.${digest}`);
      } catch {
        // altered, or sealed under another key: to the caller it names nobody
        return undefined;
      }
    },
  };
};
