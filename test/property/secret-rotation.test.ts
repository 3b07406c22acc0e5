import fc from 'fast-check';
import { expect, test } from 'vitest';
import { liveSecrets } from '../../shared/domain/endpoint.ts';
import { rotate } from '../../shared/domain/secret-rotation.ts';
import { endpoint, noon } from '../samples/delivering.ts';

const hour = 3_600_000;
const start = Date.parse(noon);
const steps = fc.array(
  fc.record({
    pauseHours: fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 100 })),
    overlapHours: fc.integer({ min: 0, max: 168 }),
  }),
  { maxLength: 30, size: 'max' },
);

test('whatever rotates, each secret signs as long as it was promised and no longer, and ten of them at most', () => {
  fc.assert(
    fc.property(steps, (rotations) => {
      let now = start;
      let stored = [{ sealed: 'first', expiresAt: null as string | null }];
      /** Until when each secret signs, by what was said when it was replaced. */
      const until = new Map([['first', Number.POSITIVE_INFINITY]]);
      const alive = () => [...until].filter(([, end]) => end > now).map(([sealed]) => sealed);
      for (const [at, { pauseHours, overlapHours }] of rotations.entries()) {
        now += pauseHours * hour;
        const rotated = rotate(stored, `${at}`, now, overlapHours * hour);
        const others = alive().length - (overlapHours === 0 ? 1 : 0);
        expect(rotated.ok).toBe(others < 10);
        if (!rotated.ok) continue;
        for (const [sealed, end] of until)
          if (end === Number.POSITIVE_INFINITY) until.set(sealed, now + overlapHours * hour);
        until.set(`${at}`, Number.POSITIVE_INFINITY);
        stored = rotated.value;
        expect(stored.map(({ sealed }) => sealed).toSorted()).toEqual(alive().toSorted());
        expect(stored[0]).toEqual({ sealed: `${at}`, expiresAt: null });
        // who signs looks later than who rotated
        for (const later of [0, 1, 24 * hour, 168 * hour]) {
          const live = liveSecrets(endpoint({ secrets: stored }), new Date(now + later).toISOString());
          expect(live.toSorted()).toEqual(
            [...until]
              .filter(([, end]) => end > now + later)
              .map(([one]) => one)
              .toSorted(),
          );
        }
      }
    }),
  );
});
