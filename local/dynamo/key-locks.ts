/** Runs `work` when it alone holds all `keys`. */
export type WithKeys = <T>(keys: readonly string[], work: () => Promise<T>) => Promise<T>;

/**
 * Locks by key, first come, first served. A caller queues on all of its keys in one synchronous step, so whoever
 * comes later waits for whoever came earlier on every key they share: there is no deadlock to break.
 */
export function keyLocks(): WithKeys {
  const tails = new Map<string, Promise<void>>();
  return async (keys, work) => {
    const earlier = keys.map((key) => tails.get(key));
    const { promise: done, resolve: release } = Promise.withResolvers<void>();
    for (const key of keys) tails.set(key, done);
    await Promise.all(earlier);
    try {
      return await work();
    } finally {
      for (const key of keys) if (tails.get(key) === done) tails.delete(key);
      release();
    }
  };
}
