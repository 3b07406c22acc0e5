import { createHmac } from 'node:crypto';
import { ed25519, type SigningKey } from './signing-key.ts';

const prefix = 'whsec_';
const secretBytes = 32;

/** A new secret of Standard Webhooks: `whsec_` and base64 of 32 bytes; `random` gives unpredictable numbers in [0, 1). */
export const makeSecret = (random: () => number): string =>
  prefix + Buffer.from(Array.from({ length: secretBytes }, () => Math.floor(random() * 256))).toString('base64');

/** The three headers of a signed message. */
export type SignatureHeaders = {
  readonly 'webhook-id': string;
  readonly 'webhook-timestamp': string;
  readonly 'webhook-signature': string;
};

/**
 * Signs a message by Standard Webhooks 1.0, over `id.timestamp.body`: `v1` is HMAC-SHA256, once for each live secret, so that a receiver
 * may hold the old or the new one while secrets rotate; `v1a` is ed25519, once for each of the newsroom's own keys, for whoever has no
 * secret. `at` is the time of this attempt in ms since 1970; the header holds seconds. Throws on a secret that does not start with
 * `whsec_`: only a damaged row has one.
 */
export const sign = (
  message: { id: string; at: number; body: string },
  secrets: readonly string[],
  signingKeys: readonly SigningKey[],
): SignatureHeaders => {
  const seconds = String(Math.floor(message.at / 1000));
  const signed = `${message.id}.${seconds}.${message.body}`;
  return {
    'webhook-id': message.id,
    'webhook-timestamp': seconds,
    'webhook-signature': [
      ...secrets.map((secret) => `v1,${hmac(secret, signed)}`),
      ...signingKeys.map((key) => `v1a,${ed25519(key, signed)}`),
    ].join(' '),
  };
};

const hmac = (secret: string, signed: string): string => {
  if (!secret.startsWith(prefix)) throw new Error('a webhook secret starts with whsec_');
  return createHmac('sha256', Buffer.from(secret.slice(prefix.length), 'base64'))
    .update(signed)
    .digest('base64');
};
