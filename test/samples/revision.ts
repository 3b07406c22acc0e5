import { readFileSync } from 'node:fs';
import type { ListedRevision } from '../../shared/domain/feed-entry.ts';
import { type Newsroom, newsroomSchema } from '../../shared/domain/newsroom.ts';
import { type Note, type Revision, type RulingContent, rulingContentSchema } from '../../shared/domain/ruling.ts';

/** The sample newsroom of the repository. */
export const newsroom: Newsroom = newsroomSchema.parse(
  JSON.parse(readFileSync(new URL('../../newsroom.json', import.meta.url), 'utf8')),
);

/** A ruling as stored, on the bridge tolls. */
export const content: RulingContent = rulingContentSchema.parse({
  slug: 'bridge-tolls-not-doubled',
  url: 'https://newsroom.example/rulings/bridge-tolls-not-doubled',
  headline: 'No, the transit bill does not double every bridge toll',
  claim: {
    text: 'The new law doubles every bridge toll in the state.',
    claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person' },
  },
  scale: 'truth-o-meter',
  rating: 'false',
  summary: ['One toll rises by 12 percent.', 'The other six do not change.'],
  bodyHtml: '<p>We read the bill.</p>',
  image: { url: 'https://newsroom.example/toll.jpg', alt: 'A toll plaza', credit: 'Sam Roe', syndicable: true },
  authors: [{ name: 'Sam Roe', slug: 'sam-roe' }],
  topics: ['transport'],
  editions: ['new-york'],
  language: 'en',
  sources: [
    {
      outlet: 'State Senate',
      title: 'Bill S1234, fiscal note',
      url: 'https://senate.example/s1234?a=1&b=2',
      archiveUrl: 'https://archive.example/s1234',
      publishedOn: '2026-10-02',
    },
  ],
  publishedAt: '2026-11-20T12:00:00.000Z',
  checkedAsOf: '2026-11-20T10:00:00.000Z',
  texts: 'immediate',
});

/** Its first revision, or another with what differs. */
export const revision = (
  differs: Partial<Omit<Revision, 'content'>> & { content?: Partial<RulingContent> } = {},
): Revision => ({
  rulingId: 'rul_01JD4Z00000000000000000001',
  revision: 1,
  eventId: 'evt_01JD4Z00000000000000000001',
  sequence: 1,
  status: 'published',
  notes: [],
  updatedAt: '2026-11-20T12:00:00.000Z',
  changedAt: '2026-11-20T12:00:00.000Z',
  actor: { kind: 'platform', id: 'platform', name: 'Rulingwire' },
  ...differs,
  content: { ...content, ...differs.content },
});

/** A revision in its place in a list. */
export const listed = (revision: Revision, differs: Partial<ListedRevision> = {}): ListedRevision => ({
  revision,
  farewell: false,
  translations: [],
  ...differs,
});

export const note = (differs: Partial<Note>): Note => ({
  revision: 2,
  at: '2026-11-22T15:04:05.000Z',
  kind: 'correction',
  text: 'An earlier version misstated the toll.',
  previousRating: null,
  ...differs,
});
