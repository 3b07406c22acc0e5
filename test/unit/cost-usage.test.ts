import { describe, expect, it } from 'vitest';
import { byCost, costOf, costOfParts, forEach, plus, plusByPart, times } from '../../bench/cost/usage.ts';

describe('usage', () => {
  it('adds up what is counted alike, and keeps the rest', () => {
    expect(plus({ sqsRequests: 2, s3Reads: 1 }, { sqsRequests: 3 }, { alarms: 1 })).toEqual({
      sqsRequests: 5,
      s3Reads: 1,
      alarms: 1,
    });
    expect(times({ sqsRequests: 2, s3Reads: 0 }, 3)).toEqual({ sqsRequests: 6, s3Reads: 0 });
  });

  it('is added up for each function', () => {
    expect(plusByPart({ relay: { sqsRequests: 1 } }, { deliver: { s3Reads: 1 }, relay: { sqsRequests: 2 } })).toEqual({
      relay: { sqsRequests: 3 },
      deliver: { s3Reads: 1 },
    });
  });

  it('of one more is the difference of two runs, shared by what they differ in', () => {
    const few = { relay: { sqsRequests: 4 }, deliver: { lambdaRequests: 1, dynamoWrites: 6 } };
    const many = {
      relay: { sqsRequests: 4 },
      deliver: { lambdaRequests: 51, dynamoWrites: 306 },
      sweep: { s3Reads: 5 },
    };
    expect(forEach(many, few, 50)).toEqual({
      relay: { sqsRequests: 0 },
      deliver: { lambdaRequests: 1, dynamoWrites: 6 },
      sweep: { s3Reads: 0.1 },
    });
  });
});

describe('the cost', () => {
  it.each([
    ['a million Lambda requests', { lambdaRequests: 1e6 }, 0.2],
    ['a million DynamoDB writes', { dynamoWrites: 1e6 }, 0.625],
    ['10,000 KMS requests', { kmsRequests: 10_000 }, 0.03],
    ['a GiB of logs', { logBytes: 2 ** 30 }, 0.5],
    ['a metric that is there all month', { metricHours: 730 }, 0.3],
    ['100,000 segments', { segments: 100_000 }, 830],
  ])('of %s', (_, usage, usd) => {
    expect(costOf(usage)).toBeCloseTo(usd, 9);
  });

  it('of several things is their sum, and of several functions too', () => {
    expect(costOf({ alarms: 28, keys: 2, secrets: 3 })).toBeCloseTo(6, 9);
    expect(costOfParts({ a: { keys: 2 }, b: { alarms: 5 } })).toBeCloseTo(2.5, 9);
  });

  it('is told with what costs the most first, whatever there is the most of', () => {
    const usage = { sqsRequests: 1_000, s3Writes: 100, keys: 1 };
    expect(byCost(usage).map(({ meter }) => meter)).toEqual(['keys', 's3Writes', 'sqsRequests']);
    expect(byCost(usage)[1]).toEqual({ meter: 's3Writes', quantity: 100, usd: expect.closeTo(0.0005, 9) });
  });
});
