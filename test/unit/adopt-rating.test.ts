import { expect, test } from 'vitest';
import { ratingFor } from '../../local/cli/adopt/rating.ts';
import type { RatingScale } from '../../shared/domain/rating-scale.ts';
import { newsroom } from '../samples/revision.ts';

const rate = (rating: Record<string, unknown>, scales: readonly RatingScale[] = newsroom.ratingScales) => {
  const found = ratingFor(rating, scales);
  return found.ok ? found.value.rating : `? ${found.error}`;
};
const color = '#000000';

test.each(['Pants on Fire', 'PANTS ON FIRE!', 'pants-on-fire', ' Pants&nbsp;on Fire ', '“Pants on Fire.”'])(
  'the words %j are a rating, whatever their case and marks',
  (alternateName) => {
    expect(ratingFor({ alternateName }, newsroom.ratingScales)).toEqual({
      ok: true,
      value: { scale: 'truth-o-meter', rating: 'pants-on-fire' },
    });
  },
);

test('words may stand in the name or in the value, and win over the number', () => {
  expect(rate({ name: 'Half Flip' })).toBe('half-flip');
  expect(rate({ ratingValue: 'Mostly true' })).toBe('mostly-true');
  expect(rate({ alternateName: ['', 'False'], ratingValue: 6, bestRating: 6, worstRating: 1 })).toBe('false');
});

test('every step of a number scale is the step of the same number: the best is the truest', () => {
  const steps = [1, 2, 3, 4, 5, 6].map((ratingValue) => rate({ ratingValue, bestRating: 6, worstRating: '1' }));
  expect(steps).toEqual(['pants-on-fire', 'false', 'mostly-false', 'half-true', 'mostly-true', 'true']);
});

test.each([
  [{}, 'it has no rating'],
  [{ alternateName: 'Fake' }, 'its rating “Fake” is on no scale of the newsroom'],
  [
    { alternateName: 'Fake', ratingValue: 1, bestRating: 1, worstRating: 6 },
    'its rating “Fake”, 1 from 6 to 1, counts from best to worst',
  ],
  [{ ratingValue: 1, bestRating: 1, worstRating: 1 }, 'its rating 1 from 1 to 1, counts from best to worst'],
  [
    { ratingValue: 7, bestRating: 6, worstRating: 1 },
    'its rating 7 from 1 to 6, is no step of the scale Truth-O-Meter',
  ],
  [
    { ratingValue: 2, bestRating: 6, worstRating: 0 },
    'its rating 2 from 0 to 6, is of a span that no scale of the newsroom has',
  ],
  [{ ratingValue: 2, bestRating: 6 }, 'its rating 2 from ? to 6, does not say the span it is of'],
])('%j is not guessed', (rating, reason) => {
  expect(rate(rating)).toBe(`? ${reason}`);
});

test('what more than one scale has is not guessed', () => {
  const step = (slug: string, label: string, value: number | null) => ({ slug, label, value, color });
  const ordered = (id: string): RatingScale => ({
    ...{ id, name: id, kind: 'ordered' },
    ratings: [step(`${id}-no`, 'No', 1), step(`${id}-yes`, 'Yes', 2)],
  });
  const two = [ordered('one'), ordered('two')];
  expect(rate({ alternateName: 'Yes' }, two)).toBe('? its rating “Yes” is on more than one scale');
  expect(rate({ alternateName: 'two-yes' }, two)).toBe('two-yes');
  expect(rate({ ratingValue: 2, bestRating: 2, worstRating: 1 }, two)).toBe(
    '? its rating 2 from 1 to 2, is of a span that more than one scale has',
  );
});
