import type { PhoneHash } from '../domain/subscriber.ts';

/** Seals who may see and change a subscriber's preferences, for a link that only their phone gets. */
export interface PreferenceTokens {
  /** Safe in a path; holds until `until` (ms since 1970). */
  seal(hash: PhoneHash, until: number): string;
  /** Undefined for what was not sealed here, was altered, or has run out at `now`. */
  open(token: string, now: number): PhoneHash | undefined;
}
