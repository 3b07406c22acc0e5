import { describe, expect, it } from 'vitest';
import { mediaReview } from '../../shared/domain/media-review.ts';
import { claimantKinds, type RulingContent } from '../../shared/domain/ruling.ts';
import { content, newsroom, revision } from '../samples/revision.ts';

type Media = NonNullable<RulingContent['mediaReview']>;
const media: Media = {
  category: 'DecontextualizedContent',
  context: 'A parade in 2019.',
  originalUrl: 'https://photos.example/parade',
  media: [
    { kind: 'image', contentUrl: 'https://social.example/1.jpg', pageUrl: 'https://social.example/1' },
    { kind: 'video', contentUrl: 'https://social.example/2.mp4', pageUrl: null },
    { kind: 'audio', contentUrl: 'https://social.example/3.mp3', pageUrl: null },
  ],
};

describe('a MediaReview', () => {
  it('says what was judged, and what the original shows', () => {
    const judged = revision({ changedAt: '2026-11-22T15:04:05.000Z', content: { mediaReview: media, language: 'es' } });
    expect(mediaReview(judged, newsroom)).toStrictEqual({
      '@context': 'https://schema.org',
      '@type': 'MediaReview',
      url: 'https://newsroom.example/rulings/bridge-tolls-not-doubled',
      datePublished: '2026-11-20T12:00:00.000Z',
      dateModified: '2026-11-22T15:04:05.000Z',
      inLanguage: 'es',
      author: { '@type': 'Organization', name: 'The Ferry Street Fact-Check', url: 'https://wire.newsroom.example' },
      mediaAuthenticityCategory: 'DecontextualizedContent',
      originalMediaContextDescription: 'A parade in 2019.',
      originalMediaLink: 'https://photos.example/parade',
      itemReviewed: {
        '@type': 'MediaReviewItem',
        creator: { '@type': 'Person', name: 'Alex Doe' },
        interpretedAsClaim: { '@type': 'Claim', description: 'The new law doubles every bridge toll in the state.' },
        mediaItemAppearance: [
          { '@type': 'ImageObject', contentUrl: 'https://social.example/1.jpg', url: 'https://social.example/1' },
          { '@type': 'VideoObject', contentUrl: 'https://social.example/2.mp4' },
          { '@type': 'AudioObject', contentUrl: 'https://social.example/3.mp3' },
        ],
      },
    });
  });

  it('leaves out what is not known of the original', () => {
    const review = mediaReview(
      revision({ content: { mediaReview: { ...media, context: null, originalUrl: null } } }),
      newsroom,
    );
    expect(review).not.toHaveProperty('originalMediaContextDescription');
    expect(review).not.toHaveProperty('originalMediaLink');
  });

  it('takes the claimant for what a ClaimReview does', () => {
    const creators = claimantKinds.map((kind) => {
      const claim = { ...content.claim, claimant: { ...content.claim.claimant, kind } };
      return mediaReview(revision({ content: { mediaReview: media, claim } }), newsroom)?.itemReviewed.creator['@type'];
    });
    expect(creators).toEqual(claimantKinds.map((kind) => (/organization|ad/.test(kind) ? 'Organization' : 'Person')));
  });

  it('there is none where no medium was judged, nor of a retracted ruling', () => {
    expect(mediaReview(revision(), newsroom)).toBeNull();
    expect(mediaReview(revision({ status: 'retracted', content: { mediaReview: media } }), newsroom)).toBeNull();
  });
});
