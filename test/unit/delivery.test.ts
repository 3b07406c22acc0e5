import { describe, expect, test } from 'vitest';
import {
  begin,
  type Delivery,
  delivered,
  deliveryIdOf,
  dueAt,
  failed,
  park,
  replay,
  resume,
  standInFor,
  supersede,
  supersededBy,
  supersedeFailed,
  type WebhookDelivery,
} from '../../shared/domain/delivery.ts';
import { type DeliveryMove, type DeliveryState, deliveryStates } from '../../shared/domain/delivery-moves.ts';
import { isId } from '../../shared/domain/ids.ts';
import { attempt, delivery, endpointId, eventId, noon } from '../samples/delivering.ts';

const now = Date.parse(noon);
const inMs = (ms: number): string => new Date(now + ms).toISOString();
const times = { now, random: 0.5, retryAfter: 0, stop: undefined };
const sending = begin(delivery(), now);
const interrupted = attempt({ status: null, error: 'interrupted' });

/** A delivery in each state, as the moves leave it. */
const inState: Readonly<Record<DeliveryState, WebhookDelivery>> = {
  pending: delivery(),
  sending,
  delivered: delivered(sending, attempt(), now),
  waiting: park(delivery()),
  superseded: supersede(delivery(), now),
};

/** What makes each move; the rules say the rest. */
const makers: Readonly<Record<DeliveryMove, (row: WebhookDelivery) => Delivery>> = {
  begin: (row) => begin(row, now),
  arrive: (row) => delivered(row, attempt(), now),
  fail: (row) => failed(row, attempt(), times),
  exhaust: (row) => failed(row, attempt(), { ...times, stop: 'disabled' }),
  park,
  resume: (row) => resume(row, now),
  supersede: (row) => supersede(row, now),
  replay: (row) => replay(row, now),
};
const rules: Readonly<Record<DeliveryMove, { to: DeliveryState; from: DeliveryState[] }>> = {
  begin: { to: 'sending', from: ['pending'] },
  arrive: { to: 'delivered', from: ['sending'] },
  fail: { to: 'pending', from: ['sending'] },
  exhaust: { to: 'waiting', from: ['sending'] },
  park: { to: 'waiting', from: ['pending'] },
  resume: { to: 'pending', from: ['waiting', 'pending'] },
  supersede: { to: 'superseded', from: ['pending', 'sending', 'waiting'] },
  replay: { to: 'pending', from: ['delivered', 'waiting', 'pending'] },
};
const names = Object.keys(rules).filter((name): name is DeliveryMove => name in makers);
const all = names.flatMap((name) =>
  deliveryStates.map((state) => ({ name, state, ...rules[name], move: makers[name] })),
);

describe('a delivery', () => {
  test.each(all.filter(({ from, state }) => from.includes(state)))(
    'that is $state may $name',
    ({ state, to, move }) => {
      const before = inState[state];
      const moved = move(before);
      expect(moved).toMatchObject({ state: to, version: before.version + 1, sequence: before.sequence });
      expect(moved.expiresAt !== null, 'only what is over is forgotten').toBe(['delivered', 'superseded'].includes(to));
    },
  );

  test.each(all.filter(({ from, state }) => !from.includes(state)))(
    'that is $state may not $name',
    ({ state, move }) => {
      expect(() => move(inState[state])).toThrow(`that is ${state} cannot`);
    },
  );

  test('is due when its attempt is, or when it counts as abandoned, and never else', () => {
    expect(dueAt(delivery({ nextAttemptAt: inMs(5000) }))).toBe(inMs(5000));
    expect(dueAt(begin(delivery(), now))).toBe(inMs(30_000));
    for (const state of ['delivered', 'waiting', 'superseded'] as const) {
      expect(dueAt(inState[state])).toBeUndefined();
      expect(dueAt({ ...inState[state], sendingSince: noon, nextAttemptAt: noon })).toBeUndefined();
    }
    // rows that no move leaves
    expect(dueAt(delivery({ nextAttemptAt: null }))).toBeUndefined();
    expect(dueAt(delivery({ state: 'sending', sendingSince: null }))).toBeUndefined();
  });

  test('that comes back is due, as if it had not been tried; a replay brings back even what was refused, and knows what had arrived', () => {
    const refused = failed(sending, attempt(), { ...times, stop: 'refused' });
    expect(refused).toMatchObject({ state: 'waiting', refused: true, failures: 1, arrived: false });
    const due = { state: 'pending', nextAttemptAt: noon, failures: 0, expiresAt: null };
    expect(resume(refused, now)).toMatchObject({ ...due, refused: true });
    expect(replay(refused, now)).toMatchObject({ ...due, refused: false, arrived: false });
    const again = replay(inState.delivered, now);
    expect(again).toMatchObject({ ...due, arrived: true });
    expect(replay(again, now)).toMatchObject({ ...due, arrived: true });
  });

  test('that arrived before it was replayed is not among what a newer one supersedes', () => {
    const older = { ...delivery({ sequence: 3, supersedes: [2] }), arrived: true };
    expect(supersededBy(older)).toEqual([2]);
    expect(supersededBy({ ...older, arrived: false })).toEqual([2, 3]);
  });

  test('is forgotten 90 days after it is over', () => {
    const in90Days = now / 1000 + 90 * 86_400;
    for (const time of [now, now + 999]) {
      expect(delivered(sending, attempt(), time).expiresAt).toBe(in90Days);
      expect(supersede(delivery(), time).expiresAt).toBe(in90Days);
      expect(supersedeFailed(sending, attempt(), time).expiresAt).toBe(in90Days);
    }
  });
});

/** What becomes of a delivery when each attempt ends like this, until it is no longer tried. */
const keepFailing = (ends: () => ReturnType<typeof attempt>): Delivery => {
  let row = delivery();
  for (let number = 1; row.state === 'pending'; number += 1)
    row = failed(begin(row, now), { ...ends(), number }, times);
  return row;
};

describe('a failed attempt', () => {
  test('is followed by the next of the schedule, ten in all over 75 hours, then by waiting', () => {
    const waits: number[] = [];
    let row = delivery();
    while (row.state === 'pending') {
      row = failed(begin(row, now), attempt({ number: row.attempted + 1 }), times);
      waits.push(row.nextAttemptAt === null ? 0 : (Date.parse(row.nextAttemptAt) - now) / 1000);
    }
    expect(waits).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, 0]);
    expect(row).toMatchObject({
      state: 'waiting',
      attempted: 10,
      failures: 10,
      nextAttemptAt: null,
      sendingSince: null,
    });
  });

  test('is not followed by another before the partner wants it', () => {
    const next = failed(sending, attempt(), { ...times, retryAfter: 60_000 });
    expect(next.nextAttemptAt).toBe(inMs(60_000));
  });

  test('is not the last one when a success comes in between', () => {
    const again = failed(sending, attempt(), times);
    expect(delivered(begin(again, now), attempt({ number: 2 }), now)).toMatchObject({ failures: 0, attempted: 2 });
  });

  test('that our own death cut short is no failure and is repeated at once, but not for ever', () => {
    const next = failed(sending, interrupted, times);
    expect(next).toMatchObject({ failures: 0, attempted: 1, nextAttemptAt: noon });
    // a message that kills who sends it: four deaths are ours, the next ten count
    expect(keepFailing(() => interrupted)).toMatchObject({ state: 'waiting', attempted: 14, failures: 10 });
  });

  test('that was cut short now and then does not use up the schedule', () => {
    let turn = 0;
    const row = keepFailing(() => (++turn % 3 === 0 ? attempt() : interrupted));
    expect(row).toMatchObject({ state: 'waiting', failures: 10, attempted: 30 });
  });

  test('is listed among the newest twenty, and counted for good', () => {
    const attempts = Array.from({ length: 20 }, (_, at) => attempt({ number: at + 1 }));
    const tried = failed({ ...sending, attempts, attempted: 20 }, attempt({ number: 21 }), times);
    expect(tried.attempts).toEqual([...attempts.slice(1), attempt({ number: 21 })]);
    expect(tried.attempted).toBe(21);
  });

  test('of a delivery that gives way to a newer one is on record', () => {
    expect(supersedeFailed(sending, attempt(), now)).toMatchObject({ state: 'superseded', attempts: [attempt()] });
  });
});

describe('what a newer delivery stands for', () => {
  test('is what it came instead of, and all that this one came instead of, in order and once', () => {
    expect(supersededBy(delivery({ sequence: 7, supersedes: [3, 5] }))).toEqual([3, 5, 7]);
    const newer = standInFor(delivery({ sequence: 9, supersedes: [7, 8] }), delivery({ sequence: 3, supersedes: [1] }));
    expect(newer).toMatchObject({ sequence: 9, supersedes: [1, 3, 7, 8], version: 2, state: 'pending' });
    expect(standInFor(newer, delivery({ sequence: 3, supersedes: [1] })).supersedes).toEqual([1, 3, 7, 8]);
  });

  test("a delivery's id follows from its endpoint and its event, and from nothing else", () => {
    const id = deliveryIdOf(endpointId(1), eventId(1));
    expect(isId('delivery', id)).toBe(true);
    expect(deliveryIdOf(endpointId(1), eventId(1))).toBe(id);
    expect(new Set([id, deliveryIdOf(endpointId(2), eventId(1)), deliveryIdOf(endpointId(1), eventId(2))]).size).toBe(
      3,
    );
  });
});
