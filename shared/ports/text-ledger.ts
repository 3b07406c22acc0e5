import type { LedgerKey, LedgerRow } from '../domain/broadcast.ts';
import type { CohortShard } from '../domain/cohort.ts';
import type { BroadcastId } from '../domain/ids.ts';
import type { TextState } from '../domain/text-ledger.ts';
import type { DueWork } from './timetable.ts';

/** What else changes with a row's state. */
export type LedgerPatch = Partial<Pick<LedgerRow, 'sid' | 'code' | 'reason'>>;

/** Who was, or is to be, told what: the truth about texts. Reads are strongly consistent. */
export interface TextLedger {
  /** False, and nothing written, when the person has a row in this broadcast. */
  add(row: LedgerRow): Promise<boolean>;
  /** All rows of a shard, a page at a time. */
  pages(broadcastId: BroadcastId, shard: CohortShard): AsyncIterable<LedgerRow[]>;
  find(key: LedgerKey): Promise<LedgerRow | undefined>;
  /** Those that exist, in no order. */
  findMany(keys: readonly LedgerKey[]): Promise<LedgerRow[]>;
  /** Moves a row if it is still in `from`, with due work in the same transaction; false, and nothing written, otherwise. */
  move(
    key: LedgerKey,
    from: TextState,
    to: TextState,
    at: string,
    patch?: LedgerPatch,
    due?: DueWork,
  ): Promise<boolean>;
  /**
   * `from` → `posting`, in one transaction with the check that the subscriber is active; the text leaves right after it.
   * `left`: they are not; `moved`: the row is no longer in `from`. Nothing is written then.
   */
  beginPosting(key: LedgerKey, from: TextState, at: string): Promise<'posting' | 'left' | 'moved'>;
}
