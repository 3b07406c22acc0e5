/** Fact-checks as the API answers them. */
import type { Revision, Ruling } from '../../../../shared/domain/ruling.ts';
import type { RulingEntry } from '../../../../shared/ports/ruling-store.ts';

export const rulingId = 'rul_01M8644E7P8PA0565YFAQFDGNR';
export const at = '2026-11-20T15:04:05.000Z';
export const actor = { kind: 'person', id: 'key_01M8644E7P8PA0565YFAQFDGNR', name: 'Kim Lee' } as const;

export const ruling: Ruling = {
  id: rulingId,
  revision: 1,
  status: 'published',
  slug: 'ferry-fare-bill-not-triple',
  externalId: 'cms-1',
  url: 'https://newsroom.example/rulings/ferry-fare-bill-not-triple',
  headline: 'No, the harbor bill does not triple every ferry fare',
  claim: {
    text: 'The harbor bill triples every ferry fare in the state.',
    madeOn: '2026-11-17',
    venue: 'a debate in Albany',
    claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person', title: 'state senator' },
    appearances: [{ url: 'https://video.example/harbor-debate', archiveUrl: null }],
  },
  scale: 'truth-o-meter',
  rating: 'false',
  summary: ['One fare of seven rises, by 12 percent.', 'The other six do not change.'],
  bodyHtml: '<p>We read the bill and its fiscal note.</p>',
  image: null,
  mediaReview: null,
  authors: [{ name: 'Sam Roe', slug: 'sam-roe' }],
  topics: ['transport'],
  editions: ['new-york'],
  language: 'en',
  translationOf: null,
  sources: [],
  related: [],
  publishedAt: at,
  checkedAsOf: null,
  texts: 'immediate',
  textBody: null,
  notes: [],
  updatedAt: at,
  changedAt: at,
};

/** The same after a correction by somebody. */
export const corrected: Ruling = {
  ...ruling,
  revision: 2,
  headline: 'No, the harbor bill does not double every ferry fare',
  rating: 'mostly-false',
  summary: ['One fare of seven rises, by 14 percent.', 'The other six do not change.'],
  notes: [
    {
      revision: 2,
      at: '2026-11-20T16:00:00.000Z',
      kind: 'correction',
      text: 'An earlier version misstated the rise.',
      previousRating: 'false',
    },
  ],
  updatedAt: '2026-11-20T16:00:00.000Z',
  changedAt: '2026-11-20T16:00:00.000Z',
};

export const revisionOf = ({ id, revision, status, notes, updatedAt, changedAt, ...content }: Ruling): Revision => ({
  ...{ rulingId: id, revision, status, notes: [...notes], updatedAt, changedAt, content, actor },
  eventId: 'evt_01M8644E7PVKNNHP45FC9X1G2M',
  sequence: revision,
});

export const entryOf = ({ claim, ...of }: Ruling): RulingEntry => ({
  ...{ id: of.id, revision: of.revision, status: of.status, slug: of.slug, url: of.url, headline: of.headline },
  ...{ scale: of.scale, rating: of.rating, language: of.language, publishedAt: of.publishedAt },
  ...{ updatedAt: of.updatedAt, changedAt: of.changedAt, claimant: claim.claimant, facets: [] },
});

/** An id of the kind that `of` is, by its place among others. */
export const numbered = <Prefix extends string>(of: Prefix, place: number): `${Prefix}_${string}` =>
  `${of}_01M8644E7P8PA0565Y${String(place).padStart(8, '0')}`;
