import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unknownAreaZones, zonesByAreaCode } from '../../shared/domain/nanp-zones.ts';
import { opensDaily, quietHours, validitySeconds } from '../../shared/domain/quiet-hours.ts';
import { withNotBefore, zonesOf } from '../../shared/domain/time-zone.ts';
import { zonesByZip } from '../../shared/domain/zip-zones.ts';

/** An oracle without Intl: standard offsets in hours, and the Energy Policy Act's summer time (15 U.S.C. 260a). */
const hour = 3_600_000;
const usZones: Readonly<Record<string, { standard: number; summer: boolean }>> = {
  'America/New_York': { standard: -5, summer: true },
  'America/Chicago': { standard: -6, summer: true },
  'America/Denver': { standard: -7, summer: true },
  'America/Phoenix': { standard: -7, summer: false },
  'America/Los_Angeles': { standard: -8, summer: true },
  'America/Anchorage': { standard: -9, summer: true },
  'America/Adak': { standard: -10, summer: true },
  'Pacific/Honolulu': { standard: -10, summer: false },
  'America/Puerto_Rico': { standard: -4, summer: false },
  'Pacific/Guam': { standard: 10, summer: false },
  'Pacific/Pago_Pago': { standard: -11, summer: false },
};

const nthSunday = (year: number, month: number, n: number): number => {
  const first = new Date(Date.UTC(year, month, 1)).getUTCDay();
  return Date.UTC(year, month, 1 + ((7 - first) % 7) + 7 * (n - 1));
};

/** Minutes since midnight on the zone's clock. */
const wallMinutes = (zone: string, instant: number): number => {
  const { standard, summer } = usZones[zone] ?? { standard: 0, summer: false };
  const year = new Date(instant + standard * hour).getUTCFullYear();
  // from 2:00 standard time in March until 2:00 summer time, which is 1:00 standard, in November
  const from = nthSunday(year, 2, 2) + (2 - standard) * hour;
  const until = nthSunday(year, 10, 1) + (1 - standard) * hour;
  const offset = standard + (summer && instant >= from && instant < until ? 1 : 0);
  const wall = new Date(instant + offset * hour);
  return wall.getUTCHours() * 60 + wall.getUTCMinutes() + wall.getUTCSeconds() / 60;
};

const year = { from: Date.UTC(2026, 10, 20), until: Date.UTC(2027, 11, 1) };
const changes = [Date.UTC(2027, 2, 14), Date.UTC(2027, 10, 7)];
const instants = fc.oneof(
  fc.integer({ min: year.from, max: year.until }),
  fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -36 * hour, max: 36 * hour })).map(([at, by]) => at + by),
);
const cohorts = fc.subarray(Object.keys(usZones), { minLength: 1, maxLength: 3 });
const windows = fc.constantFrom(
  { opens: '09:00', closes: '20:00' },
  { opens: '08:30', closes: '21:00' },
  { opens: '10:15', closes: '17:45' },
);
/** Where between an instant and the next change of the window to look; the last moment above all. */
const parts = fc.oneof(fc.constant(1), fc.double({ min: 0, max: 1, noNaN: true }));
const toMinutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

describe('quiet hours', () => {
  const inWindow = (zones: readonly string[], window: { opens: string; closes: string }, instant: number): boolean =>
    zones.every((zone) => {
      const now = wallMinutes(zone, instant);
      return toMinutes(window.opens) <= now && now < toMinutes(window.closes);
    });

  it('says of a year of instants, in all US zones and across both changes of the clocks, what the rules of summer time say', () => {
    fc.assert(
      fc.property(cohorts, windows, instants, parts, (zones, window, at, part) => {
        const answer = quietHours({ window })(zones.join('+'), at);
        if (answer.open) {
          expect(inWindow(zones, window, at)).toBe(true);
          // open at any moment until the end, and shut at it
          expect(inWindow(zones, window, at + Math.floor((answer.until - at - 1) * part))).toBe(true);
          expect(inWindow(zones, window, answer.until)).toBe(false);
        } else if (answer.until === null) {
          for (let later = at; later < at + 48 * hour; later += 120_000)
            expect(inWindow(zones, window, later) && inWindow(zones, window, later + 61_000)).toBe(false);
        } else {
          expect(inWindow(zones, window, answer.until)).toBe(true);
          // shut at any moment until then, but for a window's last minute
          const between = at + Math.floor((answer.until - at - 1) * part);
          expect(inWindow(zones, window, between) && inWindow(zones, window, between + 61_000)).toBe(false);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('never lets a text wait past the end of its window, nor longer than Twilio takes', () => {
    fc.assert(
      fc.property(cohorts, windows, instants, (zones, window, at) => {
        const answer = quietHours({ window })(zones.join('+'), at);
        if (!answer.open) return;
        const seconds = validitySeconds(answer.until, at);
        expect(Number.isInteger(seconds)).toBe(true);
        expect(seconds).toBeGreaterThanOrEqual(60);
        expect(seconds).toBeLessThanOrEqual(14_400);
        expect(at + seconds * 1000).toBeLessThanOrEqual(answer.until);
      }),
      { numRuns: 1000 },
    );
  });
});

/** Another oracle, for all zones that there are: what Intl shows on a zone's clock, as `HH:MM:SS`. */
const clocks = new Map<string, Intl.DateTimeFormat>();
const clockTime = (zone: string, instant: number): string => {
  const known = clocks.get(zone);
  const clock = known ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'medium', hourCycle: 'h23' });
  if (known === undefined) clocks.set(zone, clock);
  return clock.format(instant);
};

describe('every cohort that there can be', () => {
  const window = { opens: '09:00', closes: '20:00' };
  const windowAt = quietHours({ window });
  const zoneKeys = [...new Set([...zonesByAreaCode.values(), ...zonesByZip.values(), unknownAreaZones])];
  /** From before summer time ends in 2026 until after it has ended in 2027. */
  const from = Date.UTC(2026, 9, 31);
  const until = Date.UTC(2027, 10, 14);
  const allowed = (zones: string, notBefore: number | null, instant: number): boolean =>
    zonesOf(zones).every((zone) => {
      const shown = clockTime(zone, instant);
      return shown >= window.opens && shown < window.closes && Number(shown.slice(0, 2)) >= (notBefore ?? 0);
    });

  /** Goes from change to change of a cohort's window through the year: when it opened, and what was wrong. */
  const walk = (zones: string, notBefore: number | null): { openings: number[]; wrong: string[] } => {
    const key = withNotBefore(zones, notBefore);
    const openings: number[] = [];
    const wrong: string[] = [];
    const check = (right: boolean, what: string, at: number) => {
      if (!right) wrong.push(`${key} ${what} ${new Date(at).toISOString()}`);
    };
    for (let at = from, step = 0; at < until; step += 1) {
      const answer = windowAt(key, at);
      const end = answer.until ?? Number.NaN;
      // somewhere in between, and each day elsewhere
      const between = at + Math.floor((end - at - 1) * ((step * 0.382) % 1));
      if (answer.open) {
        for (const instant of [at, between, end - 1])
          check(allowed(zones, notBefore, instant), 'is texted at', instant);
        check(!allowed(zones, notBefore, end), 'closes too early', end);
        const handedOver = Math.min(between, end - 60_001);
        const expires = handedOver + validitySeconds(end, handedOver) * 1000;
        check(expires <= end && allowed(zones, notBefore, expires - 1), 'has a text that waits too long', expires);
      } else {
        for (const instant of [at, between, end - 1]) {
          check(!allowed(zones, notBefore, instant), 'could be texted at', instant);
          const again = windowAt(key, instant);
          check(!again.open && again.until === end, 'opens twice', instant);
        }
        check(windowAt(key, end).open, 'does not open', end);
        openings.push(end);
      }
      if (!(end > at)) break;
      at = end;
    }
    return { openings, wrong };
  };

  it.each([null, 11, 18])(
    'is texted within the windows of all of its zones alone, and opens each day of a year at that very instant: not before %j',
    (notBefore) => {
      const keys = zoneKeys.filter((zones) => opensDaily(windowAt, withNotBefore(zones, notBefore), from));
      expect(keys.length).toBeGreaterThan(notBefore === null ? 50 : 30);
      if (notBefore === null) expect(keys).toEqual(zoneKeys);
      for (const zones of keys) {
        const { openings, wrong } = walk(zones, notBefore);
        expect(wrong).toEqual([]);
        const gaps = openings.slice(1).map((opening, at) => (opening - (openings[at] ?? 0)) / hour);
        expect(gaps.length).toBeGreaterThanOrEqual(377);
        expect([...new Set(gaps)].filter((gap) => ![23, 24, 25].includes(gap))).toEqual([]);
      }
    },
  );

  it('is so in the hours round each change of the clocks, whatever the hour that its people named', () => {
    const nights = [Date.UTC(2026, 10, 1), Date.UTC(2027, 2, 14), Date.UTC(2027, 10, 7)];
    const named = fc.oneof(fc.constant(null), fc.integer({ min: 0, max: 23 }));
    const instant = fc
      .tuple(fc.constantFrom(...nights), fc.integer({ min: -20 * hour, max: 44 * hour }))
      .map(([night, by]) => night + by);
    fc.assert(
      fc.property(fc.constantFrom(...zoneKeys), named, instant, parts, (zones, notBefore, at, part) => {
        const answer = windowAt(withNotBefore(zones, notBefore), at);
        const end = answer.until ?? at + 24 * hour;
        const between = at + Math.floor((end - at - 1) * part);
        if (answer.open) {
          expect(allowed(zones, notBefore, at) && allowed(zones, notBefore, between)).toBe(true);
          expect(allowed(zones, notBefore, at + validitySeconds(end, at) * 1000 - 1)).toBe(true);
        } else {
          // but for a window's last minute
          expect(allowed(zones, notBefore, between) && allowed(zones, notBefore, between + 61_000)).toBe(false);
          if (answer.until !== null) expect(allowed(zones, notBefore, answer.until)).toBe(true);
        }
      }),
      { numRuns: 4000 },
    );
  });
});
