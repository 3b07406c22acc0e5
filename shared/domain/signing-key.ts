import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from 'node:crypto';

const privatePrefix = 'whsk_';
const publicPrefix = 'whpk_';
const keyBytes = 32;
/** What stands before the seed in PKCS #8 (RFC 8410, 7). */
const pkcs8Head = Buffer.from('302e020100300506032b657004220420', 'hex');

/** A key of the newsroom's own, by whose public half anybody can check what it signed. Printed or put into JSON, it does not show its seed. */
export interface SigningKey {
  /** Of the public key alone, so that it tells nothing of where the key is kept. */
  readonly id: string;
  /** `whpk_` and base64 of 32 bytes, as in Standard Webhooks. */
  readonly publicKey: string;
  readonly privateKey: KeyObject;
}

/** The ed25519 key of a seed. Throws unless that has 32 bytes. */
export const signingKeyOf = (seed: Uint8Array): SigningKey => {
  if (seed.length !== keyBytes) throw new Error(`the seed of a signing key has ${keyBytes} bytes`);
  const privateKey = createPrivateKey({ key: Buffer.concat([pkcs8Head, seed]), format: 'der', type: 'pkcs8' });
  const bytes = createPublicKey(privateKey).export({ format: 'der', type: 'spki' }).subarray(-keyBytes);
  return {
    id: createHash('sha256').update(bytes).digest('base64url').slice(0, 16),
    publicKey: publicPrefix + bytes.toString('base64'),
    privateKey,
  };
};

/** Reads `whsk_` and base64 of seed and public key, as in Standard Webhooks. Throws, without quoting it, on anything else. */
export const parseSigningKey = (text: string): SigningKey => {
  const bytes = Buffer.from(text.slice(privatePrefix.length), 'base64');
  if (!text.startsWith(privatePrefix) || bytes.length !== 2 * keyBytes)
    throw new Error('a signing key is whsk_ and base64 of 64 bytes');
  const key = signingKeyOf(bytes.subarray(0, keyBytes));
  if (key.publicKey !== publicPrefix + bytes.subarray(keyBytes).toString('base64'))
    throw new Error('the halves of a signing key do not belong together');
  return key;
};

/** base64 of 64 bytes. */
export const ed25519 = ({ privateKey }: SigningKey, signed: string): string =>
  sign(null, Buffer.from(signed), privateKey).toString('base64');
