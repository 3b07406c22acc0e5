import type { Rating, RatingScale } from './rating-scale.ts';

/** The scale that has a rating with this slug; slugs are unique over all scales of a newsroom. */
export const scaleOf = (scales: readonly RatingScale[], rating: string): RatingScale | undefined =>
  scales.find((scale) => scale.ratings.some(({ slug }) => slug === rating));

/** The rating with this slug on whichever scale has it. */
export const ratingOf = (scales: readonly RatingScale[], slug: string): Rating | undefined =>
  scales.flatMap((scale) => scale.ratings).find((rating) => rating.slug === slug);
