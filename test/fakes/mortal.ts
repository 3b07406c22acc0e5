/** Whoever called was dead. */
export class Death extends Error {}

export interface Mortal {
  /** A port of the process. */
  watch<Port extends object>(port: Port): Port;
  /** How many calls it has made. */
  calls(): number;
}

/** Calls that compute and ask nobody. */
const computed = new Set(['etagOf', 'now']);

/** A process that dies at its call number `at`, which takes no effect; from then on it reaches nobody and hears nothing. */
export const mortal = (at = Number.POSITIVE_INFINITY): Mortal => {
  let calls = 0;
  const live = (): void => {
    if (calls >= at) throw new Death();
  };
  const call = async <Answer>(ask: () => Answer): Promise<Awaited<Answer>> => {
    calls += 1;
    live();
    const answer = await ask();
    live();
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
    calls: () => calls,
    watch: (port) =>
      new Proxy(port, {
        get: (target, name, receiver) => {
          const member: unknown = Reflect.get(target, name, receiver);
          if (typeof member !== 'function' || computed.has(String(name))) return member;
          return (...args: unknown[]) => {
            if (name === 'ofMonth' || name === 'corrections') return pages(Reflect.apply(member, target, args));
            return call(() => Reflect.apply(member, target, args));
          };
        },
      }),
  };
};
