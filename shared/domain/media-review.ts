import { claimantTypes } from './claim-review.ts';
import type { Newsroom } from './newsroom.ts';
import type { Revision } from './ruling.ts';

/** schema.org types of the media themselves. */
const mediaTypes = { image: 'ImageObject', video: 'VideoObject', audio: 'AudioObject' } as const;

/**
 * A revision as schema.org's MediaReview, where the newsroom judged an image, a video or a recording; null elsewhere, and of a
 * retracted ruling.
 */
export const mediaReview = (
  { content, status, changedAt }: Revision,
  { name, baseUrl }: Pick<Newsroom, 'name' | 'baseUrl'>,
) => {
  if (status === 'retracted' || content.mediaReview === null) return null;
  const { category, context, originalUrl, media } = content.mediaReview;
  const { claimant, text } = content.claim;
  return {
    '@context': 'https://schema.org',
    '@type': 'MediaReview',
    url: content.url,
    datePublished: content.publishedAt,
    dateModified: changedAt,
    inLanguage: content.language,
    author: { '@type': 'Organization', name, url: baseUrl },
    mediaAuthenticityCategory: category,
    ...(context === null ? {} : { originalMediaContextDescription: context }),
    ...(originalUrl === null ? {} : { originalMediaLink: originalUrl }),
    itemReviewed: {
      '@type': 'MediaReviewItem',
      creator: { '@type': claimantTypes[claimant.kind], name: claimant.name },
      interpretedAsClaim: { '@type': 'Claim', description: text },
      mediaItemAppearance: media.map(({ kind, contentUrl, pageUrl }) => ({
        '@type': mediaTypes[kind],
        contentUrl,
        ...(pageUrl === null ? {} : { url: pageUrl }),
      })),
    },
  };
};
