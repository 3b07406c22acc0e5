import fc from 'fast-check';
import { expect, test } from 'vitest';
import { manualClock } from '../fakes/clock.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { peopleDesk, type Watch } from '../samples/people-desk.ts';
import { noon } from '../samples/texting.ts';
import { atAnyInstant, interleave } from './interleaving.ts';

/** Each call of each port begins and ends at an instant that the scheduler picks. */
const watchBy = (scheduler: fc.Scheduler): Watch => {
  const call = atAnyInstant(scheduler);
  return (port) =>
    new Proxy(port, {
      get: (target, name, receiver) => {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => call(String(name), async () => Reflect.apply(member, target, args));
      },
    });
};

const standings = [
  undefined,
  { status: 'active', reason: null },
  { status: 'paused', reason: 'own-wish' },
  { status: 'dormant', reason: 'unreachable' },
  { status: 'suppressed', reason: 'opted-out' },
  { status: 'suppressed', reason: 'blocked' },
] as const;

test('whoever says STOP while other texts of theirs are being heard has left, if STOP came last', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.constantFrom(...standings),
      fc.boolean(),
      fc.array(fc.constantFrom('JOIN', 'START', 'ONLY health', 'DAILY', 'lol', 'STATUS'), {
        minLength: 1,
        maxLength: 2,
      }),
      fc.nat(),
      async (scheduler, standing, signedUp, others, seed) => {
        const desk = peopleDesk(undefined, watchBy(scheduler));
        await desk.directory.list([{ facet: 'topic#health', label: 'Health' }]);
        if (standing) await desk.has(1, standing);
        const run = <Value>(work: Promise<Value>) =>
          interleave(work, scheduler, manualClock(noon), seededRandomness(seed));
        if (signedUp) await run(desk.signUp(1));
        // the clock goes on with each text, so that they first came in this order; from there on their calls meet in any
        await run(Promise.all([...others, 'STOP'].map((body) => desk.say(1, body))));
        expect((await desk.standing(1)) ?? 'gone', others.join()).not.toMatch(/^(active|dormant)/);
        if ((await desk.standing(1)) === undefined) expect(desk.signUps.all()).toEqual([]);
      },
    ),
    { numRuns: 400 },
  );
});
