import { setImmediate } from 'node:timers/promises';
import type { ManualClock } from '../fakes/clock.ts';
import type { Chance } from './chance.ts';

/** Decides whose call is next. */
export interface Schedule {
  /** Resolves at a moment of the schedule's choosing. */
  hold(): Promise<void>;
  /** Goes on until nothing is held and nobody sleeps; false when that did not come about in `mostSteps`. */
  run(mostSteps: number): Promise<boolean>;
}

/** Of all calls that are held one is let go at a time, whichever chance picks; the clock moves a little with each. */
export const createSchedule = (clock: ManualClock, chance: Chance): Schedule => {
  const held: (() => void)[] = [];
  const step = (): boolean => {
    if (held.length === 0) return clock.advanceToNext();
    const [release] = held.splice(chance.between(0, held.length - 1), 1);
    release?.();
    // a few ms, now and then seconds
    clock.advance(chance.happens(0.01) ? chance.between(0, 3_000) : chance.between(0, 8));
    return true;
  };
  return {
    hold: () => new Promise((release) => held.push(release)),
    run: async (mostSteps) => {
      for (let steps = 0; steps < mostSteps; steps += 1) {
        // whatever can go on without us has gone on after this
        await setImmediate();
        if (!step()) return true;
      }
      return false;
    },
  };
};
