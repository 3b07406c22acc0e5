import { expect } from 'vitest';
import { correctionsFollowTheirErrors } from './correction-promises.ts';
import { whatIsOwedArrives } from './delivery-promises.ts';
import { theFeedsAreRight } from './feed-promises.ts';
import { theLogIsWhole } from './log-promises.ts';
import { type Lived, runChaos } from './run.ts';
import { whatIsScheduledComesOut } from './scheduling-promises.ts';
import { textsKeepTheirPromises } from './text-promises.ts';

/** The first promise that a run broke. */
export const brokenPromise = async (lived: Lived): Promise<Error | undefined> => {
  try {
    expect(lived.quiet, 'it comes to rest').toBe(true);
    expect(lived.world.deadLetters(), 'dead letters that come back though nothing goes wrong').toBe(0);
    expect(lived.world.heldWork.rows(), 'what channels hold that are on again').toEqual([]);
    await theLogIsWhole(lived);
    await whatIsScheduledComesOut(lived);
    await theFeedsAreRight(lived);
    await whatIsOwedArrives(lived);
    await textsKeepTheirPromises(lived);
    await correctionsFollowTheirErrors(lived);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
};

const lines = 150;

/** What to read when a promise was broken: as few strikes as still break one, and what happened then. */
export const explain = async ({ seed, world }: Lived, broken: Error): Promise<string> => {
  const all = world.fates.struck();
  for (let strikes = 0; strikes < all; strikes = Math.ceil(strikes * 1.3) + 1) {
    const fewer = await runChaos(seed, strikes);
    const still = await brokenPromise(fewer);
    if (still !== undefined) return told(seed, `the first ${strikes} of ${all} strikes`, still, fewer);
  }
  return told(seed, `all ${all} strikes`, broken, { world });
};

const told = (seed: number, strikes: string, broken: Error, { world }: Pick<Lived, 'world'>): string =>
  [
    `seed ${seed}, ${strikes}: ${broken.message}`,
    `RULINGWIRE_CHAOS_SEED=${seed} npx vitest run test/property/wire-chaos.test.ts`,
    world.trace.last(lines),
  ].join('\n');
