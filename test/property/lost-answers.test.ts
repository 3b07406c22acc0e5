import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Idempotency, publishRuling } from '../../shared/use-cases/publish-ruling.ts';
import { manualClock } from '../fakes/clock.ts';
import { gatedRulingStore } from '../fakes/gated-ruling-store.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { editor, newsroomDeps } from '../samples/newsroom-deps.ts';
import { draft } from '../samples/ruling-draft.ts';
import { atAnyInstant, faults, interleave, suffering } from './interleaving.ts';

type Deps = ReturnType<typeof newsroomDeps>;

/** Tries with the same key until it is answered, as a client does that gets a 5xx or no answer. */
const publishUntilAnswered = async (deps: Deps, slug: string, idempotency: Idempotency) => {
  for (;;) {
    const outcome = await publishRuling(deps)(draft({ slug }), editor, idempotency).catch(() => undefined);
    if (outcome?.ok) return outcome.value;
    if (outcome && outcome.error.kind !== 'busy') throw new Error(outcome.error.kind);
  }
};

test('calls are cut and answers get lost: a writer that tries again gets its own first answer', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.constantFrom(...faults), { minLength: 20, maxLength: 120 }),
      fc.nat(),
      async (scheduler, planned, seed) => {
        const rulings = fakeRulingStore();
        const [clock, random] = [manualClock(), seededRandomness(seed)];
        const [atInstant, suffer] = [atAnyInstant(scheduler), suffering(planned)];
        const unreliable = gatedRulingStore(rulings, (name, call) => suffer(() => atInstant(name, call)));
        const deps = newsroomDeps({ rulings: unreliable, clock, random });
        // each key twice: the client's first try may still be under way when it tries again
        const slugs = ['one', 'two', 'three', 'four'];
        const work = [...slugs, ...slugs].map((slug) =>
          publishUntilAnswered(deps, slug, { key: `key-${slug}`, requestHash: slug }),
        );
        const answers = await interleave(Promise.all(work), scheduler, clock, seededRandomness(seed + 1));

        const events = await rulings.eventsAfter(0, 100);
        expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
        for (const [at, slug] of slugs.entries()) {
          const [one, other] = [answers[at], answers[at + slugs.length]];
          expect(one?.revision.content.slug).toBe(slug);
          expect([one?.revision, one?.event]).toEqual([other?.revision, other?.event]);
          expect(events).toContainEqual(one?.event);
        }
      },
    ),
    { numRuns: 120 },
  );
});
