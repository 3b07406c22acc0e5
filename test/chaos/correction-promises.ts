import { expect } from 'vitest';
import type { Broadcast, LedgerRow } from '../../shared/domain/broadcast.ts';
import { hearsNow, type PhoneHash } from '../../shared/domain/subscriber.ts';
import { reached } from '../../shared/domain/text-ledger.ts';
import { isTexted } from '../../shared/use-cases/freeze-broadcast.ts';
import type { Lived } from './run.ts';

/** What texts promise of each ruling that was texted and then revised. */
export const correctionsFollowTheirErrors = async (lived: Lived): Promise<void> => {
  const { broadcasts, ledger } = lived.world;
  const rows = ledger.all();
  for (const made of Map.groupBy(broadcasts.all(), ({ rulingId }) => rulingId).values()) {
    const inOrder = made.toSorted((a, b) => a.eventRevision - b.eventRevision);
    whoGotTheErrorGetsTheCorrection(lived, inOrder, rows);
    await whoWantsAllOfItIsReached(lived, inOrder, rows);
    nobodyHearsAnOlderOneLater(lived, inOrder, rows);
  }
};

type Chain = readonly Broadcast[];

const rowIn = (rows: readonly LedgerRow[], { id }: Broadcast, hash: PhoneHash): LedgerRow | undefined =>
  rows.find((row) => row.broadcastId === id && row.hash === hash);

/**
 * Whether a person was texted by the first of these broadcasts, or would have been but for a later event, by which they were texted then.
 * Nobody is texted after a retraction, nor is who left.
 */
const isServed = (rows: readonly LedgerRow[], [first, ...later]: Chain, hash: PhoneHash): boolean => {
  const row = first && rowIn(rows, first, hash);
  if (row === undefined) return false;
  if (row.state !== 'skipped' || row.reason !== 'superseded') return true;
  const next = later.findIndex((broadcast) => rowIn(rows, broadcast, hash) !== undefined);
  if (next === -1) return later.some(({ kind }) => kind === 'retraction');
  return isServed(rows, later.slice(next), hash);
};

const lastTexted = ({ world }: Lived, chain: Chain): number => {
  const texted = new Set(world.commits.filter(isTexted).map(({ id }) => id));
  return chain.findLastIndex(({ eventId }) => texted.has(eventId));
};

const activeIn = ({ world }: Lived) => world.subscribers.all().filter(({ status }) => status === 'active');

/** Whoever got, or may have got, an earlier text is told of the last event that is texted. */
const whoGotTheErrorGetsTheCorrection = (lived: Lived, chain: Chain, rows: readonly LedgerRow[]): void => {
  const active = new Set(activeIn(lived).map(({ hash }) => hash));
  const last = lastTexted(lived, chain);
  const told = chain[last];
  if (told === undefined || isSilenced(lived, told)) return;
  for (const earlier of chain.slice(0, last))
    for (const { hash, state, broadcastId } of rows)
      if (broadcastId === earlier.id && reached.includes(state) && active.has(hash))
        expect(
          isServed(rows, chain.slice(last), hash),
          `${hash}, ${state} in ${broadcastId}, hears of ${told.id}`,
        ).toBe(true);
};

/** An editor who retracts without texts silences what of the ruling has not begun to be texted. */
const isSilenced = ({ world }: Lived, { rulingId, plannedAt }: Broadcast): boolean => {
  const newest = world.commits.findLast((event) => event.rulingId === rulingId);
  return plannedAt === null && newest?.type === 'ruling.retracted' && !isTexted(newest);
};

/** Who was there from the start, changed nothing, and wants each revision of a ruling that stands, is not forgotten. */
const whoWantsAllOfItIsReached = async (lived: Lived, chain: Chain, rows: readonly LedgerRow[]): Promise<void> => {
  const { world, startedWith } = lived;
  const [first] = chain;
  const last = lastTexted(lived, chain);
  if (first === undefined || first.kind !== 'first') return;
  const { items } = await world.rulings.history(first.rulingId, 100, undefined);
  // a retraction, texted or not, comes before texts that have not left
  if (items.at(-1)?.status === 'retracted') return;
  const present = new Map(activeIn(lived).map((one) => [one.hash, one.updatedAt]));
  for (const subscriber of startedWith) {
    const { hash, updatedAt } = subscriber;
    const wants = items.every(({ content }) => hearsNow(subscriber, content));
    // whom Twilio refused heard nothing, and is owed no correction of it
    const refused = chain.some((broadcast) => rowIn(rows, broadcast, hash)?.state === 'refused');
    if (wants && !refused && present.get(hash) === updatedAt)
      expect(isServed(rows, chain.slice(last), hash), `${hash}, who wants it, hears of ${chain[last]?.id}`).toBe(true);
  }
};

/** Each text that a phone gets of a ruling speaks of a newer revision than the one before; only the first of them is a first text. */
const nobodyHearsAnOlderOneLater = ({ world }: Lived, chain: Chain, rows: readonly LedgerRow[]): void => {
  const revisionOf = new Map(chain.map(({ id, revision }) => [id, revision]));
  const taken = world.twilio.posted.filter(({ taken, broadcastId }) => taken && revisionOf.has(broadcastId));
  for (const [hash, texts] of Map.groupBy(taken, (one) => one.hash)) {
    const heard = texts.map(({ broadcastId }) => revisionOf.get(broadcastId) ?? 0);
    const rising = [...new Set(heard)].sort((a, b) => a - b);
    expect(heard, `revisions that ${hash} heard of`).toEqual(rising);
    const kinds = texts.map(({ broadcastId }) =>
      rows.find((row) => row.broadcastId === broadcastId && row.hash === hash),
    );
    expect(
      kinds.slice(1).map((row) => row?.variant),
      `what ${hash} was told after the first text`,
    ).not.toContain('first');
  }
};
