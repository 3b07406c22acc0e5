import { type Broadcast, isClosed, type LedgerRow, maySend } from '../domain/broadcast.ts';
import { type CohortShard, zoneKeyOfShard } from '../domain/cohort.ts';
import type { BroadcastId } from '../domain/ids.ts';
import type { WindowAt } from '../domain/quiet-hours.ts';
import { noCounts, plus, type TextCounts } from '../domain/text-counts.ts';
import type { SkipReason, TextState } from '../domain/text-ledger.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { LedgerPatch, TextLedger } from '../ports/text-ledger.ts';
import { advanceText } from './advance-text.ts';
import { inParallel } from './in-parallel.ts';
import { openingOf } from './text-due-work.ts';

export interface StandDeps {
  readonly broadcasts: Pick<BroadcastStore, 'find'>;
  readonly ledger: Pick<TextLedger, 'find' | 'move'>;
  readonly windowAt: WindowAt;
  /** Whether an operator paused the channel of texts. */
  readonly channelPaused: () => Promise<boolean>;
  readonly clock: Clock;
}

/**
 * Whether a broadcast's texts may leave for a shard at this instant. `open`: until then (ms since 1970). `held`: a person or the wire
 * holds it; whoever lets it go on queues those who wait. `shut`: it is night there until `opens`. `paused`: an operator holds all texts, and
 * the batch must not be done with. `over`: nobody who waits is texted.
 */
export type Stand =
  | { readonly kind: 'open'; readonly broadcast: Broadcast; readonly until: number }
  | { readonly kind: 'held' }
  | { readonly kind: 'shut'; readonly opens: number }
  | { readonly kind: 'paused' }
  | { readonly kind: 'over'; readonly reason: SkipReason };

export const standOfBroadcast =
  ({ broadcasts, windowAt, channelPaused, clock }: StandDeps) =>
  async (id: BroadcastId, cohort: CohortShard): Promise<Stand> => {
    const broadcast = await broadcasts.find(id);
    if (!broadcast) throw new Error(`there is no broadcast ${id}`);
    const now = clock.now();
    if (isClosed(broadcast.status))
      return { kind: 'over', reason: broadcast.status === 'cancelled' ? 'cancelled' : 'superseded' };
    if (!maySend(broadcast, now)) return { kind: 'held' };
    const window = windowAt(zoneKeyOfShard(cohort), now);
    if (window.open)
      return (await channelPaused()) ? { kind: 'paused' } : { kind: 'open', broadcast, until: window.until };
    return window.until === null ? { kind: 'over', reason: 'no-window' } : { kind: 'shut', opens: window.until };
  };

/**
 * Writes down for people who wait that their broadcast is over, or that they wait for the morning; answers what that changes. Whoever
 * dies before the opening is in the Timetable finds them deferred when the message comes again, and puts it there then.
 */
export const endWaiting =
  ({ broadcasts, ledger, clock }: StandDeps & { readonly broadcasts: Pick<BroadcastStore, 'remind'> }) =>
  async (rows: readonly LedgerRow[], stand: Exclude<Stand, { kind: 'open' | 'paused' }>): Promise<TextCounts> => {
    if (stand.kind === 'held') return noCounts();
    const at = new Date(clock.now()).toISOString();
    const [to, patch]: [TextState, LedgerPatch] =
      stand.kind === 'over' ? ['skipped', { reason: stand.reason }] : ['deferred', {}];
    const ends = await inParallel(rows.length, rows, (row) => advanceText(ledger)(row, row, to, at, patch));
    const [first] = rows;
    // once for all of them: as a part of each move they would contend for that one row
    if (stand.kind === 'shut' && first)
      await broadcasts.remind(openingOf(first.broadcastId, first.cohort, stand.opens));
    return ends.reduce((sum, moved) => plus(sum, moved?.change ?? noCounts()), noCounts());
  };
