import fc from 'fast-check';
import { describe, it } from 'vitest';
import type { Facet } from '../../shared/domain/facet.ts';
import { feedDocument, feedLength } from '../../shared/domain/feed-document.ts';
import { type FeedFormat, feedFormats, feedPath } from '../../shared/domain/feed-format.ts';
import type { RulingContent } from '../../shared/domain/ruling.ts';
import type { FeedRenderer } from '../../shared/ports/feed-renderer.ts';
import { buildFeed } from '../../shared/use-cases/build-feed.ts';
import { listRevisions } from '../../shared/use-cases/list-revisions.ts';
import { fakeFeedDirectory } from '../fakes/feed-directory.ts';
import { type FeedWrite, fakeFeedFiles } from '../fakes/feed-files.ts';
import { listedRulings } from '../fakes/listed-rulings.ts';
import { recordingLog } from '../fakes/log.ts';
import { newsroom, revision } from '../samples/revision.ts';

/** Tells which revision is on top; every state has its own bytes. */
const telling: FeedRenderer = ({ entries }) => `${entries[0]?.rulingwire.revision ?? 0}`;
/** Tells topics alone, so that its bytes come back when a change is taken back. */
const forgetful: FeedRenderer = ({ entries }) => JSON.stringify(entries.map(({ categories }) => categories));

/** Facets of a ruling whose topics and rating come and go, and what builds their feeds. */
const feeds = [
  { facet: 'all', render: telling },
  { facet: 'all', render: forgetful },
  { facet: 'topic#transport', render: telling },
  { facet: 'topic#transport', render: forgetful },
  { facet: 'rating#false', render: telling },
  { facet: 'rating#false', render: forgetful },
] as const satisfies { facet: Facet; render: FeedRenderer }[];

type State = Partial<RulingContent>;
const states: State[] = ['false', 'true'].flatMap((rating) => [
  { rating, topics: ['transport'] },
  { rating, topics: ['health'] },
]);

/** `settled`: the first state was built, and its second has passed, before the next ones come. */
interface Plan {
  readonly states: readonly State[];
  readonly settled: boolean;
  readonly steps: readonly number[];
  readonly conflicts: readonly number[];
}

/**
 * A ruling is published and changed, and each change wakes a builder, as its message does. fast-check decides the order of all reads
 * and writes, how far the clock moves at each, and where the store answers 409. Answers what was written and what should stand.
 */
const race = async (
  schedule: fc.Scheduler,
  { facet, render }: (typeof feeds)[number],
  { states, settled, steps, conflicts }: Plan,
) => {
  let now = Date.parse('2026-11-20T12:00:00.000Z');
  let calls = 0;
  const turn = async () => {
    await schedule.schedule(Promise.resolve());
    now += steps[calls++ % steps.length] ?? 1;
  };
  const { files, writes } = fakeFeedFiles(() => now, { before: turn, conflict: () => conflicts.includes(calls) });
  const { reader, commit } = listedRulings(turn);
  const atRest = listedRulings();
  const sleep = async (ms: number) => {
    const until = now + ms;
    await turn();
    now = Math.max(now, until);
  };
  const clock = { now: () => now, sleep };
  const directory = fakeFeedDirectory();
  const build = buildFeed({ rulings: reader, files, directory, render, clock, log: recordingLog(), newsroom });

  const revisions = states.map((content, at) => revision({ revision: at + 1, content }));
  const builders: Promise<unknown>[] = [];
  const publish = async () => {
    for (const [at, next] of revisions.entries()) {
      await turn();
      const changed = { ...next, changedAt: new Date(now).toISOString() };
      commit(changed);
      atRest.commit(changed);
      const built = build(facet);
      builders.push(built);
      if (at > 0 || !settled) continue;
      await built;
      now += 2000;
    }
  };
  await schedule.waitFor(publish());
  await schedule.waitFor(Promise.all(builders));

  const last = await listRevisions({ rulings: atRest.reader, newsroom }, facet, feedLength);
  const wanted = (format: FeedFormat) => render(feedDocument(facet, last, newsroom), format);
  return feedFormats.map((format) => ({
    wanted: wanted(format),
    writes: writes.filter(({ path }) => path === feedPath(facet, format)),
  }));
};

const pairs = (writes: readonly FeedWrite[]) =>
  writes.slice(1).map((after, at) => ({ before: writes[at] ?? after, after }));

const state = fc.constantFrom(...states);
const circumstances = {
  // a race within a second, or over many
  steps: fc
    .constantFrom(5, 60, 600)
    .chain((max) => fc.array(fc.integer({ min: 0, max }), { minLength: 1, maxLength: 20 })),
  conflicts: fc.array(fc.nat(100), { maxLength: 5 }),
};
const races: fc.Arbitrary<Plan> = fc.record({
  ...circumstances,
  states: fc.array(state, { minLength: 2, maxLength: 5 }),
  settled: fc.boolean(),
});
/** Calls that take long: whoever read before another wrote may write when the second of that write has passed. */
const slow: fc.Arbitrary<Plan> = fc.record({
  ...circumstances,
  states: fc.array(state, { minLength: 3, maxLength: 5 }),
  settled: fc.constant(true),
  steps: fc.array(fc.integer({ min: 0, max: 1500 }), { minLength: 3, maxLength: 20 }),
});
/** Changes that are taken back, so that what a builder saw stands again when it writes. */
const takenBack: fc.Arbitrary<Plan> = fc.record({
  ...circumstances,
  states: fc
    .tuple(state, state)
    .filter(([before, after]) => before !== after)
    .map(([before, after]) => [before, after, before, after, before]),
  settled: fc.constant(true),
});

/** `holds` is asked about each format's writes after each of 200 races. */
const always = (
  on: readonly (typeof feeds)[number][],
  plans: fc.Arbitrary<Plan>,
  holds: (outcome: { wanted: string; writes: readonly FeedWrite[] }) => boolean,
) =>
  fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.constantFrom(...on), plans, async (schedule, feed, plan) =>
      (await race(schedule, feed, plan)).every(holds),
    ),
    { numRuns: 200 },
  );

describe('builders racing on one feed', () => {
  it('leave the newest state on top', () =>
    always(feeds, races, ({ wanted, writes }) => writes.at(-1)?.body === wanted));

  it('leave the newest state on top, though it is one that stood there before', () =>
    always(
      feeds.filter(({ render }) => render === forgetful),
      takenBack,
      ({ wanted, writes }) => writes.at(-1)?.body === wanted,
    ));

  it('never put an older feed on a newer one', () =>
    always([feeds[0]], slow, ({ writes }) =>
      pairs(writes).every(({ before, after }) => Number(before.body) < Number(after.body)),
    ));

  it('let Last-Modified rise by a second at least, and write nothing that stands', () =>
    always(feeds, races, ({ writes }) =>
      pairs(writes).every(
        ({ before, after }, at) =>
          after.body !== before.body &&
          // of bytes that came back nobody can tell when they did
          (after.lastModified >= before.lastModified + 1000 ||
            writes.slice(0, at).some(({ body }) => body === before.body)),
      ),
    ));
});
