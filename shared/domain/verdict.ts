import type { Newsroom } from './newsroom.ts';
import { ratingOf } from './scale-of-rating.ts';
import { asSentence, wordingFor } from './wording.ts';

/** A rating's label; its slug where the newsroom's settings no longer have that rating. */
export const ratingLabel = ({ ratingScales }: Pick<Newsroom, 'ratingScales'>, slug: string): string =>
  ratingOf(ratingScales, slug)?.label ?? slug;

/**
 * A verdict as a sentence of its own: "Our rating: False." or "Nuestra calificación: False.", by the first part of `language`
 * (English unless it is Spanish). A verdict never stands before a headline, which states what is true: "False: No, …" would say
 * the opposite.
 */
export const verdictSentence = (label: string, language: string): string =>
  asSentence(wordingFor(language).ourRating(label));

/** Who claimed what: Claim by Alex Doe: “….” The claim is quoted to the letter. */
export const claimSentence = (claim: { claimant: { name: string }; text: string }, language: string): string => {
  const { claimBy, quote } = wordingFor(language);
  return asSentence(`${claimBy(claim.claimant.name)} ${quote(claim.text)}`);
};
