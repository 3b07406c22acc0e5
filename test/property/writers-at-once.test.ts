import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RulingId } from '../../shared/domain/ids.ts';
import type { Revise } from '../../shared/domain/revise.ts';
import type { RulingStore } from '../../shared/ports/ruling-store.ts';
import { publishRuling } from '../../shared/use-cases/publish-ruling.ts';
import { reviseRuling } from '../../shared/use-cases/revise-ruling.ts';
import { manualClock } from '../fakes/clock.ts';
import { gatedRulingStore } from '../fakes/gated-ruling-store.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { editor, newsroomDeps } from '../samples/newsroom-deps.ts';
import { draft } from '../samples/ruling-draft.ts';
import { atAnyInstant, byTheClock, interleave } from './interleaving.ts';

const [publishes, corrections] = [50, 20];

const correction = (rating: string): Revise => ({
  ...{ kind: 'correction', note: 'We misread the bill.', texts: null },
  changes: { rating },
});

type Deps = ReturnType<typeof newsroomDeps>;

/** 50 publishes at once and 20 corrections at once of the one ruling that stands; answers how each ended. */
const writeAtOnce = async (deps: Deps, id: RulingId) => {
  const published = Array.from({ length: publishes }, (_, at) =>
    publishRuling(deps)(draft({ slug: `ruling-${at}` }), editor),
  );
  const corrected = Array.from({ length: corrections }, (_, at) =>
    reviseRuling(deps)(id, 1, correction(at % 2 ? 'true' : 'half-true'), editor),
  );
  const [ofPublishes, ofCorrections] = await Promise.all([Promise.all(published), Promise.all(corrected)]);
  const count = <Outcome extends { ok: boolean; error?: { kind: string } }>(outcomes: Outcome[]) =>
    Object.fromEntries(
      Map.groupBy(outcomes, ({ error }) => error?.kind ?? 'ok')
        .entries()
        .map(([kind, same]) => [kind, same.length]),
    );
  return { published: ofPublishes, corrected: ofCorrections, counts: [count(ofPublishes), count(ofCorrections)] };
};

const startWithOne = async (rulings: RulingStore): Promise<RulingId> => {
  const first = await publishRuling(newsroomDeps({ rulings, random: seededRandomness(99) }))(draft(), editor);
  if (!first.ok) throw new Error(first.error.kind);
  return first.value.revision.rulingId;
};

test('whatever the interleaving: no gap, no repeat, one winner a revision, and nobody gives up early', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.nat(), async (scheduler, seed) => {
      const rulings = fakeRulingStore();
      const id = await startWithOne(rulings);
      const clock = manualClock();
      const random = seededRandomness(seed);
      const started = clock.now();
      const tries = new Map<string, number>();
      const gated = gatedRulingStore(rulings, atAnyInstant(scheduler));
      const counted: RulingStore = {
        ...gated,
        commit: (commit, sequence) => {
          tries.set(commit.event.id, (tries.get(commit.event.id) ?? 0) + 1);
          return gated.commit(commit, sequence);
        },
      };
      const work = writeAtOnce(newsroomDeps({ rulings: counted, clock, random }), id);
      const { published, corrected } = await interleave(work, scheduler, clock, seededRandomness(seed + 1));

      const events = await rulings.eventsAfter(0, 1000);
      expect(events.map(({ sequence }) => sequence)).toEqual(events.map((_, at) => at + 1));
      const made = [...published, ...corrected].flatMap((outcome) => (outcome.ok ? [outcome.value.event] : []));
      expect(new Set(made.map((event) => event.id))).toEqual(new Set(events.slice(1).map((event) => event.id)));
      for (const event of made) expect(await rulings.event(event.sequence)).toEqual(event);

      expect(corrected.filter(({ ok }) => ok).length).toBeLessThanOrEqual(1);
      const refused = [...published, ...corrected].flatMap((outcome) => (outcome.ok ? [] : [outcome.error.kind]));
      const busy = refused.filter((kind) => kind === 'busy').length;
      expect(refused.filter((kind) => kind !== 'busy' && kind !== 'stale')).toEqual([]);
      if (busy === 0) expect(corrected.filter(({ ok }) => ok)).toHaveLength(1);
      // who gave up had lost many races, or much time had gone by
      const unlucky = [...tries.values()].filter((number) => number >= 20).length;
      if (clock.now() - started <= 5_000) expect(busy).toBeLessThanOrEqual(unlucky);
      expect((await rulings.head(id))?.revision).toBe(corrected.some(({ ok }) => ok) ? 2 : 1);
    }),
    { numRuns: 40 },
  );
});

test('under the delays and conflicts of a real table all 50 and one of 20 come through', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const rulings = fakeRulingStore();
      const id = await startWithOne(rulings);
      const clock = manualClock();
      const random = seededRandomness(seed);
      const wait = (from: number, to: number) => clock.sleep(from + (to - from) * random());
      let atTheCounter = false;
      // a read takes 2 to 6 ms, a transaction 20 to 50 ms; who comes while another is at the counter is cancelled
      const slow: RulingStore = {
        ...gatedRulingStore(rulings, async (_, read) => {
          await wait(2, 6);
          return read();
        }),
        commit: async (commit, sequence) => {
          await wait(2, 6);
          if (atTheCounter) return { kind: 'sequence-taken' };
          atTheCounter = true;
          await wait(18, 45);
          atTheCounter = false;
          return rulings.commit(commit, sequence);
        },
      };
      const work = writeAtOnce(newsroomDeps({ rulings: slow, clock, random }), id);
      const end = await byTheClock(work, clock);
      expect(end.counts).toEqual([{ ok: publishes }, { ok: 1, stale: corrections - 1 }]);
    }),
    // chances of simulated time: the same ones each run
    { numRuns: 60, seed: 1 },
  );
});
