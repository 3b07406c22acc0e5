import type { PhoneHash } from '../domain/subscriber.ts';

/** A phone that left, or signed up, at `at` (ISO 8601), so that its evidence is to be looked at years later. It may have come back since. */
export interface Leaver {
  readonly hash: PhoneHash;
  readonly at: string;
}

/**
 * The list of those whose evidence goes one day. The stores put a phone on it in the very transaction by which it leaves; whether it
 * came back is seen when its time has come, so that nothing need be undone then.
 */
export interface Leavers {
  /** Those on the list since before `before` (ISO 8601), oldest first, a page at a time. Who is taken off meanwhile may be left out. */
  since(before: string): AsyncIterable<Leaver[]>;
  /** Takes away all evidence of a phone that is older than `before` (ISO 8601), oldest first. */
  forgetEvidence(hash: PhoneHash, before: string): Promise<void>;
  /** Puts a phone on the list at another time, null for none, and then takes it off at this one. */
  move(leaver: Leaver, to: string | null): Promise<void>;
}
