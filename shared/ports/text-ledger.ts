import type { LedgerKey, LedgerRow } from '../domain/broadcast.ts';
import type { CohortShard } from '../domain/cohort.ts';
import type { BroadcastId } from '../domain/ids.ts';
import type { Texted } from '../domain/subscriber.ts';
import type { TextState } from '../domain/text-ledger.ts';
import type { DueWork } from './timetable.ts';

/** What else changes with a row's state. */
export type LedgerPatch = Partial<Pick<LedgerRow, 'sid' | 'code' | 'reason' | 'looks' | 'mayHave'>>;

/**
 * How a text counts against the daily cap: `texted` is what the profile says once it counts. The profile must still be as it was read:
 * `seen` is what it said then.
 */
export interface Counted {
  readonly seen: Texted | null;
  readonly texted: Texted;
}

/** Who was, or is to be, told what: the truth about texts. Reads are strongly consistent. */
export interface TextLedger {
  /**
   * Adds rows of one broadcast, each unless its person has one in it. Whoever dies in between, or does it twice, or does it at the same
   * time as another, leaves each person with the row that came first.
   */
  addAll(rows: readonly LedgerRow[]): Promise<void>;
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
   * `from` → `posting`, in one transaction with the check that the subscriber is active; the text leaves right after it. Where it counts
   * against the daily cap, it is counted in the same transaction. `struck` is written on the row.
   * `left`: they are not active; `moved`: the row is no longer in `from`; `recounted`: the profile was counted otherwise meanwhile, and is
   * to be read again. Nothing is written then.
   */
  beginPosting(
    key: LedgerKey,
    from: TextState,
    at: string,
    also: { readonly counted: Counted | undefined; readonly struck: boolean },
  ): Promise<'posting' | 'left' | 'moved' | 'recounted'>;
}
