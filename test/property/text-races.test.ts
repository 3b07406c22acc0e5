import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TextSendOutcome } from '../../shared/ports/text-sender.ts';
import { manualClock } from '../fakes/clock.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { sidOf } from '../fakes/text-sender.ts';
import { sendingDesk } from '../samples/sending-desk.ts';
import { hash, noon, phone } from '../samples/texting.ts';
import { atAnyInstant, interleave } from './interleaving.ts';

const people = 5;
/** Two texts of two segments at the same time. */
const segmentsPerSecond = 4;
const chunk = 2;
const price = 2 * 8300;

/** What the network does at a try, and whether it took the text. */
const tries: readonly { readonly taken: boolean; readonly says: TextSendOutcome }[] = [
  { taken: true, says: { kind: 'accepted', sid: '' } },
  { taken: true, says: { kind: 'unknown', reason: 'reset' } },
  { taken: false, says: { kind: 'unknown', reason: 'server-error' } },
  { taken: false, says: { kind: 'unsent', reason: 'throttled' } },
  { taken: false, says: { kind: 'unsent', reason: 'connect' } },
  { taken: false, says: { kind: 'refused', code: 21_617, status: 400 } },
];
/** Mostly it takes them, so that most runs get to their end. */
const anyTry = fc.oneof(
  { weight: 4, arbitrary: fc.constant(tries[0]) },
  { weight: 1, arbitrary: fc.constantFrom(...tries) },
);
const anyCallback = fc.constantFrom(
  ...([['sent'], ['delivered'], ['undelivered', '30003'], ['undelivered', '30003'], ['undelivered', '30007']] as const),
);

interface Happened {
  readonly what: 'begun' | 'posted' | 'left' | 'paused';
  readonly who?: string;
  readonly mayHaveIt?: boolean;
}

/** How many instants pass before something is done; a run has some 150 in all. */
const instants = fc.integer({ min: 0, max: 40 });
const anyPlan = fc.record({
  tries: fc.array(anyTry, { minLength: 2 * people, maxLength: 2 * people }),
  callbacks: fc.array(fc.array(anyCallback, { maxLength: 4 }), { minLength: 2 * people, maxLength: 2 * people }),
  leaves: fc.option(fc.integer({ min: 1, max: people })),
  pauses: fc.boolean(),
  // else both would mostly come before the first text
  leavesAfter: instants,
  pausesAfter: instants,
  seed: fc.nat(),
});
type Plan = typeof anyPlan extends fc.Arbitrary<infer Value> ? Value : never;

/**
 * Two processes with the same batch, each person's callbacks as soon as the network has the text, somebody's STOP and an editor's pause:
 * every read and write of theirs comes at an instant that fast-check picks.
 */
const race = async (scheduler: fc.Scheduler, plan: Plan) => {
  const at = atAnyInstant(scheduler);
  const clock = manualClock(noon);
  const happened: Happened[] = [];
  const heard: Promise<unknown>[] = [];
  const desk = await sendingDesk({
    ...{ people, segmentsPerSecond, clock },
    behave: ({ to }, number) => {
      const { taken, says } = plan.tries[number - 1] ??
        tries[0] ?? { taken: false, says: { kind: 'refused', code: null, status: 400 } };
      happened.push({ what: 'posted', who: to, mayHaveIt: says.kind === 'accepted' || says.kind === 'unknown' });
      const name = desk.names.find((one) => phone(one) === to) ?? 0;
      if (taken)
        for (const [status, code] of plan.callbacks[number - 1] ?? []) heard.push(desk.hear(name, status, code));
      return { taken, says: says.kind === 'accepted' ? { ...says, sid: sidOf(number) } : says };
    },
    between: (port) =>
      new Proxy(port, {
        get: (target, name, receiver) => {
          const member: unknown = Reflect.get(target, name, receiver);
          if (typeof member !== 'function') return member;
          return (...args: unknown[]) =>
            at(String(name), async (): Promise<unknown> => Reflect.apply(member, target, args));
        },
      }),
  });
  const { beginPosting } = desk.ledger;
  desk.ledger.beginPosting = async (key, ...how) => {
    const begun = await beginPosting(key, ...how);
    if (begun === 'posting') happened.push({ what: 'begun', who: key.hash });
    return begun;
  };
  const { leaves } = plan;
  const pass = async (instants: number) => {
    for (let passed = 0; passed < instants; passed++) await at('time passes', async () => undefined);
  };
  const stop = async () => {
    if (leaves === null) return;
    await pass(plan.leavesAfter);
    await at('STOP', async () => {
      await desk.leave(leaves);
      happened.push({ what: 'left', who: hash(leaves) });
    });
  };
  const pause = async () => {
    if (!plan.pauses) return;
    await pass(plan.pausesAfter);
    await at('pause', async () => {
      await desk.broadcasts.setStatus(desk.id, 'sending', 'paused', { patch: { pausedBecause: 'person' } });
      happened.push({ what: 'paused' });
    });
  };
  const all = async () => {
    await Promise.all([desk.send(), desk.send(), stop(), pause()]);
    // a text's callbacks are known once it is posted
    await Promise.all(heard);
  };
  await interleave(all(), scheduler, clock, seededRandomness(plan.seed));
  return { desk, happened };
};

test('two processes with one batch, callbacks, a STOP and a pause: nobody has two texts, and the books are right', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), anyPlan, async (scheduler, plan) => {
      const { desk, happened } = await race(scheduler, plan);
      const after = (what: Happened['what'], who?: string) => {
        const from = happened.findIndex((one) => one.what === what && (who === undefined || one.who === who));
        return from === -1 ? [] : happened.slice(from + 1);
      };

      for (const name of desk.names) {
        const posts = happened.filter(({ what, who }) => what === 'posted' && who === phone(name));
        // whoever may have it is posted to no more
        expect(posts.slice(0, -1).filter(({ mayHaveIt }) => mayHaveIt)).toEqual([]);
        expect(posts.length).toBe(happened.filter(({ what, who }) => what === 'begun' && who === hash(name)).length);
        expect(desk.textsTo(name).length).toBeLessThanOrEqual(1);
      }
      if (plan.leaves !== null) {
        const gone = hash(plan.leaves);
        expect(after('left', gone).filter(({ what, who }) => what === 'begun' && who === gone)).toEqual([]);
      }
      // each process has one chunk under way at most
      expect(after('paused').filter(({ what }) => what === 'begun').length).toBeLessThanOrEqual(2 * chunk);

      expect(await desk.tally()).toEqual(desk.counted());
      const costs = desk
        .states()
        .filter((state) => ['accepted', 'delivered', 'undelivered', 'unknown'].includes(state));
      expect(await desk.spent()).toBe(costs.length * price);
      // nobody is forgotten: who waits is in the Timetable, or waits for the editor
      const putOff = desk.putOff().flatMap(({ hashes }) => hashes);
      for (const name of desk.names) {
        const { state } = desk.row(name);
        expect(state).not.toBe('posting');
        if (state === 'pending' && !plan.pauses) expect(putOff).toContain(hash(name));
        const { strikes } = await desk.profile(name);
        expect(strikes?.count ?? 0).toBeLessThanOrEqual(1);
      }
      const ours = desk.names.filter((name) => desk.row(name).code === 30_007).length;
      expect((await desk.broadcasts.find(desk.id))?.ownErrors).toBeLessThanOrEqual(people);
      if (ours > 0) expect((await desk.broadcasts.find(desk.id))?.ownErrors).toBeGreaterThan(0);
    }),
    { numRuns: 150 },
  );
});
