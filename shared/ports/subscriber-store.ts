import type { CohortShard } from '../domain/cohort.ts';
import type { Consent, PendingSignUp, Suppression } from '../domain/consent.ts';
import type { PhoneHash, Preferences, StandingReason, Subscriber, SubscriberStatus } from '../domain/subscriber.ts';
import type { StrikeKind } from '../domain/twilio-codes.ts';

/** Who is texted. Reads are strongly consistent but for `cohort`, which is read from an index and may be a second behind. */
export interface SubscriberStore {
  find(hash: PhoneHash): Promise<Subscriber | undefined>;
  /** Those that exist, in no order. */
  findMany(hashes: readonly PhoneHash[]): Promise<Subscriber[]>;
  /**
   * Profile, evidence and the shard's place in the list of shards, in one transaction, which also takes away a pending sign-up and a
   * suppression of that number; false when there is a profile already.
   */
  add(subscriber: Subscriber, consent: Consent): Promise<boolean>;
  /**
   * New preferences, the cohort that follows from them (`zones`), and their evidence, in one transaction; false, and nothing written,
   * where there is no such subscriber or they are suppressed.
   */
  change(preferences: Preferences, zones: string, consent: Consent): Promise<boolean>;
  /**
   * Moves a subscriber who is in one of `from` to another status, with evidence where there is any, in one transaction; false, and nothing
   * written, otherwise. Only who is active has a place in a cohort; who is suppressed is put on the list of leavers. Strikes begin anew.
   */
  move(
    hash: PhoneHash,
    from: readonly SubscriberStatus[],
    to: { readonly status: SubscriberStatus; readonly reason: StandingReason | null },
    at: string,
    evidence?: Consent,
  ): Promise<boolean>;
  /** Counts a strike of a kind against an active subscriber and answers how many there are now; one of another kind begins at 1. */
  strike(hash: PhoneHash, kind: StrikeKind, at: string): Promise<number>;
  clearStrikes(hash: PhoneHash): Promise<void>;
  /**
   * Removes the profile and what waits to be confirmed, and leaves a suppression, the evidence and a place on the list of leavers, in one
   * transaction.
   */
  erase(suppression: Suppression, evidence: Consent): Promise<void>;
  /**
   * A number that is no subscriber's is not to be texted: a suppression with its evidence, on the list of leavers; what waits to be
   * confirmed goes, in one transaction. A suppression that is there stays.
   */
  suppressUnknown(suppression: Suppression, evidence: Consent): Promise<void>;
  suppressionOf(hash: PhoneHash): Promise<Suppression | undefined>;
  /** Evidence that goes with no change of a profile. */
  witness(evidence: Consent): Promise<void>;
  /** All evidence of a phone, oldest first. */
  evidenceOf(hash: PhoneHash): Promise<Consent[]>;
  /** Every shard of a cohort that ever had anybody. */
  shards(): Promise<CohortShard[]>;
  /** The active subscribers of one shard of a cohort, a page at a time. */
  cohort(shard: CohortShard): AsyncIterable<Subscriber[]>;
}

/** Sign-ups on the page that wait for `JOIN`. */
export interface SignUps {
  /** A sign-up that has not run out at `now` (ISO 8601). */
  pending(hash: PhoneHash, now: string): Promise<PendingSignUp | undefined>;
  /**
   * Writes a sign-up down with its evidence, on the list of leavers, and the day from which its address is forgotten. One that still waits
   * at its time stands, whatever a newer one says: it may be a stranger's. No text is owed where one left to that number since
   * `askedSince` (ISO 8601), at most 31 days ago. Answers whether the text is owed now. Nothing is written, and the answer is false, where
   * there is a profile or a suppression, in the same transaction: so no sign-up ever stands beside one of them.
   */
  ask(signUp: PendingSignUp, evidence: Consent, address: SignUpAddress, askedSince: string): Promise<boolean>;
  /**
   * Moves the text from `owed` to `posting` and remembers for 31 days that it left `at` (ISO 8601), whatever becomes of the sign-up;
   * false where it is not owed, or nothing waits any more.
   */
  post(hash: PhoneHash, at: string): Promise<boolean>;
  /** Moves the text on, if it is still in `from`; false otherwise. Back to `owed` it never left, and that is forgotten again. */
  moveText(hash: PhoneHash, from: PendingSignUp['text'], to: 'owed' | 'sent' | 'refused'): Promise<boolean>;
  /**
   * Counts one sign-up under each of these names until `until` (ISO 8601) and answers the counts, this one included. The names hold no
   * address and no number, only keyed hashes.
   */
  count(names: readonly string[], until: string): Promise<readonly number[]>;
}

/** Where a sign-up came from: sealed by the vault, and kept until `forgetAt` (ISO 8601). */
export interface SignUpAddress {
  readonly sealed: string;
  readonly forgetAt: string;
}
