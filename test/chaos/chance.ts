import { createHash } from 'node:crypto';
import type { Randomness } from '../../shared/ports/randomness.ts';
import { seededRandomness } from '../fakes/randomness.ts';

/** What is left to chance in one part of a run. */
export interface Chance {
  readonly random: Randomness;
  happens(probability: number): boolean;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  pick<Item>(items: readonly [Item, ...Item[]]): Item;
  /** Each item with the same probability. */
  some<Item>(items: readonly Item[], probability: number): Item[];
}

/** Each part of a run has a stream of its own, so that one more draw in one part shifts no other. */
export const chanceOf = (seed: number, part: string): Chance => {
  const random = seededRandomness(createHash('sha256').update(`${part}#${seed}`).digest().readUInt32BE());
  const between = (least: number, most: number): number => least + Math.floor(random() * (most - least + 1));
  return {
    random,
    between,
    happens: (probability) => random() < probability,
    pick: (items) => items[between(0, items.length - 1)] ?? items[0],
    some: (items, probability) => items.filter(() => random() < probability),
  };
};
