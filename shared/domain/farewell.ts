import * as z from 'zod';
import type { RulingEvent } from './event.ts';

/**
 * What a ruling leaves in the feed of a rating that it no longer has, since whoever reads that feed alone has read the error: since
 * when, and the revision to be shown there, which is the one that left or the retraction.
 */
export const farewellSchema = z.object({ rating: z.string(), at: z.string(), revision: z.int() });
export type Farewell = z.output<typeof farewellSchema>;

/** So many ratings are remembered, the last ones: a transaction holds 100 writes, and a retraction moves each of them. */
export const maxFarewells = 3;

/**
 * The farewells of a ruling after an event that left it with `rating`. What the rating is now, and a retraction, is told wherever the
 * ruling once was.
 */
export const farewellsAfter = (
  before: readonly Farewell[],
  {
    type,
    previousRating,
    timestamp: at,
    revision,
  }: Pick<RulingEvent, 'type' | 'previousRating' | 'timestamp' | 'revision'>,
  rating: string,
): Farewell[] => {
  if (type !== 'ruling.retracted' && previousRating === null) return [...before];
  const left = before.map(({ rating }) => rating).filter((other) => other !== previousRating);
  const all = previousRating === null ? left : [...left, previousRating].filter((other) => other !== rating);
  return all.slice(-maxFarewells).map((other) => ({ rating: other, at, revision }));
};
