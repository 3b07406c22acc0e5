import fc from 'fast-check';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Randomness } from '../../shared/ports/randomness.ts';

/** What befalls the process that makes the `at`-th call of all: it dies, or the call takes `ms` longer, before or after it took effect. */
export interface Mishap {
  readonly at: number;
  readonly kind: 'death' | 'stall';
  readonly when: 'before' | 'after';
  readonly ms: number;
}

/** Up to twelve of them, some calls apart. */
export const someMishaps: fc.Arbitrary<Mishap[]> = fc
  .array(
    fc.record({
      gap: fc.integer({ min: 1, max: 60 }),
      kind: fc.constantFrom('death', 'death', 'stall'),
      when: fc.constantFrom('before', 'after'),
      ms: fc.integer({ min: 1, max: 70_000 }),
    }),
    { maxLength: 12 },
  )
  .map((planned) => {
    let at = 0;
    return planned.map(({ gap, ...mishap }) => {
      at += gap;
      return { ...mishap, at };
    });
  });

export class Death extends Error {}

/** Processes whose calls of ports take time, and suffer what `mishaps` says. A dead process makes no further call and hears no answer. */
export const mortals = (clock: Clock, random: Randomness, mishaps: readonly Mishap[]) => {
  let calls = 0;
  const fates = new Map(mishaps.map((mishap) => [mishap.at, mishap]));
  // some tens of ms, now and then seconds: so calls of processes at work at once fall between each other in any order
  const latency = (): number => Math.floor(random() * (random() < 0.03 ? 3_000 : 40));

  const start = () => {
    let dead = false;
    const suffer = async (mishap: Mishap | undefined, when: Mishap['when']) => {
      if (mishap?.when !== when) return;
      if (mishap.kind === 'stall') await clock.sleep(mishap.ms);
      else dead = true;
    };
    const alive = () => {
      if (dead) throw new Death();
    };
    const step = async (name: string | symbol, call: () => unknown): Promise<unknown> => {
      alive();
      const planned = fates.get(++calls);
      // who stalls between a last look at the clock and the socket is beyond any care of ours
      const unheard = name === 'post' && planned?.kind === 'stall' && planned.when === 'before';
      const mishap = unheard ? undefined : planned;
      await clock.sleep(latency());
      await suffer(mishap, 'before');
      alive();
      const answer = await call();
      await suffer(mishap, 'after');
      await clock.sleep(latency());
      alive();
      return answer;
    };
    async function* steps(name: string | symbol, rows: AsyncIterable<unknown>) {
      const left = rows[Symbol.asyncIterator]();
      for (;;) {
        const found: unknown[] = [];
        await step(name, async () => {
          const next = await left.next();
          if (!next.done) found.push(next.value);
        });
        if (found.length === 0) return;
        yield* found;
      }
    }
    return <Port extends object>(port: Port): Port =>
      new Proxy(port, {
        get: (target, name, receiver) => {
          const member: unknown = Reflect.get(target, name, receiver);
          if (typeof member !== 'function') return member;
          return (...args: unknown[]) => {
            const call = (): unknown => Reflect.apply(member, target, args);
            if (name !== 'all' && name !== 'open' && name !== 'inFolder') return step(name, call);
            const rows = call();
            return isIterable(rows) ? steps(name, rows) : rows;
          };
        },
      });
  };
  return { start, calls: () => calls };
};

const isIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
