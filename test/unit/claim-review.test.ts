import { describe, expect, it } from 'vitest';
import { claimReview } from '../../shared/domain/claim-review.ts';
import { claimantKinds, type RulingContent } from '../../shared/domain/ruling.ts';
import type { Translation } from '../../shared/domain/translation.ts';
import { content, newsroom, revision } from '../samples/revision.ts';

const { claim } = content;
const reviewOf = (differs: Partial<RulingContent> = {}, scales = newsroom.ratingScales) => {
  const review = claimReview(revision({ content: differs }), { ...newsroom, ratingScales: scales });
  if (review === null) throw new Error('no review');
  return review;
};
const withClaimant = (differs: Partial<RulingContent['claim']['claimant']>) =>
  reviewOf({ claim: { ...claim, claimant: { ...claim.claimant, ...differs } } }).itemReviewed.author;

describe('a ClaimReview', () => {
  it('says no more than the ruling does', () => {
    expect(claimReview(revision({ changedAt: '2026-11-22T15:04:05.000Z' }), newsroom)).toStrictEqual({
      '@context': 'https://schema.org',
      '@type': 'ClaimReview',
      url: 'https://newsroom.example/rulings/bridge-tolls-not-doubled',
      datePublished: '2026-11-20T12:00:00.000Z',
      dateModified: '2026-11-22T15:04:05.000Z',
      inLanguage: 'en',
      author: {
        '@type': 'Organization',
        name: 'The Ferry Street Fact-Check',
        url: 'https://wire.newsroom.example',
      },
      claimReviewed: 'The new law doubles every bridge toll in the state.',
      itemReviewed: {
        '@type': 'Claim',
        author: { '@type': 'Person', name: 'Alex Doe' },
        appearance: [],
      },
      reviewRating: { '@type': 'Rating', ratingValue: 2, bestRating: 6, worstRating: 1, alternateName: 'False' },
    });
  });

  it('tells when, where and as what the claim was made, as far as that is known', () => {
    const { itemReviewed } = reviewOf({
      claim: {
        ...claim,
        madeOn: '2026-11-18',
        claimant: { ...claim.claimant, title: 'State senator' },
        appearances: [
          { url: 'https://video.example/1', archiveUrl: 'https://archive.example/1' },
          { url: 'https://social.example/2', archiveUrl: null },
        ],
      },
    });
    expect(itemReviewed).toStrictEqual({
      '@type': 'Claim',
      author: { '@type': 'Person', name: 'Alex Doe', jobTitle: 'State senator' },
      datePublished: '2026-11-18',
      appearance: [
        { '@type': 'CreativeWork', url: 'https://video.example/1', archivedAt: 'https://archive.example/1' },
        { '@type': 'CreativeWork', url: 'https://social.example/2' },
      ],
    });
  });

  it('takes organizations and campaigns for organizations, and whatever else for a person', () => {
    expect(claimantKinds.map((kind) => [kind, withClaimant({ kind })['@type']])).toEqual([
      ['person', 'Person'],
      ['organization', 'Organization'],
      ['social-post', 'Person'],
      ['viral-image', 'Person'],
      ['video', 'Person'],
      ['chain-message', 'Person'],
      ['campaign-ad', 'Organization'],
    ]);
  });

  it('there is none of a retracted ruling', () => {
    expect(claimReview(revision({ status: 'retracted' }), newsroom)).toBeNull();
  });
});

describe('its rating', () => {
  const ratingOf = (rating: string, scale = 'truth-o-meter') => reviewOf({ rating, scale }).reviewRating;

  it('counts up to the truth: 6 of 6 is True, and 1 is Pants on Fire', () => {
    const ends = { '@type': 'Rating', bestRating: 6, worstRating: 1 };
    expect(
      ['true', 'mostly-true', 'half-true', 'mostly-false', 'false', 'pants-on-fire'].map((one) => ratingOf(one)),
    ).toStrictEqual([
      { ...ends, ratingValue: 6, alternateName: 'True' },
      { ...ends, ratingValue: 5, alternateName: 'Mostly True' },
      { ...ends, ratingValue: 4, alternateName: 'Half True' },
      { ...ends, ratingValue: 3, alternateName: 'Mostly False' },
      { ...ends, ratingValue: 2, alternateName: 'False' },
      { ...ends, ratingValue: 1, alternateName: 'Pants on Fire' },
    ]);
  });

  it.each([
    ['full-flop', 'flip-o-meter', 'Full Flop'],
    ['promise-kept', 'promise-meter', 'Promise Kept'],
  ])('%s of %s has no number, since the scale has no order', (rating, scale, alternateName) => {
    expect(ratingOf(rating, scale)).toStrictEqual({ '@type': 'Rating', alternateName });
  });

  it('is named by its slug where the settings no longer have it', () => {
    const gone = { '@type': 'Rating', alternateName: 'flip' };
    expect(ratingOf('flip')).toStrictEqual(gone);
    expect(ratingOf('flip', 'old-meter')).toStrictEqual(gone);
    expect(reviewOf({}, []).reviewRating).toStrictEqual({ '@type': 'Rating', alternateName: 'false' });
  });

  it('is measured on the scale that has it now, though the ruling names another or one that is gone', () => {
    const measured = { '@type': 'Rating', ratingValue: 2, bestRating: 6, worstRating: 1, alternateName: 'False' };
    const stars = [1, 2, 3, 10].map((value) => ({
      slug: `stars-${value}`,
      label: `${value}`,
      value,
      color: '#000000',
    }));
    const scales = [...newsroom.ratingScales, { id: 'stars', name: 'Stars', kind: 'ordered' as const, ratings: stars }];
    expect(reviewOf({ rating: 'false', scale: 'old-meter' }, scales).reviewRating).toStrictEqual(measured);
    expect(reviewOf({ rating: 'false', scale: 'stars' }, scales).reviewRating).toStrictEqual(measured);
    expect(reviewOf({ rating: 'stars-2', scale: 'stars' }, scales).reviewRating).toStrictEqual({
      ...{ '@type': 'Rating', ratingValue: 2, bestRating: 10, worstRating: 1, alternateName: '2' },
    });
  });
});

describe('its links to other languages', () => {
  const original: Translation = {
    id: 'rul_01JD4Z00000000000000000002',
    url: 'https://newsroom.example/en',
    language: 'en',
  };
  const sister: Translation = {
    id: 'rul_01JD4Z00000000000000000003',
    url: 'https://newsroom.example/fr',
    language: 'fr',
  };
  const linksOf = (translationOf: RulingContent['translationOf'], translations: readonly Translation[]) =>
    claimReview(revision({ content: { translationOf } }), newsroom, translations);

  it('name the ruling that it translates, and those that translate it', () => {
    expect(linksOf(original.id, [original, sister])).toMatchObject({
      translationOfWork: { '@type': 'ClaimReview', url: 'https://newsroom.example/en', inLanguage: 'en' },
      workTranslation: [{ '@type': 'ClaimReview', url: 'https://newsroom.example/fr', inLanguage: 'fr' }],
    });
    expect(linksOf(null, [original, sister])).toMatchObject({
      workTranslation: [{ inLanguage: 'en' }, { inLanguage: 'fr' }],
    });
  });

  it('are left out where there is nothing to link', () => {
    expect(linksOf(original.id, [original])).not.toHaveProperty('workTranslation');
    expect(linksOf(null, [sister])).not.toHaveProperty('translationOfWork');
    // the original may be of a language that the newsroom gave up
    expect(linksOf(original.id, [])).not.toHaveProperty('translationOfWork');
  });
});
