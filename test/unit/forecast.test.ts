import { describe, expect, it } from 'vitest';
import { type CohortLoad, type ForecastInput, forecastFinish } from '../../shared/domain/forecast.ts';
import { anyHour, quietHours, type WindowAt } from '../../shared/domain/quiet-hours.ts';

const windowAt = quietHours({ window: { opens: '09:00', closes: '20:00' } });
const hour = 3_600_000;
/** Noon in New York, before it is nine in Los Angeles's winter by an hour and in Honolulu by four. */
const noon = Date.parse('2026-11-20T16:00:00Z');

const load = (zones: string, segments: number, people = segments): CohortLoad => ({ zones, segments, people });
const forecast = (cohorts: readonly CohortLoad[], segmentsPerSecond: number, differs: Partial<ForecastInput> = {}) =>
  forecastFinish({ cohorts, segmentsPerSecond, windowAt, now: noon, horizonDays: 14, ...differs });
const iso = (instant: number | null): string | null => (instant === null ? null : new Date(instant).toISOString());
const timesOf = ({ cohorts }: ReturnType<typeof forecast>) =>
  cohorts.map(({ firstAt, lastAt }) => [iso(firstAt), iso(lastAt)]);

describe('a forecast', () => {
  it('of a million texts at any hour is 93 hours at 3 a second, and 2.8 at 100', () => {
    const hoursAt = (speed: number): number =>
      ((forecast([load('America/New_York', 1_000_000)], speed, { windowAt: anyHour }).finishesAt ?? 0) - noon) / hour;
    expect(hoursAt(3)).toBeCloseTo(92.59, 2);
    expect(hoursAt(100)).toBeCloseTo(2.78, 2);
  });

  it('of a million texts at 3 a second takes nine windows, each but for its last minute', () => {
    // 9 hours less a minute are left of the first day, then 11 hours less a minute come each day
    const { finishesAt, daysNeeded, cohorts, waits } = forecast([load('America/New_York', 1_000_000)], 3);
    const left = 1_000_000 - 3 * 60 * (9 * 60 - 1) - 7 * 3 * 60 * (11 * 60 - 1);
    expect(finishesAt).toBe(Date.parse('2026-11-28T14:00:00Z') + Math.ceil((left * 1000) / 3));
    expect(daysNeeded).toBe(9);
    expect(timesOf({ finishesAt, daysNeeded, cohorts, waits })).toEqual([
      ['2026-11-20T16:00:00.000Z', iso(finishesAt)],
    ]);
    // those whose turn did not come wait for the next day, and fewer each day
    expect(waits).toHaveLength(8);
    expect(waits[0]).toEqual({
      opensAt: Date.parse('2026-11-21T14:00:00Z'),
      people: 1_000_000 - 3 * 60 * (9 * 60 - 1),
    });
    expect(waits.at(-1)).toEqual({ opensAt: Date.parse('2026-11-28T14:00:00Z'), people: left });
  });

  it('serves who came first: those open at the start as they are given, the others when their windows open', () => {
    const result = forecast(
      [
        load('Pacific/Honolulu', 3600, 1200),
        load('America/New_York', 7200),
        load('America/Los_Angeles', 100),
        load('America/Chicago', 3600),
      ],
      1,
    );
    expect(timesOf(result)).toEqual([
      ['2026-11-20T19:01:40.000Z', '2026-11-20T20:01:40.000Z'],
      ['2026-11-20T16:00:00.000Z', '2026-11-20T18:00:00.000Z'],
      // it opens at 17:00, but two were there before
      ['2026-11-20T19:00:00.000Z', '2026-11-20T19:01:40.000Z'],
      ['2026-11-20T18:00:00.000Z', '2026-11-20T19:00:00.000Z'],
    ]);
    expect(iso(result.finishesAt)).toBe('2026-11-20T20:01:40.000Z');
    expect(result.daysNeeded).toBe(1);
    expect(result.waits).toEqual([
      { opensAt: Date.parse('2026-11-20T17:00:00Z'), people: 100 },
      { opensAt: Date.parse('2026-11-20T19:00:00Z'), people: 1200 },
    ]);
  });

  it('idles while no window is open', () => {
    const night = Date.parse('2026-11-21T05:00:00Z');
    const result = forecast([load('America/Chicago', 10), load('America/New_York', 10)], 1, { now: night });
    expect(timesOf(result)).toEqual([
      ['2026-11-21T15:00:00.000Z', '2026-11-21T15:00:10.000Z'],
      ['2026-11-21T14:00:00.000Z', '2026-11-21T14:00:10.000Z'],
    ]);
  });

  it('lets who goes on keep the place, and who comes again take the last one', () => {
    // 19:58 in New York, 18:58 in Chicago: a minute is left of the one, an hour of the other
    const evening = Date.parse('2026-11-21T00:58:00Z');
    const result = forecast([load('America/New_York', 100, 50), load('America/Chicago', 50_000)], 1, { now: evening });
    expect(timesOf(result)).toEqual([
      ['2026-11-21T00:58:00.000Z', '2026-11-21T14:00:40.000Z'],
      [
        '2026-11-21T00:59:00.000Z',
        iso(Date.parse('2026-11-22T15:00:00Z') + (50_000 - 60 * 60 - 10 * 3600 - 59 * 60) * 1000),
      ],
    ]);
    expect(result.waits[0]).toEqual({ opensAt: Date.parse('2026-11-21T14:00:00Z'), people: 20 });
  });

  it('lets who goes on in a new window without a break keep the place', () => {
    // New York's is renewed each hour; Chicago comes after half an hour
    const renewed: WindowAt = (zones, instant) =>
      zones === 'America/Chicago' && instant < noon + hour / 2
        ? { open: false, until: noon + hour / 2 }
        : { open: true, until: instant + hour };
    const both = [load('America/Chicago', 10), load('America/New_York', 3 * 3600)];
    expect(timesOf(forecast(both, 1, { windowAt: renewed }))).toEqual([
      ['2026-11-20T19:00:00.000Z', '2026-11-20T19:00:10.000Z'],
      ['2026-11-20T16:00:00.000Z', '2026-11-20T19:00:00.000Z'],
    ]);
  });

  it('is none for what does not end within the horizon, and tells what is left', () => {
    const result = forecast([load('America/New_York', 200_000), load('America/Chicago', 10)], 1, { horizonDays: 1 });
    // until 19:59 of today, and from 9:00 until 11:00 of tomorrow
    const sent = 9 * 3600 - 60 + 2 * 3600;
    expect(result).toMatchObject({ finishesAt: null, daysNeeded: null });
    expect(result.cohorts).toEqual([
      { zones: 'America/New_York', firstAt: noon, lastAt: null, segmentsLeft: 200_000 - sent },
      // it has an hour to itself
      {
        zones: 'America/Chicago',
        firstAt: Date.parse('2026-11-21T00:59:00Z'),
        lastAt: Date.parse('2026-11-21T00:59:10Z'),
        segmentsLeft: 0,
      },
    ]);
  });

  it('is none for those whose window never opens, who keep nobody waiting', () => {
    const result = forecast(
      [load('America/New_York@20', 20, 7), load('America/New_York', 10), load('Pacific/Honolulu', 10)],
      1,
    );
    expect(result.cohorts.map(({ lastAt, segmentsLeft }) => [iso(lastAt), segmentsLeft])).toEqual([
      [null, 20],
      ['2026-11-20T16:00:10.000Z', 0],
      ['2026-11-20T19:00:10.000Z', 0],
    ]);
    expect(result.finishesAt).toBeNull();
    expect(result.waits).toEqual([
      { opensAt: Date.parse('2026-11-20T19:00:00Z'), people: 10 },
      { opensAt: null, people: 7 },
    ]);
  });

  it('of nothing has ended', () => {
    expect(forecast([], 1)).toEqual({ cohorts: [], finishesAt: noon, daysNeeded: 0, waits: [] });
    const night = Date.parse('2026-11-21T05:00:00Z');
    expect(forecast([load('America/New_York', 0)], 1, { now: night })).toEqual({
      cohorts: [{ zones: 'America/New_York', firstAt: null, lastAt: null, segmentsLeft: 0 }],
      finishesAt: night,
      daysNeeded: 0,
      waits: [],
    });
  });
});
