import { expect, test } from 'vitest';
import { reportOf } from '../chaos/coverage.ts';
import { brokenPromise, explain } from '../chaos/promises.ts';
import { type Lived, runChaos } from '../chaos/run.ts';

const first = process.env['RULINGWIRE_CHAOS_SEED'];
/** `RULINGWIRE_CHAOS_SEED` is the first seed, and the only one unless `RULINGWIRE_CHAOS_RUNS` says how many follow it. */
const runs = Number(process.env['RULINGWIRE_CHAOS_RUNS'] ?? (first === undefined ? 60 : 1));
const seeds = Array.from({ length: runs }, (_, at) => Number(first ?? 1) + at);

test(
  'whatever befalls the whole wire, what it promises readers, subscribers and partners holds once it is over',
  async () => {
    const lives: Lived[] = [];
    for (const seed of seeds) {
      const lived = await runChaos(seed);
      const broken = await brokenPromise(lived);
      if (broken !== undefined) throw new Error(await explain(lived, broken), { cause: broken });
      lives.push(lived);
    }
    const { text, share } = reportOf(lives);
    if (process.env['RULINGWIRE_CHAOS_REPORT'] !== undefined) console.log(text);
    // a run alone meets no more than it meets
    if (runs >= 40) expect(share, 'places where a process died, of all places that there are').toBeGreaterThan(0.9);
  },
  runs * 60_000,
);

test('a seed names one run: all that happens in it happens again, in the same order', async () => {
  const [one, again] = [await runChaos(seeds[0] ?? 1), await runChaos(seeds[0] ?? 1)];
  expect(one.world.trace.count()).toBeGreaterThan(50);
  expect(again.world.trace.last()).toBe(one.world.trace.last());
});
