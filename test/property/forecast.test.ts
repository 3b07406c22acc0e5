import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CohortLoad, forecastFinish } from '../../shared/domain/forecast.ts';
import { anyHour, quietHours, type WindowAt } from '../../shared/domain/quiet-hours.ts';

const minute = 60_000;
const hour = 60 * minute;
const loads = (zones: fc.Arbitrary<string>, segments: number): fc.Arbitrary<CohortLoad[]> =>
  fc.array(
    fc.record({
      zones,
      segments: fc.integer({ min: 1, max: segments }),
      people: fc.integer({ min: 1, max: segments }),
    }),
    { minLength: 1, maxLength: 6 },
  );
const zoneKeys = fc.constantFrom(
  ...['America/New_York', 'America/Chicago', 'America/Chicago+America/New_York', 'America/Los_Angeles', 'Pacific/Guam'],
  ...[
    'America/New_York@15',
    'America/Denver+America/Phoenix@18',
    'America/St_Johns+Pacific/Honolulu',
    'Pacific/Honolulu',
  ],
);
/** Any time within a year, and above all in the days round the changes of the clocks. */
const instants = fc.oneof(
  fc.integer({ min: Date.UTC(2026, 10, 20), max: Date.UTC(2027, 10, 20) }),
  fc
    .tuple(
      fc.constantFrom(Date.UTC(2027, 2, 14), Date.UTC(2027, 10, 7)),
      fc.integer({ min: -48 * hour, max: 24 * hour }),
    )
    .map(([night, by]) => night + by),
);
const speeds = fc.oneof(fc.constantFrom(1, 3, 100), fc.integer({ min: 1, max: 1000 }));
const windowAt = quietHours({ window: { opens: '09:00', closes: '20:00' } });
const days = { horizonDays: 30 };

describe('a forecast', () => {
  it('is that of texts sent one after the other', () => {
    /** Windows of whole minutes, so that a minute's sixty segments are sent in full: zones are `<opens>-<closes>` of a three-hour day. */
    const toy: WindowAt = (zones, instant) => {
      const [opens = 0, closes = 0] = zones.split('-').map((value) => Number(value) * minute);
      const day = Math.floor(instant / (3 * hour)) * 3 * hour;
      const opening = [day + opens, day + 3 * hour + opens].find((at) => at + (closes - opens) - minute > instant) ?? 0;
      return opening <= instant ? { open: true, until: opening + (closes - opens) } : { open: false, until: opening };
    };
    const toyZones = fc
      .tuple(fc.integer({ min: 0, max: 170 }), fc.integer({ min: 2, max: 100 }))
      .map(([opens, length]) => `${opens}-${Math.min(180, opens + length)}`);
    fc.assert(
      fc.property(loads(toyZones, 4000), fc.integer({ min: 0, max: 400 }), (cohorts, start) => {
        const now = start * minute;
        const queue = cohorts.map(({ zones, segments }) => ({ zones, left: segments, since: -1, first: -1, last: -1 }));
        // a second at a time, and in it the one segment of whoever came first
        for (let at = now; queue.some(({ left }) => left > 0) && at < now + 24 * hour; at += 1000) {
          for (const place of at % minute === 0 ? queue : []) {
            const { open } = toy(place.zones, at);
            if (!open) place.since = -1;
            else if (place.since < 0) place.since = at;
          }
          const [next] = queue
            .filter(({ left, since }) => left > 0 && since >= 0)
            .sort((one, other) => one.since - other.since);
          if (next === undefined) continue;
          if (next.first < 0) next.first = at;
          next.left -= 1;
          if (next.left === 0) next.last = at + 1000;
        }
        const input = { cohorts, segmentsPerSecond: 1, windowAt: toy, now, horizonDays: 1 };
        const result = forecastFinish(input);
        expect(
          result.cohorts.map(({ firstAt, lastAt, segmentsLeft }) => [firstAt ?? -1, lastAt ?? -1, segmentsLeft]),
        ).toEqual(queue.map(({ first, last, left }) => [first, last, left]));
      }),
      { numRuns: 60 },
    );
  });

  it('is never faster than the sender, over all and for each cohort', () => {
    fc.assert(
      fc.property(loads(zoneKeys, 300_000), speeds, instants, (cohorts, segmentsPerSecond, now) => {
        const result = forecastFinish({ cohorts, segmentsPerSecond, windowAt, now, ...days });
        const least = (segments: number): number => (segments * 1000) / segmentsPerSecond;
        const sent = cohorts.map(({ segments }, at) => segments - (result.cohorts[at]?.segmentsLeft ?? 0));
        const total = sent.reduce((sum, segments) => sum + segments, 0);
        const end = Math.max(...result.cohorts.map(({ lastAt }) => lastAt ?? now + days.horizonDays * 24 * hour));
        expect(end - now).toBeGreaterThanOrEqual(least(total));
        for (const [at, { firstAt, lastAt }] of result.cohorts.entries())
          if (firstAt !== null && lastAt !== null)
            expect(lastAt - firstAt).toBeGreaterThanOrEqual(least(sent[at] ?? 0));
      }),
      { numRuns: 300 },
    );
  });

  it('is never later for anybody, first text or last, with more speed', () => {
    const never = Number.POSITIVE_INFINITY;
    fc.assert(
      fc.property(loads(zoneKeys, 300_000), speeds, speeds, instants, (cohorts, one, other, now) => {
        const at = (segmentsPerSecond: number) =>
          forecastFinish({ cohorts, segmentsPerSecond, windowAt, now, ...days });
        const slower = at(Math.min(one, other));
        const faster = at(Math.max(one, other));
        for (const [place, slow] of slower.cohorts.entries()) {
          const fast = faster.cohorts[place];
          expect(fast?.firstAt ?? never).toBeLessThanOrEqual(slow.firstAt ?? never);
          expect(fast?.lastAt ?? never).toBeLessThanOrEqual(slow.lastAt ?? never);
          expect(fast?.segmentsLeft).toBeLessThanOrEqual(slow.segmentsLeft);
        }
        expect(faster.finishesAt ?? never).toBeLessThanOrEqual(slower.finishesAt ?? never);
        expect(faster.daysNeeded ?? never).toBeLessThanOrEqual(slower.daysNeeded ?? never);
      }),
      { numRuns: 300 },
    );
  });

  it('has the first and the last text of each cohort within its window, and who waits outside it', () => {
    fc.assert(
      fc.property(loads(zoneKeys, 300_000), speeds, instants, (cohorts, segmentsPerSecond, now) => {
        const result = forecastFinish({ cohorts, segmentsPerSecond, windowAt, now, ...days });
        for (const { zones, firstAt, lastAt } of result.cohorts) {
          if (firstAt !== null) expect(windowAt(zones, firstAt).open).toBe(true);
          if (lastAt !== null) expect(windowAt(zones, lastAt - 1).open).toBe(true);
        }
        const openings = result.waits.map(({ opensAt }) => opensAt ?? Number.NaN);
        expect(openings).toEqual([...new Set(openings)].sort((a, b) => a - b));
        for (const at of openings)
          expect(cohorts.some(({ zones }) => windowAt(zones, at).open && !windowAt(zones, at - 1).open)).toBe(true);
        // all who find it closed at the start wait for what it says
        for (const { zones } of cohorts) {
          const window = windowAt(zones, now);
          if (window.open) continue;
          const people = cohorts.filter(
            (cohort) => windowAt(cohort.zones, now).until === window.until && !windowAt(cohort.zones, now).open,
          );
          const waiting = result.waits.find(({ opensAt }) => opensAt === window.until)?.people ?? 0;
          expect(waiting).toBeGreaterThanOrEqual(people.reduce((sum, cohort) => sum + cohort.people, 0));
        }
      }),
      { numRuns: 300 },
    );
  });

  it('is exactly segments by speed for cohorts that are always open, one after the other', () => {
    fc.assert(
      fc.property(loads(zoneKeys, 2_000_000), speeds, instants, (cohorts, segmentsPerSecond, now) => {
        const result = forecastFinish({ cohorts, segmentsPerSecond, windowAt: anyHour, now, horizonDays: 400 });
        let before = 0;
        for (const [at, { segments }] of cohorts.entries()) {
          expect(result.cohorts[at]).toMatchObject({
            firstAt: now + Math.floor((before * 1000) / segmentsPerSecond),
            lastAt: now + Math.ceil(((before + segments) * 1000) / segmentsPerSecond),
          });
          before += segments;
        }
        expect(result.finishesAt).toBe(now + Math.ceil((before * 1000) / segmentsPerSecond));
        expect(result.waits).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
