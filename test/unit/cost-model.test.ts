import { describe, expect, it, test } from 'vitest';
import { restOfMonth, usageOfPoll, withoutMetrics } from '../../bench/cost/model.ts';
import { dollars } from '../../bench/cost/money.ts';
import { atLeastNothing, costOf, only, plus } from '../../bench/cost/usage.ts';

const stack = {
  keys: 2,
  secrets: 3,
  alarms: 28,
  dashboards: 1,
  queuesPolled: 5,
  tables: 6,
  runs: { sweep: 43_800 },
  memoryMb: 512,
};
const counted = { ruling: {}, text: {}, delivery: {}, segmentsOfText: 1, feeds: [], stack };
const month = (sweep: object) => plus(...restOfMonth({ ...counted, scheduled: { sweep } }).map(({ usage }) => usage));

describe('a month at rest', () => {
  it('is keys, secrets and alarms, five long polls of 20 s on each queue, and a sweep each minute', () => {
    const usage = month({ dynamoReads: 10, lambdaRequests: 1 });
    expect(usage).toMatchObject({ keys: 2, secrets: 3, alarms: 28, dynamoReads: 438_000, lambdaRequests: 43_800 });
    expect(usage).toMatchObject({ sqsRequests: 3_285_000, schedules: 43_800, kmsRequests: 52_560, metricHours: 0 });
  });

  it('has a metric of the sweep once an hour, not once a sweep', () => {
    expect(month({ metricHours: 1 }).metricHours).toBe(730);
  });
});

it('a poll pays for a tenth of the body, and for the headers each time', () => {
  const poll = usageOfPoll({ path: '/feeds/rss.xml', bytes: 300_000, gzipped: 90_000 });
  expect(poll).toMatchObject({ cdnRequests: 1, cdnFunctionCalls: 2 });
  expect(poll.cdnBytes).toBeCloseTo(9_500, 6);
  expect(poll.s3Reads).toBeCloseTo(0.1, 9);
});

it('metrics are left out of what grows', () => {
  expect(withoutMetrics({ relay: { metricHours: 1, sqsRequests: 2 } })).toEqual({ relay: { sqsRequests: 2 } });
});

it('what two runs differ in by chance, below nothing or elsewhere, is dropped', () => {
  const parts = { deliver: { sqsRequests: -1, s3Reads: 2, kmsRequests: 0 }, relay: { s3Reads: 1 } };
  expect(atLeastNothing(parts)).toEqual({ deliver: { s3Reads: 2 }, relay: { s3Reads: 1 } });
  expect(only(parts, ['relay', 'sweep'])).toEqual({ relay: { s3Reads: 1 } });
});

test.each([
  [0, '$0.00'],
  [830, '$830.00'],
  [83_000, '$83,000.00'],
  [7.608, '$7.61'],
  [0.0083, '$0.0083'],
  [0.000_123_4, '$0.00012'],
  [0.1, '$0.10'],
])('%d dollars read as %s', (usd, text) => {
  expect(dollars(usd)).toBe(text);
});

it('the prices of the month add up', () => {
  // 28 alarms, 2 keys and 3 secrets, polls, keys of tables, schedules
  const expected = 2.8 + 2 + 1.2 + 1.314 + 0.15768 + 0.0438;
  expect(costOf(month({}))).toBeCloseTo(expected, 9);
});
