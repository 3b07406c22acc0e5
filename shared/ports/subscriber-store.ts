import type { CohortShard } from '../domain/cohort.ts';
import type { Consent, PhoneHash, Preferences, Subscriber } from '../domain/subscriber.ts';
import type { SuppressionReason } from '../domain/text-ledger.ts';

/** Who is texted. Reads are strongly consistent but for `cohort`, which is read from an index and may be a second behind. */
export interface SubscriberStore {
  find(hash: PhoneHash): Promise<Subscriber | undefined>;
  /** Those that exist, in no order. */
  findMany(hashes: readonly PhoneHash[]): Promise<Subscriber[]>;
  /** Profile, evidence and the shard's place in the list of shards, in one transaction; false when there is a profile already. */
  add(subscriber: Subscriber, consent: Consent): Promise<boolean>;
  /** New preferences and their evidence, in one transaction; false, and nothing written, unless the subscriber is active. */
  change(preferences: Preferences, consent: Consent): Promise<boolean>;
  /** Texts this phone no more, from now on; it leaves its cohort. One who is suppressed already stays so, for the first reason. */
  suppress(hash: PhoneHash, reason: SuppressionReason, at: string): Promise<void>;
  /** Every shard of a cohort that ever had anybody. */
  shards(): Promise<CohortShard[]>;
  /** The active subscribers of one shard of a cohort, a page at a time. */
  cohort(shard: CohortShard): AsyncIterable<Subscriber[]>;
}
