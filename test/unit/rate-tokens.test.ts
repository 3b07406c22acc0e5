import { describe, expect, it } from 'vitest';
import { type RateTokens, takeToken } from '../../shared/domain/rate-tokens.ts';

const rate = 5;
const full: RateTokens = { tokens: rate, at: 10_000 };

/** How long each of some requests waits, all of them asked for at `now`; and the bucket they leave. */
const waits = (count: number, from: RateTokens, now: number) => {
  let bucket = from;
  const all = Array.from({ length: count }, () => {
    const taken = takeToken(bucket, rate, now);
    bucket = taken.bucket;
    return taken.wait;
  });
  return { all, bucket };
};

describe('a rate of five a second', () => {
  it('lets five go at once, and each that follows a fifth of a second after the one before', () => {
    expect(waits(8, full, full.at).all).toEqual([0, 0, 0, 0, 0, 200, 400, 600]);
  });

  it('saves up a second’s worth and no more', () => {
    expect(waits(6, full, full.at + 60_000).all).toEqual([0, 0, 0, 0, 0, 200]);
  });

  it('fills with time, those that wait first', () => {
    const { bucket } = waits(6, full, full.at);
    expect(waits(2, bucket, full.at + 400).all).toEqual([0, 200]);
    expect(waits(1, bucket, full.at + 300).all).toEqual([100]);
  });

  it('rounds a wait up, so that no request goes early', () => {
    expect(takeToken({ tokens: 0, at: full.at }, 3, full.at).wait).toBe(334);
  });

  it('neither fills nor empties by a clock that goes back, nor fills twice when it comes on again', () => {
    const { all, bucket } = waits(6, full, full.at - 5000);
    expect(all).toEqual([0, 0, 0, 0, 0, 200]);
    expect(waits(1, bucket, full.at).all).toEqual([400]);
  });
});
