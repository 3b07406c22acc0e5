import { describe, expect, it } from 'vitest';
import { ratingScaleSchema } from '../../shared/domain/rating-scale.ts';

const scale = (kind: string, ...values: (number | null)[]) => ({
  id: 'meter',
  name: 'Meter',
  kind,
  ratings: values.map((value, at) => ({ slug: `rating-${at}`, label: `Rating ${at}`, value, color: '#0a0b0c' })),
});

describe('a rating scale', () => {
  it.each([
    ['ordered, each rating with a value of its own', scale('ordered', 0, 50, 100)],
    ['unordered, without values', scale('unordered', null, null)],
    ['of states, without values', scale('status', null, null, null)],
  ])('is taken: %s', (_, given) => {
    expect(ratingScaleSchema.parse(given)).toEqual(given);
  });

  it.each([
    ['ordered, a rating without a value', scale('ordered', 0, null)],
    ['ordered, two ratings of the same value', scale('ordered', 0, 50, 50)],
    ['unordered, with values', scale('unordered', 0, 100)],
    ['of states, one of them with a value', scale('status', null, 100)],
  ])('is refused, naming its ratings: %s', (_, given) => {
    expect(ratingScaleSchema.safeParse(given).error?.issues).toEqual([
      {
        code: 'custom',
        path: ['ratings'],
        message: 'each rating of an ordered scale has a value of its own; other scales have none',
      },
    ]);
  });
});
