import type { Broadcast, BroadcastStatus } from '../domain/broadcast.ts';
import type { CohortShard } from '../domain/cohort.ts';
import type { BroadcastId, RulingId } from '../domain/ids.ts';
import type { TextCounts } from '../domain/text-counts.ts';
import type { DueWork } from './timetable.ts';

/** Broadcasts, their shards' planning marks and tallies. A tally is a cache: the ledger is the truth. Reads are strongly consistent. */
export interface BroadcastStore {
  find(id: BroadcastId): Promise<Broadcast | undefined>;
  /** The broadcasts of a ruling, oldest event first. */
  ofRuling(rulingId: RulingId): Promise<Broadcast[]>;
  /** Makes a broadcast, its place among its ruling's, and due work, in one transaction; false when there is one already. */
  freeze(broadcast: Broadcast, due: DueWork | undefined): Promise<boolean>;
  /** Moves the status if it is still `from`, with due work in the same transaction; false otherwise. `plannedAt` is set where given. */
  setStatus(
    id: BroadcastId,
    from: BroadcastStatus,
    to: BroadcastStatus,
    also?: { readonly plannedAt?: string; readonly due?: DueWork },
  ): Promise<boolean>;
  /** Puts due work of a broadcast into the Timetable. */
  remind(due: DueWork): Promise<void>;
  /** Marks a shard's planning complete, with its tally and due work, in one transaction; false when it was marked already. */
  markPlanned(id: BroadcastId, shard: CohortShard, counts: TextCounts, due: DueWork | undefined): Promise<boolean>;
  /** Every shard that was marked, with its tally. */
  tallies(id: BroadcastId): Promise<{ shard: CohortShard; counts: TextCounts }[]>;
  addToTally(id: BroadcastId, shard: CohortShard, change: TextCounts): Promise<void>;
  setTally(id: BroadcastId, shard: CohortShard, counts: TextCounts): Promise<void>;
}
