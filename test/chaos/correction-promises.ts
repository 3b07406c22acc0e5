import { expect } from 'vitest';
import { type EventBroadcast, isUrgent, type LedgerRow } from '../../shared/domain/broadcast.ts';
import type { RulingId } from '../../shared/domain/ids.ts';
import { hearsNow, type PhoneHash } from '../../shared/domain/subscriber.ts';
import { reached } from '../../shared/domain/text-ledger.ts';
import { isOfEvent } from '../../shared/use-cases/close-earlier.ts';
import { isTexted } from '../../shared/use-cases/freeze-broadcast.ts';
import type { Lived } from './run.ts';

/** What texts promise of each ruling that was texted and then revised. */
export const correctionsFollowTheirErrors = async (lived: Lived): Promise<void> => {
  const { broadcasts, ledger } = lived.world;
  const rows = ledger.all();
  const ofEvents = broadcasts.all().filter(isOfEvent);
  for (const made of Map.groupBy(ofEvents, ({ rulingId }) => rulingId).values()) {
    const inOrder = made.toSorted((a, b) => a.eventRevision - b.eventRevision);
    whoGotTheErrorGetsTheCorrection(lived, inOrder, rows);
    await whoWantsAllOfItIsReached(lived, inOrder, rows);
    nobodyHearsAnOlderOneLater(lived, inOrder, rows);
    nobodyGetsWhatIsOvertaken(lived, inOrder, rows);
  }
};

type Chain = readonly EventBroadcast[];

const rowIn = (rows: readonly LedgerRow[], { id }: EventBroadcast, hash: PhoneHash): LedgerRow | undefined =>
  rows.find((row) => row.broadcastId === id && row.hash === hash);
const revisionIn = ({ rulings }: LedgerRow, rulingId: RulingId): number | undefined =>
  rulings.find((ruling) => ruling.rulingId === rulingId)?.revision;

/**
 * Whether a person was texted by the first of these broadcasts, or would have been but for a later event, by which they were texted then.
 * Nobody is texted after a retraction, nor is who left.
 */
const isServed = (rows: readonly LedgerRow[], [first, ...later]: Chain, hash: PhoneHash): boolean => {
  const row = first && rowIn(rows, first, hash);
  if (row === undefined) return false;
  if (row.state !== 'skipped' || row.reason !== 'superseded') return true;
  const next = later.findIndex((broadcast) => rowIn(rows, broadcast, hash) !== undefined);
  if (next === -1) return later.some(({ kind, status }) => kind === 'retraction' || status === 'cancelled');
  return isServed(rows, later.slice(next), hash);
};

const lastTexted = ({ world }: Lived, chain: Chain): number => {
  const texted = new Set(world.commits.filter(isTexted).map(({ id }) => id));
  return chain.findLastIndex(({ eventId }) => texted.has(eventId));
};

const activeIn = ({ world }: Lived) => world.subscribers.all().filter(({ status }) => status === 'active');

/** Those who are active, and have been ever since an event was committed. */
const presentSince = (lived: Lived, { eventId }: EventBroadcast): ReadonlySet<PhoneHash> => {
  const { textMoments, committedAt } = lived.world;
  const since = committedAt.get(eventId) ?? 0;
  const moved = new Set(
    textMoments.flatMap((moment) => (moment.what === 'standing' && moment.at >= since ? [moment.hash] : [])),
  );
  return new Set(activeIn(lived).flatMap(({ hash }) => (moved.has(hash) ? [] : [hash])));
};

/** Whoever got, or may have got, something earlier, be it by a text of its own, a digest or an answer, is told of the last event that is texted. */
const whoGotTheErrorGetsTheCorrection = (lived: Lived, chain: Chain, rows: readonly LedgerRow[]): void => {
  const last = lastTexted(lived, chain);
  const told = chain[last];
  if (told === undefined || told.status === 'cancelled' || isSilenced(lived, told)) return;
  const present = presentSince(lived, told);
  const ownAndLater = new Set(chain.slice(last).map(({ id }) => id));
  const committed = lived.world.committedAt.get(told.eventId) ?? 0;
  for (const row of rows) {
    const { hash, state, broadcastId, via } = row;
    const heard = revisionIn(row, told.rulingId);
    if (heard === undefined || heard >= told.eventRevision || ownAndLater.has(broadcastId)) continue;
    if (!reached.includes(state) || !present.has(hash)) continue;
    // whoever asks when it is out already is not answered, though a row says that they might have been
    if (via === 'reply' && Date.parse(row.at) >= committed) continue;
    expect(
      isServed(rows, chain.slice(last), hash),
      `${hash}, ${state} in ${broadcastId} (${via}), hears of ${told.id}`,
    ).toBe(true);
  }
};

/** An editor who retracts without texts silences what of the ruling has not begun to be texted. */
const isSilenced = ({ world }: Lived, { rulingId, plannedAt }: EventBroadcast): boolean => {
  const newest = world.commits.findLast((event) => event.rulingId === rulingId);
  return plannedAt === null && newest?.type === 'ruling.retracted' && !isTexted(newest);
};

/** Who was there from the start, changed nothing, and wants each revision of a ruling that stands, is not forgotten. */
const whoWantsAllOfItIsReached = async (lived: Lived, chain: Chain, rows: readonly LedgerRow[]): Promise<void> => {
  const { world, startedWith } = lived;
  const [first] = chain;
  const last = lastTexted(lived, chain);
  if (first === undefined || first.kind !== 'first' || chain.some(({ status }) => status === 'cancelled')) return;
  const { items } = await world.rulings.history(first.rulingId, 100, undefined);
  // a retraction, texted or not, comes before texts that have not left
  if (items.at(-1)?.status === 'retracted') return;
  const present = new Map(activeIn(lived).map((one) => [one.hash, one.updatedAt]));
  for (const subscriber of startedWith) {
    const { hash, updatedAt } = subscriber;
    const wants = items.every(({ content }) => hearsNow(subscriber, content));
    // whom Twilio refused heard nothing, nor did whose day was full, and they are owed no correction of it
    const heardNothing = chain.some((broadcast) => {
      const row = rowIn(rows, broadcast, hash);
      return row?.state === 'refused' || row?.reason === 'daily-cap';
    });
    if (wants && !heardNothing && present.get(hash) === updatedAt)
      expect(isServed(rows, chain.slice(last), hash), `${hash}, who wants it, hears of ${chain[last]?.id}`).toBe(true);
  }
};

/**
 * Each text that a phone gets of a ruling, by itself or in a digest, speaks of a newer revision than the one before; only the first of
 * them is a first text.
 */
const nobodyHearsAnOlderOneLater = ({ world }: Lived, [any]: Chain, rows: readonly LedgerRow[]): void => {
  if (any === undefined) return;
  const taken = world.twilio.posted.flatMap((posted) => {
    const row = rows.find(({ broadcastId, hash }) => broadcastId === posted.broadcastId && hash === posted.hash);
    const revision = row && revisionIn(row, any.rulingId);
    return posted.taken && row && revision !== undefined ? [{ row, revision }] : [];
  });
  for (const [hash, texts] of Map.groupBy(taken, ({ row }) => row.hash)) {
    const heard = texts.map(({ revision }) => revision);
    const rising = [...new Set(heard)].sort((a, b) => a - b);
    expect(heard, `revisions of ${any.rulingId} that ${hash} heard of`).toEqual(rising);
    expect(
      texts.slice(1).map(({ row }) => row.variant),
      `what ${hash} was told after the first text`,
    ).not.toContain('first');
  }
};

/** Once everybody has their row in a correction, no text is begun any more that speaks of what it corrects. */
const nobodyGetsWhatIsOvertaken = ({ world }: Lived, chain: Chain, rows: readonly LedgerRow[]): void => {
  const corrections = new Map(chain.filter(isUrgent).map((broadcast) => [broadcast.id, broadcast]));
  let planned: EventBroadcast | undefined;
  for (const moment of world.textMoments) {
    if (moment.what === 'planned') {
      const next = corrections.get(moment.id);
      if (next && next.eventRevision > (planned?.eventRevision ?? 0)) planned = next;
    }
    if (moment.what !== 'begun' || planned === undefined) continue;
    const { broadcastId, hash } = moment.key;
    const row = rows.find((one) => one.broadcastId === broadcastId && one.hash === hash);
    const revision = row && revisionIn(row, planned.rulingId);
    if (revision !== undefined)
      expect(
        revision,
        `what ${hash} is told in ${broadcastId}, after ${planned.id} was planned`,
      ).toBeGreaterThanOrEqual(planned.eventRevision);
  }
};
