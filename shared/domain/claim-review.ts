import type { ClaimReview } from './claim-review-schema.ts';
import type { Newsroom } from './newsroom.ts';
import type { RatingScale } from './rating-scale.ts';
import type { Revision, RulingContent } from './ruling.ts';
import { ratingOf, scaleOf } from './scale-of-rating.ts';
import type { Translation } from './translation.ts';

/** schema.org types by claimant; whatever is no organization is published under a person's or nobody's name. */
export const claimantTypes = {
  person: 'Person',
  organization: 'Organization',
  'campaign-ad': 'Organization',
  'social-post': 'Person',
  'viral-image': 'Person',
  video: 'Person',
  'chain-message': 'Person',
} as const satisfies Record<RulingContent['claim']['claimant']['kind'], string>;

/**
 * A revision as schema.org's ClaimReview in JSON-LD, as search engines read it. Only ordered scales have a numeric rating: the highest
 * value is the truest (`bestRating`). A retracted ruling reviews nothing any more, so it has none.
 */
export const claimReview = (
  { content, status, changedAt }: Revision,
  newsroom: Pick<Newsroom, 'name' | 'baseUrl' | 'ratingScales'>,
  translations: readonly Translation[] = [],
): (ClaimReview & ReturnType<typeof translationLinks>) | null => {
  if (status === 'retracted') return null;
  const { claim } = content;
  const { name, kind, title } = claim.claimant;
  return {
    '@context': 'https://schema.org',
    '@type': 'ClaimReview',
    url: content.url,
    datePublished: content.publishedAt,
    dateModified: changedAt,
    inLanguage: content.language,
    author: { '@type': 'Organization', name: newsroom.name, url: newsroom.baseUrl },
    claimReviewed: claim.text,
    itemReviewed: {
      '@type': 'Claim',
      author: { '@type': claimantTypes[kind], name, ...(title === null ? {} : { jobTitle: title }) },
      ...(claim.madeOn === null ? {} : { datePublished: claim.madeOn }),
      appearance: claim.appearances.map(({ url, archiveUrl }) => ({
        '@type': 'CreativeWork',
        url,
        ...(archiveUrl === null ? {} : { archivedAt: archiveUrl }),
      })),
    },
    reviewRating: reviewRating(content, newsroom.ratingScales),
    ...translationLinks(content, translations),
  };
};

/** The ruling that this one translates, and those that translate it. */
const translationLinks = ({ translationOf }: RulingContent, translations: readonly Translation[]) => {
  const link = ({ url, language }: Translation) => ({ '@type': 'ClaimReview', url, inLanguage: language });
  const [original] = translations.filter(({ id }) => id === translationOf).map(link);
  const others = translations.filter(({ id }) => id !== translationOf).map(link);
  return {
    ...(original === undefined ? {} : { translationOfWork: original }),
    ...(others.length === 0 ? {} : { workTranslation: others }),
  };
};

/** The scale is the one that has the rating now, whichever the ruling names: value and ends must be of the same. */
const reviewRating = ({ rating }: RulingContent, scales: readonly RatingScale[]): ClaimReview['reviewRating'] => {
  const known = ratingOf(scales, rating);
  const values = (scaleOf(scales, rating)?.ratings ?? []).flatMap(({ value }) => value ?? []);
  const numeric =
    known?.value == null
      ? {}
      : { ratingValue: known.value, bestRating: Math.max(...values), worstRating: Math.min(...values) };
  return { '@type': 'Rating', ...numeric, alternateName: known?.label ?? rating };
};
