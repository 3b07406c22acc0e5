import { describe, expect, it, test } from 'vitest';
import { anyHour, opensDaily, possibleHours, quietHours, validitySeconds } from '../../shared/domain/quiet-hours.ts';
import { withNotBefore } from '../../shared/domain/time-zone.ts';

const hour = 3_600_000;
/** The answer for some zones at an instant, its end as ISO 8601. */
const asked = (opens: string, closes: string, zones: string, at: string | number) => {
  const { open, until } = quietHours({ window: { opens, closes } })(zones, new Date(at).getTime());
  return { open, until: until === null ? null : new Date(until).toISOString() };
};

describe('quiet hours', () => {
  it('begin a minute early, so that no text arrives after the window', () => {
    const at = (time: string) => asked('09:00', '20:00', 'America/New_York', time);
    expect(at('2026-11-21T00:58:59.999Z')).toEqual({ open: true, until: '2026-11-21T01:00:00.000Z' });
    expect(at('2026-11-21T00:59:00.000Z')).toEqual({ open: false, until: '2026-11-21T14:00:00.000Z' });
  });

  it('end when the window opens, and no later for who asks right before', () => {
    const at = (time: string) => asked('09:00', '20:00', 'America/New_York', time);
    expect(at('2026-11-20T13:59:59.999Z')).toEqual({ open: false, until: '2026-11-20T14:00:00.000Z' });
    expect(at('2026-11-20T14:00:00.000Z')).toEqual({ open: true, until: '2026-11-21T01:00:00.000Z' });
  });

  it('end when zones have a window in common again within 60 hours, and not where they have none', () => {
    // by 14:30 in New York it is not yet 9:00 in Honolulu, until summer time ends
    const opening = '2027-11-07T19:00:00.000Z';
    const ahead = (ms: number) =>
      asked('09:00', '14:30', 'America/New_York+Pacific/Honolulu', Date.parse(opening) - ms);
    expect(ahead(60 * hour)).toEqual({ open: false, until: opening });
    expect(ahead(60 * hour + 1)).toEqual({ open: false, until: null });
  });

  it('are kept where the clock shows UTC', () => {
    const at = (time: string) => asked('09:00', '20:00', 'Europe/London', time);
    expect(at('2027-01-15T07:00:00Z')).toEqual({ open: false, until: '2027-01-15T09:00:00.000Z' });
    expect(at('2027-07-15T07:00:00Z')).toEqual({ open: false, until: '2027-07-15T08:00:00.000Z' });
  });

  it('come to an end though the clocks skip the time when they should', () => {
    // 2:00 in New York is 3:00 that night
    for (const time of ['06:15', '06:30', '06:40', '06:59'])
      expect(asked('02:30', '20:00', 'America/New_York', `2027-03-14T${time}:00Z`)).toEqual({
        open: false,
        until: '2027-03-14T07:00:00.000Z',
      });
    expect(asked('00:00', '02:30', 'America/New_York', '2027-03-14T06:45:00Z')).toEqual({
      open: false,
      until: '2027-03-15T04:00:00.000Z',
    });
  });
});

test('without quiet hours Twilio may try as long as it will', () => {
  const now = Date.parse('2026-11-21T06:00:00Z');
  const window = anyHour('America/New_York', now);
  expect(window.open).toBe(true);
  expect(validitySeconds(window.until ?? now, now)).toBe(14_400);
});

describe('an hour before which somebody wants no text', () => {
  it('puts the opening off, and leaves the closing', () => {
    const at = (time: string) => asked('09:00', '20:00', 'America/New_York@11', time);
    expect(at('2026-11-20T15:59:59.999Z')).toEqual({ open: false, until: '2026-11-20T16:00:00.000Z' });
    expect(at('2026-11-20T16:00:00.000Z')).toEqual({ open: true, until: '2026-11-21T01:00:00.000Z' });
    expect(at('2026-11-21T00:59:00.000Z')).toEqual({ open: false, until: '2026-11-21T16:00:00.000Z' });
  });

  it('is no hour earlier than the newsroom’s window', () => {
    const at = (time: string) => asked('09:30', '20:00', 'America/New_York@09', time);
    expect(at('2026-11-20T14:00:00.000Z')).toEqual({ open: false, until: '2026-11-20T14:30:00.000Z' });
  });

  it('is meant on each clock on which they may be', () => {
    // 15:00 in Chicago is 16:00 in New York, where the window closes first
    const at = (time: string) => asked('09:00', '20:00', 'America/Chicago+America/New_York@15', time);
    expect(at('2026-11-20T20:30:00.000Z')).toEqual({ open: false, until: '2026-11-20T21:00:00.000Z' });
    expect(at('2026-11-20T21:00:00.000Z')).toEqual({ open: true, until: '2026-11-21T01:00:00.000Z' });
  });

  it('is on the clock before and after it changes', () => {
    const at = (time: string) => asked('09:00', '20:00', 'America/New_York@11', time);
    expect(at('2027-03-14T05:00:00Z')).toEqual({ open: false, until: '2027-03-14T15:00:00.000Z' });
    expect(at('2027-11-07T05:00:00Z')).toEqual({ open: false, until: '2027-11-07T16:00:00.000Z' });
  });

  it.each(['@20', '@21', '@23'])('never comes at or after the closing: %s', (hour) => {
    for (const time of ['2026-11-20T17:00:00Z', '2026-11-21T00:30:00Z', '2026-11-21T02:00:00Z'])
      expect(asked('09:00', '20:00', `America/New_York${hour}`, time)).toEqual({ open: false, until: null });
  });

  const hoursOf = (opens: string, closes: string) => possibleHours({ window: { opens, closes } });

  it('is possible while more than the last minute of the window is left', () => {
    const all = Array.from({ length: 24 }, (_, at) => at);
    expect(hoursOf('09:00', '20:00')).toEqual(all.slice(0, 20));
    expect(hoursOf('09:00', '20:01')).toEqual(all.slice(0, 20));
    expect(hoursOf('09:00', '20:02')).toEqual(all.slice(0, 21));
    expect(hoursOf('00:00', '23:59')).toEqual(all);
    expect(hoursOf('12:30', '12:31')).toEqual([]);
  });

  it('is possible just where the window comes for all who have one zone', () => {
    const windows = [['09:00', '20:00'] as const, ['10:15', '17:01'] as const, ['08:30', '21:02'] as const];
    for (const [opens, closes] of windows)
      for (const hour of Array.from({ length: 24 }, (_, at) => at))
        expect(hoursOf(opens, closes).includes(hour), `${opens} ${closes} ${hour}`).toBe(
          asked(opens, closes, withNotBefore('America/Chicago', hour), '2026-11-20T03:00:00Z').until !== null,
        );
  });

  it.each([
    ['America/Phoenix@19', true],
    ['America/Denver+America/Phoenix@18', true],
    ['America/Denver+America/Phoenix@19', false],
    ['America/Chicago+America/New_York@18', true],
    ['America/Chicago+America/New_York@19', false],
    ['America/St_Johns+Pacific/Honolulu@12', true],
    ['America/St_Johns+Pacific/Honolulu@13', false],
    ['America/New_York@20', false],
    ['America/New_York+Asia/Jakarta', false],
  ])('of %s comes every day of the year: %s, by whichever day it is asked', (zones, daily) => {
    const windowAt = quietHours({ window: { opens: '09:00', closes: '20:00' } });
    for (let month = 0; month < 12; month += 1)
      for (const time of [3, 15, 21])
        expect(opensDaily(windowAt, zones, Date.UTC(2026, 10 + month, 9, time))).toBe(daily);
  });
});
