import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolveReply } from '../../shared/use-cases/hold-reply.ts';
import { manualClock } from '../fakes/clock.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { editor } from '../samples/newsroom-deps.ts';
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

const run = (scheduler: fc.Scheduler, seed: number) => {
  const [clock, random] = [manualClock(noon), seededRandomness(seed)];
  return <Value>(work: Promise<Value>) => interleave(work, scheduler, clock, random);
};
const texts = ['JOIN', 'START', 'ONLY health', 'DAILY', 'lol', 'STATUS'] as const;

test('whoever says STOP while other texts of theirs are being heard has left, if STOP came last', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.constantFrom(...standings),
      fc.boolean(),
      fc.array(fc.constantFrom(...texts, 'page'), { minLength: 1, maxLength: 2 }),
      fc.nat(),
      async (scheduler, standing, signedUp, others, seed) => {
        const desk = peopleDesk(undefined, watchBy(scheduler));
        await desk.directory.list([{ facet: 'topic#health', label: 'Health' }]);
        if (standing) await desk.has(1, standing);
        const meet = run(scheduler, seed);
        if (signedUp) await meet(desk.signUp(1));
        // the clock goes on with each text, so that they first came in this order; from there on their calls meet in any
        const acts = [...others, 'STOP'].map((act) => (act === 'page' ? desk.signUp(1) : desk.say(1, act)));
        await meet(Promise.all(acts));
        expect((await desk.standing(1)) ?? 'gone', others.join()).not.toMatch(/^(active|dormant)/);
        // and nobody asks them whether they want texts
        expect(desk.signUps.all(), others.join()).toEqual([]);
      },
    ),
    { numRuns: 400 },
  );
});

test('whoever may have meant STOP while other texts of theirs are being heard, or read, gets nothing, if that came last', async () => {
  const there = standings.flatMap((standing) => (standing && standing.status !== 'suppressed' ? [standing] : []));
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.constantFrom(...there),
      fc.boolean(),
      fc.array(fc.constantFrom(...texts, 'read'), { minLength: 1, maxLength: 2 }),
      fc.nat(),
      async (scheduler, standing, isHeld, others, seed) => {
        const desk = peopleDesk(undefined, watchBy(scheduler));
        await desk.directory.list([{ facet: 'topic#health', label: 'Health' }]);
        await desk.has(1, standing);
        const meet = run(scheduler, seed);
        if (isHeld) await meet(desk.say(1, 'nope', { MessageSid: 'SM-held' }));
        const read = () => resolveReply(desk.watched)('SM-held', false, editor);
        const acts = [...others, 'not interested'].map((act) => (act === 'read' ? read() : desk.say(1, act)));
        await meet(Promise.all(acts));
        expect(await desk.standing(1), others.join()).toMatch(/^paused/);
      },
    ),
    { numRuns: 400 },
  );
});
