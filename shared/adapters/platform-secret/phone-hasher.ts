import { createHmac } from 'node:crypto';
import type { PhoneHasher } from '../../ports/phone-hasher.ts';
import { deriveKey } from './derive-key.ts';

/** HMAC-SHA256 of the number in E.164: without the key, trying all ten billion numbers finds none. */
export const createPhoneHasher = (platformSecret: string): PhoneHasher => {
  const key = deriveKey(platformSecret, 'rulingwire/phone-hash/1');
  return (phone) => `1.${createHmac('sha256', key).update(phone).digest('base64url')}`;
};
