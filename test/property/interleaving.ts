import { setImmediate } from 'node:timers/promises';
import type fc from 'fast-check';
import type { Randomness } from '../../shared/ports/randomness.ts';
import type { ManualClock } from '../fakes/clock.ts';

/** Does `call` at an instant that the scheduler picks, and hands its answer over at another one. */
export const atAnyInstant =
  (scheduler: fc.Scheduler) =>
  async <Answer>(name: string, call: () => Promise<Answer>): Promise<Answer> => {
    await scheduler.schedule(Promise.resolve(), `${name} begins`);
    const answer = await call();
    await scheduler.schedule(Promise.resolve(), `${name} ends`);
    return answer;
  };

/** Lets the scheduler pick call after call until `work` is done; now and then time goes on while calls are under way. */
export const interleave = async <Value>(
  work: Promise<Value>,
  scheduler: Pick<fc.Scheduler, 'count' | 'waitOne'>,
  clock: ManualClock,
  random: Randomness,
): Promise<Value> => {
  let done = false;
  const end = work.finally(() => {
    done = true;
  });
  await setImmediate();
  while (!done) {
    const calls = scheduler.count() > 0;
    if (calls && random() < 0.8) await scheduler.waitOne();
    else if (!clock.advanceToNext() && calls) await scheduler.waitOne();
    await setImmediate();
  }
  return end;
};

/** Runs `work` to its end by the clock alone: each sleeper wakes when its time has come. */
export const byTheClock = <Value>(work: Promise<Value>, clock: ManualClock): Promise<Value> =>
  interleave(work, { count: () => 0, waitOne: async () => {} }, clock, () => 0);

/** What can go wrong with one call: it never arrives, or it is done and its answer is lost. */
export const faults = ['none', 'cut', 'lost'] as const;
export type Fault = (typeof faults)[number];

/** Lets each call suffer the next of `planned` faults; when they are used up, everything goes well. */
export const suffering = (planned: readonly Fault[]) => {
  const left = planned.values();
  return async <Answer>(call: () => Promise<Answer>): Promise<Answer> => {
    const fault = left.next().value ?? 'none';
    if (fault === 'cut') throw new Error('the call was cut');
    const answer = await call();
    if (fault === 'lost') throw new Error('the answer was lost');
    return answer;
  };
};
