import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Exchange, exchangeErrors, isSuccess, noExchange } from '../../shared/domain/exchange.ts';
import { nextDelay, retryAfter } from '../../shared/domain/retry.ts';
import { isGone } from '../../shared/use-cases/settle-attempt.ts';

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
/** As the channel promises it to partners. */
const promised = [
  0,
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
];
const justBelowOne = 1 - 2 ** -53;

describe('the schedule', () => {
  test('is the promised one, each delay ±20 %, and ends after ten attempts', () => {
    for (const [failures, delay] of promised.entries()) {
      expect(nextDelay(failures, 0.5)).toBe(delay);
      expect(nextDelay(failures, 0)).toBe(delay * 0.8);
      expect(nextDelay(failures, justBelowOne)).toBe(delay * 1.2);
    }
    expect(nextDelay(promised.length, 0.5)).toBeUndefined();
    expect(nextDelay(promised.length + 5, 0.5, hour)).toBeUndefined();
  });

  test('tries for about 75 hours in all', () => {
    const total = promised.reduce((sum, _, failures) => sum + (nextDelay(failures, 0.5) ?? 0), 0);
    expect(total).toBe(75 * hour + 35 * minute + 5 * second);
  });

  test('is put off by Retry-After, never brought forward, and not begun anew when it is over', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: promised.length - 1 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.nat({ max: 24 * hour }),
        (failures, random, asked) => {
          const delay = nextDelay(failures, random, asked) ?? 0;
          expect(delay).toBe(Math.max(asked, nextDelay(failures, random) ?? 0));
          expect(Number.isInteger(delay)).toBe(true);
        },
      ),
    );
  });
});

describe('Retry-After', () => {
  const now = Date.UTC(2026, 10, 20, 12, 0, 0);

  test.each([
    ['0', 0],
    ['1', second],
    [' 120 ', 2 * minute],
    ['0030', 30 * second],
    ['86400', 24 * hour],
    ['86401', 24 * hour],
    ['9'.repeat(400), 24 * hour],
  ])('as seconds: %j', (header, wait) => {
    expect(retryAfter(503, header, now)).toBe(wait);
    expect(retryAfter(429, header, now)).toBe(wait);
  });

  test.each([
    ['Fri, 20 Nov 2026 12:00:10 GMT', 10 * second],
    ['Friday, 20-Nov-26 12:00:10 GMT', 10 * second],
    ['Fri Nov 20 12:00:10 2026', 10 * second],
    ['Wed Dec  2 12:00:00 2026', 24 * hour],
    ['Sat, 21 Nov 2026 12:00:00 GMT', 24 * hour],
    ['Sat, 21 Nov 2026 12:00:01 GMT', 24 * hour],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 24 * hour],
    ['Fri, 20 Nov 2026 12:00:00 GMT', 0],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['Sunday, 06-Nov-94 08:49:37 GMT', 0],
  ])('as a date, whatever this machine’s zone: %j', (header, wait) => {
    const zone = process.env['TZ'];
    try {
      for (const elsewhere of ['UTC', 'America/New_York', 'Pacific/Auckland']) {
        process.env['TZ'] = elsewhere;
        expect(retryAfter(429, header, now)).toBe(wait);
      }
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  test.each([
    ...['', ' ', '-5', '+5', '1.5', '1e3', '0x10', '5s', '5 minutes', 'soon', 'NaN', 'Infinity', '1, 2', '٣', 'null'],
    ...['2', '12'].map((number) => `${number}:00`),
    ...['Mon 2099', 'Monday, whenever 2099', 'Sat', '2099-01-01T00:00:00Z', 'Fri, 20 Nov 2026 12:00:10 PST'],
    ...['Xyz, 20 Xyz 2026 12:00:10 GMT', 'Fri, 99 Nov 2026 99:00:10 GMT', '<script>'],
  ])('that makes no sense is ignored: %j', (header) => {
    expect(retryAfter(429, header, now)).toBe(0);
  });

  test.each([200, 301, 400, 404, 408, 410, 500, 502, 504])('with the status %d is ignored', (status) => {
    expect(retryAfter(status, '120', now)).toBe(0);
  });

  test('left out is no wish', () => {
    expect(retryAfter(503, undefined, now)).toBe(0);
  });

  test('is always a wait from nothing to 24 hours, whatever a partner writes', () => {
    const headers = fc.oneof(
      fc.string(),
      fc.integer().map(String),
      fc.date().map(String),
      fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
    );
    fc.assert(
      fc.property(headers, fc.integer({ min: 0, max: Date.UTC(2100, 0) }), (header, at) => {
        const wait = retryAfter(503, header, at);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(24 * hour);
      }),
    );
  });
});

const answered = (status: number): Exchange => ({ ...noExchange('protocol'), error: null, status });

describe('an answer', () => {
  test('is success from 200 to 299 alone', () => {
    const statuses = Array.from({ length: 600 }, (_, status) => status);
    expect(statuses.filter((status) => isSuccess(answered(status)))).toEqual(
      Array.from({ length: 100 }, (_, index) => 200 + index),
    );
  });

  test.each(exchangeErrors)('that ended with “%s” is no success, whatever its status says', (error) => {
    expect(isSuccess({ ...answered(200), error })).toBe(false);
    expect(isSuccess(noExchange(error))).toBe(false);
  });

  test('ends an endpoint with 410 Gone, and with nothing else', () => {
    const statuses = Array.from({ length: 600 }, (_, status) => status);
    expect(statuses.filter((status) => isGone(answered(status)))).toEqual([410]);
  });
});
