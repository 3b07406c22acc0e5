/** Runs `work` when something is due, on one timer. */
interface Ticker {
  /** Runs it at this time (ms since 1970) or before. */
  wake(at: number): void;
  stop(): void;
}

/** `work` tells when it wants to run next, if at all. */
export const createTicker = (work: () => number | undefined): Ticker => {
  let timer: NodeJS.Timeout | undefined;
  let wakesAt = Number.POSITIVE_INFINITY;
  let stopped = false;

  const wake = (at: number): void => {
    if (stopped || at >= wakesAt) return;
    clearTimeout(timer);
    wakesAt = at;
    timer = setTimeout(run, Math.max(0, Math.min(at - Date.now(), 2 ** 31 - 1)));
  };
  const run = (): void => {
    wakesAt = Number.POSITIVE_INFINITY;
    const next = work();
    if (next !== undefined) wake(next);
  };
  return {
    wake,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
};
