import type { Clock } from '../../shared/ports/clock.ts';
import type { Log } from '../../shared/ports/log.ts';
import type { ManualClock } from '../fakes/clock.ts';
import type { Chance } from './chance.ts';
import { type Fates, Misfortune, type When } from './fates.ts';
import type { Schedule } from './schedule.ts';
import type { Trace } from './trace.ts';

/** One invocation of a function as its code sees the world. */
export interface Life {
  /** The port under the name that places are told by; each call of it is held, and may be what kills us. */
  watch<Port extends object>(name: string, port: Port): Port;
  readonly clock: Clock;
  readonly log: Log;
}

export type Ending<Answer> =
  | { readonly kind: 'answered'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'died' };

/** Runs `work` as an invocation that is killed after `timeoutMs`. */
export type Invoke = <Answer>(
  name: string,
  timeoutMs: number,
  work: (life: Life) => Promise<Answer>,
) => Promise<Ending<Answer>>;

/** Calls that answer a page at a time: each page is a call. */
const paged = new Set(['ledger.pages', 'subscribers.cohort', 'endpoints.all', 'deliveries.open', 'followers.inFolder']);
/** Calls that compute and ask nobody. */
const computed = new Set(['files.etagOf']);

const forever = <Answer>(): Promise<Answer> => new Promise<Answer>(() => {});

export const createInvoke = (
  clock: ManualClock,
  schedule: Schedule,
  fates: Fates,
  chance: Chance,
  trace: Trace,
): Invoke => {
  let invocations = 0;

  return (name, timeoutMs, work) => {
    invocations += 1;
    const who = `${name}-${invocations}`;
    const until = clock.now() + timeoutMs;
    const fateAt = fates.ofInvocation();
    const death = Promise.withResolvers<{ readonly kind: 'died' }>();
    let dead = false;
    const die = <Answer>(where: string): Promise<Answer> => {
      if (!dead) trace.note(who, `dies ${where}`);
      dead = true;
      death.resolve({ kind: 'died' });
      return forever();
    };

    /** Who is dead goes on no more, makes no call and hears no answer. */
    const turn = async (port: string, method: string, when: When): Promise<void> => {
      const place = `${when} ${port}.${method}`;
      // what leaves for a partner leaves at once: its deadline was looked at a moment ago
      if (!(method === 'post' && when === 'before')) await schedule.hold();
      if (dead || clock.now() > until) return die(`of its timeout ${place}`);
      const fate = fateAt(port, method, when);
      if (fate === 'none') return;
      if (fate === 'death') return die(place);
      trace.note(who, `${fate} ${place}`);
      if (fate !== 'stall') throw new Misfortune(`${fate} ${place}`);
      await clock.sleep(chance.between(1, chance.pick([2_000, 20_000, 70_000])));
      if (clock.now() > until) return die(`of its timeout ${place}`);
    };
    const call = async (port: string, method: string, ask: () => unknown): Promise<unknown> => {
      await turn(port, method, 'before');
      const answer = await ask();
      await turn(port, method, 'after');
      return answer;
    };
    async function* pagesOf(port: string, method: string, rows: AsyncIterable<unknown>): AsyncGenerator<unknown> {
      const left = rows[Symbol.asyncIterator]();
      for (;;) {
        const found: unknown[] = [];
        await call(port, method, async () => {
          const next = await left.next();
          if (!next.done) found.push(next.value);
        });
        if (found.length === 0) return;
        yield* found;
      }
    }

    const life: Life = {
      log: trace.logOf(who),
      clock: {
        now: () => clock.now(),
        sleep: async (ms) => {
          await clock.sleep(ms);
          await turn('clock', 'sleep', 'after');
        },
      },
      watch: (port, target) =>
        new Proxy(target, {
          get: (_target, name, receiver) => {
            const member: unknown = Reflect.get(target, name, receiver);
            const method = String(name);
            if (typeof member !== 'function' || computed.has(`${port}.${method}`)) return member;
            return (...args: unknown[]) => {
              const ask = (): unknown => Reflect.apply(member, target, args);
              if (!paged.has(`${port}.${method}`)) return call(port, method, ask);
              const rows = ask();
              if (!isAsyncIterable(rows)) throw new Error(`${port}.${method} answers no pages`);
              return pagesOf(port, method, rows);
            };
          },
        }),
    };
    const end = work(life).then(
      (answer) => ({ kind: 'answered', answer }) as const,
      (error: unknown) => {
        if (!(error instanceof Misfortune)) trace.defects.push(error);
        trace.note(who, `fails: ${error instanceof Error ? error.message : String(error)}`);
        return { kind: 'failed', error } as const;
      },
    );
    return Promise.race([end, death.promise]);
  };
};

const isAsyncIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
