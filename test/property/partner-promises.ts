import { expect } from 'vitest';
import type { Delivery, WebhookDelivery } from '../../shared/domain/delivery.ts';
import { type DeliveryState, deliveryMoves } from '../../shared/domain/delivery-moves.ts';
import type { Endpoint } from '../../shared/domain/endpoint.ts';
import type { Turn, Write } from './delivery-history.ts';
import { isTaken, rulingsOf } from './delivery-promises.ts';
import type { Life, Lived } from './delivery-world.ts';

/** What the channel promises a partner who asks for things, and whose receiver comes and goes, once nothing moves any more. */
export const keepsItsWord = (lived: Lived, { mishaps }: Pick<Life, 'mishaps'>): void => {
  everyWriteIsAMove(lived.writes);
  noListHasANotice(lived);
  for (const endpoint of lived.endpoints) {
    const rows = lived.rows.filter(({ endpointId }) => endpointId === endpoint.id);
    const writes = lived.writes.filter(({ after }) => after.endpointId === endpoint.id);
    const turns = lived.turns.filter(({ endpointId }) => endpointId === endpoint.id);
    if (endpoint.disabledReason === null) nothingWaitsForNoReason(endpoint, rows, writes);
    itsContactKnows(endpoint, turns, mishaps.length);
    noticesAreDeliveries(rows, lived);
    whatIsReplayedComesAgain(endpoint, rows, writes, lived);
    onlyWhatDidNotArriveIsSuperseded(endpoint, rows, writes, lived);
    whatWasLeftGoesOut(endpoint, turns, writes, lived, mishaps.length);
    if (mishaps.length === 0) nobodyIsSentToMeanwhile(endpoint, turns, lived);
  }
};

/** What is begun already, and what a process that read the endpoint a moment ago begins, ends within a minute or two. */
const leeway = 120_000;
/** Messages are late by a quarter of an hour at times, and come again as late when somebody died over them. */
const soon = 30 * 60_000;
const isBack = ({ what }: Turn): boolean => what === 'enabled' || what === 'recovered';
const isOpen = (state: DeliveryState): boolean => state === 'pending' || state === 'waiting';

const nameOf = ({ kind, endpointId, sequence }: Delivery): string => `${kind} ${sequence} of ${endpointId}`;

/** Each write of a row follows the one before, by one of the moves, or to say what it stands for. */
const everyWriteIsAMove = (writes: readonly Write[]): void => {
  const moves = Object.values(deliveryMoves).map(({ from, to }): { from: readonly string[]; to: string } => ({
    from,
    to,
  }));
  const rows = new Map<string, Delivery>();
  for (const { by, before, after } of writes) {
    const name = nameOf(after);
    expect(before, `${name}, as it was read`).toEqual(rows.get(name));
    rows.set(name, after);
    if (before === undefined) continue;
    expect(after.version, name).toBe(before.version + 1);
    // what the receiver never wants is sent again when its partner says so
    if (before.refused && by === 'channel') expect(after.state, name).not.toBe('pending');
    const kept = before.state === after.state && isOpen(before.state);
    const allowed = kept || moves.some(({ from, to }) => from.includes(before.state) && to === after.state);
    expect(allowed, `${name}: ${before.state} to ${after.state}`).toBe(true);
  }
};

const noListHasANotice = ({ listed, rows }: Lived): void => {
  expect(listed.map(({ kind }) => kind)).not.toContain('notice');
  const owed = rows.filter(({ kind }) => kind === 'webhook').map(({ id }) => id);
  expect(listed.map(({ id }) => id).sort()).toEqual(owed.sort());
};

/**
 * At an endpoint in service waits only what its receiver never wants, and what ten attempts were spent on. The schedule is counted anew
 * when the endpoint comes back, for all but what is being sent in that moment: nobody else may touch such a row, so it keeps its count.
 */
const nothingWaitsForNoReason = (endpoint: Endpoint, rows: readonly Delivery[], writes: readonly Write[]): void => {
  const back = endpoint.resumedAt === null ? Number.NEGATIVE_INFINITY : Date.parse(endpoint.resumedAt);
  for (const row of rows.filter(({ state, refused }) => state === 'waiting' && !refused)) {
    expect(row.failures, `${nameOf(row)} waits, after failures`).toBe(10);
    const begun = writes.filter(({ after }) => nameOf(after) === nameOf(row) && after.state === 'sending');
    const ended = writes.filter(({ before }) => before?.state === 'sending' && nameOf(before) === nameOf(row));
    const under = begun.some(({ at }, nth) => at < back + leeway && (ended[nth]?.at ?? 0) > back);
    const since = begun.filter(({ at }) => at >= back).length;
    expect(under ? 10 : since, `attempts at ${nameOf(row)} since its endpoint came back`).toBeGreaterThanOrEqual(10);
  }
};

/** Whoever is out of service for long was told so, of this very time; and nobody was told of a time that was not. */
const itsContactKnows = (endpoint: Endpoint, turns: readonly Turn[], mishaps: number): void => {
  const told = turns.filter(({ what }) => what === 'told');
  for (const [at, { what, disabledAt }] of turns.entries()) {
    if (what !== 'told') continue;
    const before = turns.slice(0, at).filter((turn) => turn.disabledAt === disabledAt);
    expect(
      before.map((turn) => turn.what),
      `what came before it was told of ${disabledAt}`,
    ).toContain('disabled');
  }
  for (const { at, what, disabledAt } of turns.filter((turn) => turn.what === 'disabled')) {
    const patience = at + soon * (1 + mishaps);
    const back = turns.some((turn) => turn.what === 'enabled' && turn.at > at && turn.at < patience);
    if (!back)
      expect(
        told.map((turn) => turn.disabledAt),
        `told what was ${what}`,
      ).toContain(disabledAt);
  }
  if (endpoint.disabledAt !== null) expect(endpoint.toldAt).not.toBeNull();
  if (mishaps === 0) expect(new Set(told.map(({ disabledAt }) => disabledAt)).size, 'told once').toBe(told.length);
};

/** A notice arrives, or a newer one comes in its place, or it waits like the rest. */
const noticesAreDeliveries = (rows: readonly Delivery[], { heard }: Lived): void => {
  const notices = rows.filter(({ kind }) => kind === 'notice');
  for (const notice of notices) {
    if (notice.kind !== 'notice') continue;
    const taken = heard.some((one) => one.headers['webhook-id'] === notice.eventId && isTaken(one));
    if (notice.state === 'delivered') expect(taken, `${nameOf(notice)} was taken`).toBe(true);
    else if (notice.state === 'superseded')
      expect(
        notices.some(({ sequence }) => sequence > notice.sequence),
        `${nameOf(notice)}: a newer one came`,
      ).toBe(true);
    else expect(notice.state).toBe('waiting');
  }
  expect(notices.map(({ sequence }) => sequence)).toEqual(notices.map((_, at) => at + 1));
};

const isReplay = ({ by, before, after }: Write): boolean =>
  by === 'partner' && before !== undefined && after.kind === 'webhook';

/** What was replayed is taken once more from then on, unless it was superseded first, or waits for a reason of its own. */
const whatIsReplayedComesAgain = (
  endpoint: Endpoint,
  rows: readonly Delivery[],
  writes: readonly Write[],
  { heard }: Lived,
): void => {
  const taken = rulingsOf(heard.filter(({ url }) => url === endpoint.url)).filter(isTaken);
  for (const { at, after } of writes.filter(isReplay)) {
    const row = rows.find((one) => nameOf(one) === nameOf(after));
    if (row?.state !== 'delivered') {
      expect(['superseded', 'waiting'], `${nameOf(after)}, replayed`).toContain(row?.state);
      continue;
    }
    const again = taken.some(({ sequence, from }) => sequence === after.sequence && from >= at);
    expect(again, `${nameOf(after)}, replayed at ${at}, was taken once more`).toBe(true);
  }
};

/** Whoever reads that one supersedes others never had them from us, as far as we know, and never will. */
const onlyWhatDidNotArriveIsSuperseded = (
  endpoint: Endpoint,
  rows: readonly Delivery[],
  writes: readonly Write[],
  { heard }: Lived,
): void => {
  const ofRulings = rows.filter((row): row is WebhookDelivery => row.kind === 'webhook');
  const messages = rulingsOf(heard.filter(({ url }) => url === endpoint.url));
  const named = new Set([...ofRulings, ...messages].flatMap(({ supersedes }) => supersedes));
  for (const row of ofRulings) {
    const arrived = writes.some(({ after }) => nameOf(after) === nameOf(row) && after.state === 'delivered');
    if (named.has(row.sequence)) expect([row.state, arrived], nameOf(row)).toEqual(['superseded', false]);
    expect(row.arrived, `${nameOf(row)} had arrived before it was replayed`).toBe(
      writes.some(
        ({ before }) => before !== undefined && nameOf(before) === nameOf(row) && before.state === 'delivered',
      ),
    );
  }
};

/** While nobody dies or stalls, a receiver hears nothing while it is out of service, nor before it wants to, unless it came back meanwhile. */
const nobodyIsSentToMeanwhile = (endpoint: Endpoint, turns: readonly Turn[], { heard, holds }: Lived): void => {
  const starts = heard.filter(({ url }) => url === endpoint.url).map(({ from }) => from);
  const back = turns.filter(isBack).map(({ at }) => at);
  const closed = [
    ...turns.filter(({ what }) => what === 'disabled').map(({ at }) => ({ at, until: Number.POSITIVE_INFINITY })),
    ...holds.filter(({ url }) => url === endpoint.url),
  ];
  for (const { at, until } of closed) {
    const end = Math.min(until, ...back.filter((time) => time > at));
    const within = starts.filter((from) => from > at + leeway && from < end);
    expect(within, `exchanges between ${at} and ${end}`).toEqual([]);
  }
};

/** All that an endpoint is owed when it comes back is sent soon, unless it stops again or is superseded. */
const whatWasLeftGoesOut = (
  endpoint: Endpoint,
  turns: readonly Turn[],
  writes: readonly Write[],
  { holds }: Lived,
  mishaps: number,
): void => {
  const patience = soon * (1 + mishaps);
  const stops = [
    ...turns.filter(({ what }) => what === 'disabled'),
    ...holds.filter(({ url }) => url === endpoint.url),
  ].map(({ at }) => at);
  for (const { at } of turns.filter(isBack)) {
    if (stops.some((time) => time > at - leeway && time < at + patience)) continue;
    const rows = new Map(writes.filter((write) => write.at <= at).map(({ after }) => [nameOf(after), after]));
    const owed = [...rows.values()].filter(({ state, refused }) => isOpen(state) && !refused).map(nameOf);
    const later = writes.filter((write) => write.at > at && write.at < at + patience);
    const moved = later.filter(({ after }) => after.state === 'sending' || after.state === 'superseded');
    expect(
      moved.map(({ after }) => nameOf(after)),
      `sent soon after ${at}`,
    ).toEqual(expect.arrayContaining(owed));
  }
};
