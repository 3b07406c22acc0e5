import type { Clock } from '../../shared/ports/clock.ts';

/** A clock that stands still until it is advanced; who sleeps wakes when it has come that far, in the order of waking times. */
export interface ManualClock extends Clock {
  /** Moves on by `ms`, waking sleepers on the way. */
  advance(ms: number): void;
  /** Moves on to the next waking time and wakes who sleeps until then; false when nobody sleeps. */
  advanceToNext(): boolean;
}

/** `start` is ISO 8601. */
export const manualClock = (start = '2026-11-20T12:00:00.000Z'): ManualClock => {
  let now = Date.parse(start);
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];

  const advanceToNext = (limit = Number.POSITIVE_INFINITY): boolean => {
    const next = Math.min(...sleepers.map(({ at }) => at));
    if (sleepers.length === 0 || next > limit) return false;
    now = Math.max(now, next);
    const woken = sleepers.filter(({ at }) => at <= now);
    for (const sleeper of woken) sleepers.splice(sleepers.indexOf(sleeper), 1);
    for (const { wake } of woken.sort((a, b) => a.at - b.at)) wake();
    return true;
  };

  return {
    // whole milliseconds, as Date.now() gives them
    now: () => Math.floor(now),
    sleep: (ms) => new Promise((wake) => sleepers.push({ at: now + ms, wake })),
    advance: (ms) => {
      const until = now + ms;
      while (advanceToNext(until));
      now = until;
    },
    advanceToNext: () => advanceToNext(),
  };
};

/** A clock where nobody waits: each sleep moves it on at once. For one caller at a time. */
export const sleeplessClock = (start?: string): ManualClock => {
  const clock = manualClock(start);
  return {
    ...clock,
    sleep: async (ms) => {
      clock.advance(ms);
    },
  };
};
