/** A bucket of tokens, one for each request that may go out now; it fills with time and holds at most one second's worth. */
export interface RateTokens {
  readonly tokens: number;
  /** When the bucket was counted, ms since 1970. */
  readonly at: number;
}

/** The bucket as it is at `now`. */
const refill = (bucket: RateTokens, ratePerSecond: number, now: number): RateTokens => ({
  tokens: Math.min(ratePerSecond, bucket.tokens + (Math.max(0, now - bucket.at) / 1000) * ratePerSecond),
  at: Math.max(now, bucket.at),
});

/** Takes a token: the bucket afterwards, and how long to wait (ms) before the request may go out. Waiting makes the count negative. */
export const takeToken = (
  bucket: RateTokens,
  ratePerSecond: number,
  now: number,
): { readonly bucket: RateTokens; readonly wait: number } => {
  const filled = refill(bucket, ratePerSecond, now);
  const tokens = filled.tokens - 1;
  return { bucket: { tokens, at: filled.at }, wait: Math.max(0, Math.ceil((-tokens / ratePerSecond) * 1000)) };
};
