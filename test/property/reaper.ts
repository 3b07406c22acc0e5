/** Whoever called was dead. */
export class Death extends Error {}

/** A process: ports that it holds, until it dies. */
export interface Process {
  watch<Port extends object>(port: Port): Port;
}

const isIterable = (answer: unknown): answer is AsyncIterable<unknown> =>
  typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer;

/**
 * Counts every call of every port, and each page of what is read by pages. At the `at`-th, the process that makes it dies: before the call,
 * or after it took effect. Whatever else that process calls from then on has no effect, and it hears no answers. It happens once.
 */
export const reaper = (at: number, when: 'before' | 'after') => {
  let calls = 0;
  const begin = (): Process => {
    let dead = false;
    const live = (fatal: boolean): void => {
      if (fatal) dead = true;
      if (dead) throw new Death();
    };
    const call = async <Answer>(ask: () => Answer): Promise<Awaited<Answer>> => {
      const mine = ++calls === at;
      live(mine && when === 'before');
      const answer = await ask();
      live(mine);
      return answer;
    };
    async function* pages(all: AsyncIterable<unknown>): AsyncGenerator<unknown> {
      const left = all[Symbol.asyncIterator]();
      for (;;) {
        const next = await call(() => left.next());
        if (next.done) return;
        yield next.value;
      }
    }
    return {
      watch: (port) =>
        new Proxy(port, {
          get: (target, name, receiver) => {
            const member: unknown = Reflect.get(target, name, receiver);
            if (typeof member !== 'function') return member;
            return (...args: unknown[]) => {
              if (name === 'pages' || name === 'cohort') {
                const all: unknown = Reflect.apply(member, target, args);
                return isIterable(all) ? pages(all) : all;
              }
              return call(() => Reflect.apply(member, target, args));
            };
          },
        }),
    };
  };
  return { begin, calls: () => calls };
};
export type Reaper = ReturnType<typeof reaper>;
