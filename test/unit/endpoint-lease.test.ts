import { describe, expect, test } from 'vitest';
import { freshLease, heard, resumed } from '../../shared/domain/endpoint-lease.ts';
import type { Exchange } from '../../shared/domain/exchange.ts';
import { noExchange } from '../../shared/domain/exchange.ts';
import { limitsAt, quickened, slowed, slowestPace } from '../../shared/domain/pace.ts';
import { noon } from '../samples/delivering.ts';

const now = Date.parse(noon);
const answer = (status: number, retryAfter?: string): Exchange => ({
  ...noExchange('protocol'),
  error: null,
  status,
  retryAfter,
});
const leaseAfter = (lease: typeof freshLease, ...statuses: number[]) =>
  statuses.reduce((before, status) => heard(before, answer(status), now), lease);

describe('the pace of an endpoint', () => {
  test.each([429, 502, 504])('is halved by each %d, down to a sixteenth', (status) => {
    const paces = [1, 2, 3, 4, 5, 6].map((times) => leaseAfter(freshLease, ...Array<number>(times).fill(status)).pace);
    expect(paces).toEqual([1 / 2, 1 / 4, 1 / 8, 1 / 16, 1 / 16, 1 / 16]);
  });

  test.each([400, 404, 410, 500, 503, 302])('is none the slower for a %d', (status) => {
    expect(leaseAfter(freshLease, status).pace).toBe(1);
  });

  test('grows by a sixteenth with each success, up to the whole', () => {
    expect(leaseAfter(freshLease, 429, 200).pace).toBe(9 / 16);
    expect(leaseAfter(freshLease, 429, ...Array<number>(7).fill(200)).pace).toBe(15 / 16);
    expect(leaseAfter(freshLease, 429, ...Array<number>(9).fill(204)).pace).toBe(1);
    expect([slowed(1), quickened(1)]).toEqual([1 / 2, 1]);
  });

  test('is a share of its limits, and leaves one exchange at a time', () => {
    const limits = { ratePerSecond: 10, maxInFlight: 4 };
    expect(limitsAt(limits, 1)).toEqual(limits);
    expect(limitsAt(limits, 1 / 2)).toEqual({ ratePerSecond: 5, maxInFlight: 2 });
    expect(limitsAt(limits, slowestPace)).toEqual({ ratePerSecond: 0.625, maxInFlight: 1 });
    expect(limitsAt({ ratePerSecond: 1, maxInFlight: 1 }, slowestPace)).toEqual({ ratePerSecond: 0.5, maxInFlight: 1 });
  });
});

describe('an answer that asks for patience', () => {
  test('asks it for the endpoint; a later one does not cut it short', () => {
    const asked = heard(freshLease, answer(503, '3600'), now);
    expect(asked.holdUntil).toBe(now + 3_600_000);
    expect(heard(asked, answer(429, '60'), now).holdUntil).toBe(now + 3_600_000);
    expect(heard(asked, answer(200), now).holdUntil).toBe(now + 3_600_000);
    expect(heard(freshLease, answer(500, '3600'), now).holdUntil).toBe(0);
  });

  test('counts for no longer than it says to whoever was brought back', () => {
    const asked = heard(freshLease, answer(503, '3600'), now);
    const gently = { tokens: 0, at: now, pace: slowestPace };
    const back = { resumedAt: noon, recoveredAt: null };
    expect(resumed({ ...asked, tokens: 9 }, back, now)).toEqual({
      ...asked,
      ...gently,
      holdUntil: 0,
      resumedFor: noon,
    });
  });
});

test('it is remembered when the last exchange was; what could not be sent is none', () => {
  expect([freshLease.exchangedAt, leaseAfter(freshLease, 500).exchangedAt]).toEqual([0, now]);
  expect(heard(freshLease, noExchange('timeout'), now).exchangedAt).toBe(now);
  expect(heard(freshLease, noExchange('not-sent'), now)).toEqual(freshLease);
});
