import { describe, expect, it } from 'vitest';
import { type Farewell, farewellsAfter, maxFarewells } from '../../shared/domain/farewell.ts';

const at = (day: number) => `2026-11-${String(day).padStart(2, '0')}T12:00:00.000Z`;
const left = (rating: string, day: number): Farewell => ({ rating, at: at(day), revision: day });
/** On this day an event left the ruling with `rating`; it had `previousRating` if that changed. */
const moved = (before: Farewell[], day: number, rating: string, previousRating: string | null) =>
  farewellsAfter(before, { type: 'ruling.corrected', previousRating, timestamp: at(day), revision: day }, rating);

describe('the farewells of a ruling', () => {
  it('gain one in the feed that it left, with the revision that left', () => {
    expect(moved([], 2, 'true', 'false')).toEqual([left('false', 2)]);
    expect(moved([], 2, 'true', 'false')).toHaveLength(1);
  });

  it('all tell what the rating is now', () => {
    expect(moved([left('false', 2)], 3, 'half-true', 'true')).toEqual([left('false', 3), left('true', 3)]);
  });

  it('stay as they are when the rating stays', () => {
    const before = [left('false', 2)];
    expect(moved(before, 3, 'true', null)).toEqual(before);
  });

  it('end in the feed that has the ruling again, and are renewed where it leaves again', () => {
    expect(moved([left('false', 2)], 3, 'false', 'true')).toEqual([left('true', 3)]);
    expect(moved([left('true', 3), left('half-true', 4)], 5, 'false', 'true')).toEqual([
      left('half-true', 5),
      left('true', 5),
    ]);
  });

  it('are the last few', () => {
    const many = ['a', 'b', 'c', 'd'].reduce<Farewell[]>((all, rating, day) => moved(all, day, 'x', rating), []);
    expect(many.map(({ rating }) => rating)).toEqual(['b', 'c', 'd']);
    expect(many).toHaveLength(maxFarewells);
  });

  it('all tell of a retraction', () => {
    const event = { type: 'ruling.retracted', previousRating: null, timestamp: at(9), revision: 9 } as const;
    expect(farewellsAfter([left('false', 2), left('true', 3)], event, 'half-true')).toEqual([
      left('false', 9),
      left('true', 9),
    ]);
    expect(farewellsAfter([], event, 'half-true')).toEqual([]);
  });
});
