import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  deliverMessageSchema,
  endpointGuard,
  planMessageSchema,
  planningGuard,
  wakeAt,
} from '../../shared/domain/delivery-messages.ts';
import { endpointId, noon } from '../samples/delivering.ts';

const now = Date.parse(noon);
const inMs = (ms: number): string => new Date(now + ms).toISOString();
const id = endpointId(1);

/** Each row that is written to the Timetable, as the message that it becomes names it. */
const rows = {
  wake: (time: number, because: string) => wakeAt(id, time, because),
  guard: (time: number, because: string) => endpointGuard(id)(time, because),
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
