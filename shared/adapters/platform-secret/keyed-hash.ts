import { createHmac } from 'node:crypto';
import type { KeyedHash } from '../../ports/keyed-hash.ts';
import { deriveKey } from './derive-key.ts';

/** HMAC-SHA256 of what sign-ups are counted by: there are few addresses and prefixes, so that a plain hash would hide nothing. */
export const createSignUpHash = (platformSecret: string): KeyedHash => {
  const key = deriveKey(platformSecret, 'rulingwire/sign-up-limits/1');
  return (text) => createHmac('sha256', key).update(text).digest('base64url');
};
