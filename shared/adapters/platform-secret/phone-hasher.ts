import { createHmac } from 'node:crypto';
import type { Phone } from '../../domain/phone.ts';
import type { PhoneHasher } from '../../ports/phone-hasher.ts';
import { deriveKey } from './derive-key.ts';

/**
 * The key that phones are hashed under. It stands in front of each hash and in the label that the key is derived from. A second one comes
 * so: `phoneHashSchema` allows both, whoever looks a phone up asks for its hash under this version and, where nobody has that, under the
 * one before, and moves what it finds to the new hash; when nothing is left under the old one, the schema forgets it.
 */
const currentVersion = 1;

/** HMAC-SHA256 of the number in E.164 under the key of a version. */
export const hasherOfVersion = <Version extends number>(platformSecret: string, version: Version) => {
  const key = deriveKey(platformSecret, `rulingwire/phone-hash/${version}`);
  return (phone: Phone): `${Version}.${string}` =>
    `${version}.${createHmac('sha256', key).update(phone).digest('base64url')}`;
};

/** Without the key, trying all ten billion numbers finds none. */
export const createPhoneHasher = (platformSecret: string): PhoneHasher =>
  hasherOfVersion(platformSecret, currentVersion);
