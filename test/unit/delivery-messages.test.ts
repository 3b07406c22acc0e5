import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  deliverMessageSchema,
  endpointGuard,
  endpointOf,
  planMessageSchema,
  planningGuard,
  wakeAt,
  wakeOf,
} from '../../shared/domain/delivery-messages.ts';
import { delivery, endpointId, noon } from '../samples/delivering.ts';
import { feedDelivery } from '../samples/following.ts';

const now = Date.parse(noon);
const inMs = (ms: number): string => new Date(now + ms).toISOString();
const id = endpointId(1);

const partners = { kind: 'webhook', id } as const;

/** Each row that is written to the Timetable, as the message that it becomes names it. */
const rows = {
  wake: (time: number, because: string) => wakeAt(partners, time, because),
  guard: (time: number, because: string) => endpointGuard(partners)(time, because),
  planning: planningGuard,
};

describe('a row of the Timetable', () => {
  test('is known by what it is for and for whom', () => {
    const at = inMs(10_000);
    expect(rows.wake(now + 1, 'a')).toEqual({
      ...{ at, kind: 'deliver', id, queue: 'deliveries' },
      body: JSON.stringify({ endpointId: id, because: 'a' }),
    });
    expect(rows.guard(now + 1, 'a')).toEqual({
      ...{ at, kind: 'deliver-guard', id, queue: 'deliveries' },
      body: JSON.stringify({ endpointId: id, because: 'a' }),
    });
    expect(rows.planning(now + 1, 'a')).toEqual({
      ...{ at, kind: 'planning-guard', id: 'planning', queue: 'delivery-plans' },
      body: JSON.stringify({ wake: 'planning', because: 'a' }),
    });
  });

  test('about a follower is for the queue of followers', () => {
    const follower = { kind: 'websub', id } as const;
    const followers = [wakeAt(follower, now, 'a'), endpointGuard(follower)(now, 'a')];
    expect(followers).toEqual(
      [rows.wake(now, 'a'), rows.guard(now, 'a')].map((row) => ({ ...row, queue: 'follower-deliveries' })),
    );
    expect(endpointOf({ kind: 'websub', endpointId: id })).toEqual(follower);
    expect(endpointOf({ kind: 'webhook', endpointId: id })).toEqual(partners);
  });

  test('becomes a message that its consumer knows', () => {
    for (const row of [rows.wake(now, 'a'), rows.guard(now, 'a')])
      expect(deliverMessageSchema.parse(JSON.parse(row.body))).toEqual({ endpointId: id });
    expect(planMessageSchema.parse(JSON.parse(rows.planning(now, 'a').body))).toEqual({ wake: 'planning' });
  });

  test.each(Object.entries(rows))('(%s) is one for all of 10 s, at their end, and never early', (_, row) => {
    expect([0, 1, 9_999, 10_000, 10_001].map((ms) => row(now + ms, 'a').at)).toEqual(
      [0, 10_000, 10_000, 10_000, 20_000].map(inMs),
    );
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 42 }), (time) => {
        const wait = Date.parse(row(time, 'a').at) - time;
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThan(10_000);
      }),
    );
  });
});

describe('the word that a delivery leaves', () => {
  const pending = delivery({ endpointId: id, sequence: 7, nextAttemptAt: noon });

  test('is for its next attempt, and when it is planned for a minute later, since a message goes out beside it', () => {
    expect(wakeOf(pending)).toMatchObject({ at: inMs(60_000), kind: 'deliver', id, queue: 'deliveries' });
    expect(wakeOf({ ...pending, attempted: 1 })).toMatchObject({ at: noon, kind: 'deliver', id, queue: 'deliveries' });
    expect(wakeOf(feedDelivery({ nextAttemptAt: noon }))).toMatchObject({ queue: 'follower-deliveries' });
  });

  test('is none while it waits for its endpoint', () => {
    expect(wakeOf({ ...pending, nextAttemptAt: null })).toBeUndefined();
  });

  test('is its own, for each attempt', () => {
    const others = [{ sequence: 8 }, { attempted: 1 }, { kind: 'notice' as const }];
    const bodies = [{}, ...others].map((differs) => wakeOf({ ...pending, ...differs })?.body);
    expect(new Set(bodies).size).toBe(4);
    for (const body of bodies) expect(deliverMessageSchema.parse(JSON.parse(body ?? ''))).toEqual({ endpointId: id });
  });
});
