import { setTimeout } from 'node:timers/promises';
import { ApiError } from './api-client.ts';

const longestMs = 60_000;
const first = 500;

/**
 * Calls again as long as the wire answers 429 or 503: after as long as it asks, or twice as long each time. Throws the last answer when
 * `patienceMs` have gone by.
 */
export const patiently = async <Answer>(call: () => Promise<Answer>, patienceMs = 300_000): Promise<Answer> => {
  const until = Date.now() + patienceMs;
  for (let tries = 0; ; tries++) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ApiError) || (error.status !== 429 && error.status !== 503)) throw error;
      const waitMs = Math.min(longestMs, error.retryAfterMs ?? first * 2 ** tries);
      if (Date.now() + waitMs > until) throw error;
      await setTimeout(waitMs);
    }
  }
};
