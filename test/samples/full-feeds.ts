import { archiveDocument, type FeedDocument, feedDocument } from '../../shared/domain/feed-document.ts';
import type { ListedRevision } from '../../shared/domain/feed-entry.ts';
import { content, listed, newsroom, note, revision } from './revision.ts';

const spanish = {
  id: 'rul_01JD4Z00000000000000000004',
  url: 'https://newsroom.example/es/a?b=1&c=2',
  language: 'es',
} as const;
const creole = {
  id: 'rul_01JD4Z00000000000000000005',
  url: 'https://newsroom.example/ht/puente y peaje',
  language: 'ht',
} as const;
/** A second ruling in a language that one is in already: nothing forbids it. */
const spanishToo = {
  id: 'rul_01JD4Z00000000000000000006',
  url: 'https://newsroom.example/es/b',
  language: 'ES',
} as const;

/** A ruling with everything that there is to say of one. */
const full = revision({
  revision: 5,
  changedAt: '2026-11-24T09:00:00.000Z',
  notes: [
    note({ revision: 2, kind: 'clarification', text: 'Clearer.' }),
    note({ revision: 3, previousRating: 'half-true' }),
    note({ revision: 4, kind: 'context', text: 'Amended since (https://senate.example/a?b=1&c=2).' }),
    note({ revision: 5, kind: 'status', text: 'In committee.' }),
  ],
  content: {
    url: 'https://newsroom.example/a b?c=1&d=2',
    headline: 'No, <b> & "c" are not ]]> tripled',
    claim: {
      ...content.claim,
      madeOn: '2026-11-18',
      venue: 'Channel 5',
      claimant: { name: 'Doe & Sons', slug: 'doe-sons', kind: 'organization', title: 'Lobby' },
      appearances: [
        { url: 'https://video.example/1', archiveUrl: 'https://archive.example/1' },
        { url: 'https://social.example/2', archiveUrl: null },
      ],
    },
    bodyHtml: '<p>We <em>read</em> the bill &amp; its ]]> notes.</p>',
    image: {
      url: 'https://newsroom.example/toll plaza.JPG?w=1&h=2',
      alt: 'A "toll" <plaza>',
      credit: 'R & D',
      syndicable: true,
    },
    mediaReview: {
      category: 'DecontextualizedContent',
      context: 'A parade in 2019.',
      originalUrl: 'https://photos.example/parade',
      media: [{ kind: 'image', contentUrl: 'https://social.example/1.jpg', pageUrl: null }],
    },
    authors: [
      { name: 'Sam Roe', slug: 'sam-roe' },
      { name: 'Ana & Co', slug: 'ana' },
    ],
    topics: ['transport', 'taxes'],
  },
});

const of = (rulingId: typeof spanish.id | typeof creole.id | typeof spanishToo.id) => ({ rulingId });
const rulings: readonly ListedRevision[] = [
  listed(full, { translations: [spanish, creole, spanishToo] }),
  listed(
    revision({
      ...of(spanish.id),
      content: { language: 'es', url: spanish.url, translationOf: full.rulingId, authors: [], image: null },
    }),
    { translations: [{ id: full.rulingId, url: full.content.url, language: 'en' }] },
  ),
  listed(
    revision({
      ...of(creole.id),
      status: 'retracted',
      changedAt: '2026-11-23T09:00:00.000Z',
      notes: [note({ kind: 'retraction', text: 'We mixed up two bills.' })],
      content: { url: 'https://newsroom.example/withdrawn' },
    }),
  ),
];
const leaving = listed(
  revision({
    ...of(spanishToo.id),
    revision: 2,
    notes: [note({ previousRating: 'true' })],
    content: { rating: 'false' },
  }),
  { farewell: true },
);

/** Feeds with everything that there is in one: translations, corrections, a retraction, a farewell, an image, several authors or none. */
export const fullFeeds = {
  all: feedDocument('all', rulings, newsroom, '2026-10'),
  corrections: feedDocument('corrections', rulings, newsroom),
  'rating they left': feedDocument('rating#true', [...rulings, leaving], newsroom),
  language: feedDocument('language#es', rulings.slice(1, 2), newsroom),
  nothing: feedDocument('topic#nothing', [], newsroom),
} as const satisfies Record<string, FeedDocument>;

export const fullArchive = archiveDocument('2026-11', rulings, newsroom, { prev: '2026-10', next: '2026-12' });
