import type { Broadcast, BroadcastStatus } from '../domain/broadcast.ts';
import type { CohortShard } from '../domain/cohort.ts';
import type { BroadcastId, RulingId } from '../domain/ids.ts';
import type { TextCounts } from '../domain/text-counts.ts';
import type { DueWork } from './timetable.ts';

/** What else changes with a broadcast's status. */
export type BroadcastPatch = Partial<
  Pick<Broadcast, 'plannedAt' | 'pausedBecause' | 'approvedBy' | 'ownErrors' | 'acceptedAtResume' | 'overtaken'>
>;

/** A shard that was marked as planned. `queuedAt`: when its batches were last put on their queue. */
export interface PlannedShard {
  readonly shard: CohortShard;
  readonly counts: TextCounts;
  readonly queuedAt: string | null;
}

/** Broadcasts, their shards' planning marks and tallies. A tally is a cache: the ledger is the truth. Reads are strongly consistent. */
export interface BroadcastStore {
  find(id: BroadcastId): Promise<Broadcast | undefined>;
  /** Everything that spoke of a ruling: its events' broadcasts, digests and answers, in the order of their making. */
  ofRuling(rulingId: RulingId): Promise<Broadcast[]>;
  /** The newest broadcasts, newest first. */
  newest(limit: number): Promise<Broadcast[]>;
  /** Makes a broadcast, its place among those of each ruling it speaks of, and due work, in one transaction; false when there is one already. */
  freeze(broadcast: Broadcast, due: DueWork | undefined): Promise<boolean>;
  /** Moves the status if it is still `from`, with due work in the same transaction; false otherwise. */
  setStatus(
    id: BroadcastId,
    from: BroadcastStatus,
    to: BroadcastStatus,
    also?: { readonly patch?: BroadcastPatch; readonly due?: DueWork },
  ): Promise<boolean>;
  /** Counts texts that carriers refused for what they say or who sends them, and answers how many there are now. */
  addOwnErrors(id: BroadcastId, by: number): Promise<number>;
  /** Puts due work of a broadcast into the Timetable. */
  remind(due: DueWork): Promise<void>;
  /** Marks a shard's planning complete, with its tally and due work, in one transaction; false when it was marked already. */
  markPlanned(id: BroadcastId, shard: CohortShard, counts: TextCounts, due: DueWork | undefined): Promise<boolean>;
  /** Writes down when a marked shard's batches were put on their queue. */
  markQueued(id: BroadcastId, shard: CohortShard, at: string): Promise<void>;
  /** Every shard that was marked. */
  tallies(id: BroadcastId): Promise<PlannedShard[]>;
  addToTally(id: BroadcastId, shard: CohortShard, change: TextCounts): Promise<void>;
  setTally(id: BroadcastId, shard: CohortShard, counts: TextCounts): Promise<void>;
}
