import { describe, expect, it, test } from 'vitest';
import { anyHour, quietHours, validitySeconds } from '../../shared/domain/quiet-hours.ts';

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
