import type { Randomness } from '../../shared/ports/randomness.ts';

/** The same numbers in [0, 1) for the same seed: a linear congruential generator modulo 2^32 (Numerical Recipes' constants). */
export const seededRandomness = (seed = 1): Randomness => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};
