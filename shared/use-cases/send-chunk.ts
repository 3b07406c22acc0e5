import { type Broadcast, isUrgent, type LedgerRow } from '../domain/broadcast.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import { noCounts, plus, type TextCounts } from '../domain/text-counts.ts';
import { prepareText, type ReadyText, type SendTextDeps, sendText } from './send-text.ts';
import { type StandDeps, standOfBroadcast } from './stand-of-broadcast.ts';
import { type AllowanceDeps, allowTexts } from './text-allowance.ts';

export type SendChunkDeps = SendTextDeps & StandDeps & AllowanceDeps;

/** People of one shard to be texted at the same time; their window is open until `until`, and who waits for a turn does so until `waitUntil`. */
export interface Chunk {
  readonly broadcast: Broadcast;
  readonly rows: readonly LedgerRow[];
  readonly profiles: readonly Subscriber[];
  readonly until: number;
  readonly waitUntil: number;
}

/**
 * What came of a chunk. `waiting`: the rows of those who are still to be texted. `stop`: why nobody else should be texted now either:
 * `budget` has no room for these, `pace` has none in time, or what Twilio says. A failure for one person leaves the others their texts.
 */
export interface ChunkEnd {
  readonly change: TextCounts;
  readonly waiting: readonly LedgerRow[];
  readonly stop: string | undefined;
  readonly failures: readonly unknown[];
}

/**
 * Texts a chunk, once the budget and the sender's pace have room for all of it. Where that took a while, the broadcast and the window are
 * looked at once more: a pause or the evening may have come.
 */
export const sendChunk =
  (deps: SendChunkDeps) =>
  async (chunk: Chunk): Promise<ChunkEnd> => {
    const { broadcast, rows, profiles, waitUntil } = chunk;
    const prepared = await settleAll(rows, (row) => {
      const profile = profiles.find(({ hash }) => hash === row.hash);
      return prepareText(deps)(broadcast, row, profile);
    });
    const ready = prepared.answers.filter((one) => 'row' in one);
    const change = prepared.answers.reduce((sum, one) => ('row' in one ? sum : plus(sum, one.change)), noCounts());
    const before: ChunkEnd = { change, waiting: rowsOf(ready), stop: undefined, failures: prepared.failures };
    if (ready.length === 0) return before;

    const segments = segmentsOf(before.waiting);
    const urgent = isUrgent(broadcast);
    const allowance = await allowTexts(deps)(segments, { goesFirst: urgent, mayUseReserve: urgent }, waitUntil);
    if (allowance.kind !== 'granted') return { ...before, stop: allowance.kind === 'spent' ? 'budget' : 'pace' };
    const until = allowance.waited ? await openUntil(deps, chunk) : chunk.until;
    if (until === undefined) {
      await allowance.giveBack(segments);
      return before;
    }
    const after = await post(deps, broadcast, ready, until);
    const { failures } = await settleAll([after.unused], allowance.giveBack);
    return {
      change: plus(change, after.change),
      waiting: after.waiting,
      stop: after.stop,
      failures: [...prepared.failures, ...after.failures, ...failures],
    };
  };

/** Posts all at the same time. `unused`: segments that cost nothing; where it failed it is not known, so they count. */
const post = async (
  deps: SendChunkDeps,
  broadcast: Broadcast,
  ready: readonly ReadyText[],
  until: number,
): Promise<ChunkEnd & { readonly unused: number }> => {
  const { answers, failures } = await settleAll(ready, async (text) => ({
    row: text.row,
    end: await sendText(deps)(broadcast, text, until),
  }));
  return {
    change: answers.reduce((sum, { end }) => plus(sum, end.change), noCounts()),
    waiting: rowsOf(answers.filter(({ end }) => end.waits)),
    stop: answers.find(({ end }) => end.holdUp !== undefined)?.end.holdUp,
    failures,
    unused: segmentsOf(rowsOf(answers.filter(({ end }) => !end.mayCost))),
  };
};

const openUntil = async (deps: SendChunkDeps, { broadcast, rows }: Chunk): Promise<number | undefined> => {
  const [first] = rows;
  if (first === undefined) return undefined;
  const stand = await standOfBroadcast(deps)(broadcast.id, first.cohort);
  return stand.kind === 'open' ? stand.until : undefined;
};

const rowsOf = (those: readonly { readonly row: LedgerRow }[]): LedgerRow[] => those.map(({ row }) => row);
const segmentsOf = (rows: readonly LedgerRow[]): number => rows.reduce((sum, { segments }) => sum + segments, 0);

/** Does all of it at the same time, each to its end: what one throws leaves the others alone. */
const settleAll = async <Item, Answer>(
  items: readonly Item[],
  work: (item: Item) => Promise<Answer>,
): Promise<{ readonly answers: Answer[]; readonly failures: unknown[] }> => {
  const ends = await Promise.allSettled(items.map(work));
  return {
    answers: ends.flatMap((end) => (end.status === 'fulfilled' ? [end.value] : [])),
    failures: ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : [])),
  };
};
