import type { RatingScale } from '../../../shared/domain/rating-scale.ts';
import { fail, ok, type Result } from '../../../shared/domain/result.ts';
import { firstText, type Thing } from './thing.ts';

interface Found {
  readonly scale: string;
  readonly rating: string;
}

/** Letters and digits alone: "Pants on Fire!" is "pants-on-fire". */
const bare = (label: string): string =>
  label
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const numberOf = (text: string | null): number | undefined =>
  text !== null && /^[+-]?\d{1,6}(\.\d{1,6})?$/.test(text) ? Number(text) : undefined;

/**
 * The newsroom's rating that a schema.org Rating means: by its words, else by its number where an ordered scale has that span from worst
 * to best. Nothing is guessed: what is left answers why.
 */
export const ratingFor = (rating: Thing, scales: readonly RatingScale[]): Result<Found, string> => {
  const value = firstText(rating, 'ratingValue');
  const number = numberOf(value);
  const labels = [firstText(rating, 'alternateName'), firstText(rating, 'name'), number === undefined ? value : null];
  const words = labels.filter((label) => label !== null);
  for (const label of words) {
    const named = allRatings(scales).filter(({ names }) => names.includes(bare(label)));
    if (named[0] && named.length === 1) return ok(named[0].found);
    if (named.length > 1) return fail(`its rating “${label}” is on more than one scale`);
  }
  if (number !== undefined) return byNumber(number, rating, words[0] ?? null, scales);
  return fail(words[0] === undefined ? 'it has no rating' : `its rating “${words[0]}” is on no scale of the newsroom`);
};

const allRatings = (scales: readonly RatingScale[]) =>
  scales.flatMap(({ id, ratings }) =>
    ratings.map(({ slug, label }) => ({ found: { scale: id, rating: slug }, names: [bare(slug), bare(label)] })),
  );

const byNumber = (
  value: number,
  rating: Thing,
  label: string | null,
  scales: readonly RatingScale[],
): Result<Found, string> => {
  const [bestText, worstText] = [firstText(rating, 'bestRating'), firstText(rating, 'worstRating')];
  const what = `its rating ${label === null ? '' : `“${label}”, `}${value} from ${worstText ?? '?'} to ${bestText ?? '?'},`;
  const [best, worst] = [numberOf(bestText), numberOf(worstText)];
  if (best === undefined || worst === undefined) return fail(`${what} does not say the span it is of`);
  if (worst >= best) return fail(`${what} counts from best to worst`);
  const fitting = scales.filter(({ ratings }) => {
    const values = ratings.flatMap((known) => known.value ?? []);
    return values.length > 0 && Math.min(...values) === worst && Math.max(...values) === best;
  });
  const [scale] = fitting;
  if (!scale) return fail(`${what} is of a span that no scale of the newsroom has`);
  if (fitting.length > 1) return fail(`${what} is of a span that more than one scale has`);
  const known = scale.ratings.find((step) => step.value === value);
  return known ? ok({ scale: scale.id, rating: known.slug }) : fail(`${what} is no step of the scale ${scale.name}`);
};
