import type { Phone } from '../domain/phone.ts';
import type { PhoneHash } from '../domain/subscriber.ts';

/** A phone's keyed hash: always the same, and not to be found again by trying all numbers without the key. */
export type PhoneHasher = (phone: Phone) => PhoneHash;
