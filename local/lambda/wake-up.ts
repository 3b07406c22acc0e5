export interface WakeUp {
  /** Ends every wait. */
  wake(): void;
  /** Waits for a wake-up from now on, even one that comes before `within` is called; `within` takes milliseconds. */
  next(): { within(ms: number): Promise<void> };
  wait(ms: number): Promise<void>;
}

/** Lets a loop sleep until there is work, without losing a wake-up between looking and sleeping. */
export const createWakeUp = (): WakeUp => {
  let current = Promise.withResolvers<void>();
  const next: WakeUp['next'] = () => {
    const { promise } = current;
    return {
      async within(ms) {
        let timer: NodeJS.Timeout | undefined;
        const timeout = new Promise<void>((resolve) => {
          timer = setTimeout(resolve, Math.max(0, ms));
        });
        await Promise.race([promise, timeout]);
        clearTimeout(timer);
      },
    };
  };
  return {
    wake() {
      current.resolve();
      current = Promise.withResolvers<void>();
    },
    next,
    wait: (ms) => next().within(ms),
  };
};
