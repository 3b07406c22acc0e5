import { type Facet, feedFolder, parseFacet } from './facet.ts';
import { type FeedEntry, feedEntry } from './feed-entry.ts';
import type { Newsroom } from './newsroom.ts';
import type { Revision } from './ruling.ts';
import { ratingLabel } from './verdict.ts';
import { wordingFor } from './wording.ts';

/** How many entries a feed holds. */
export const feedLength = 50;

/** A feed's formats, each under the name of its file. */
export const feedFormats = ['rss.xml', 'atom.xml', 'feed.json'] as const;
export type FeedFormat = (typeof feedFormats)[number];

export const feedContentTypes = {
  'rss.xml': 'application/rss+xml; charset=utf-8',
  'atom.xml': 'application/atom+xml; charset=utf-8',
  'feed.json': 'application/feed+json; charset=utf-8',
} as const satisfies Record<FeedFormat, string>;

/** Where a feed is, below the base URL: `/feeds/topics/ukraine/rss.xml`. */
export const feedPath = (facet: Facet | string, format: FeedFormat): string => `${feedFolder(facet)}/${format}`;

/** A feed before it is put into a format. A pure function of its revisions: the same ones make the same bytes. */
export interface FeedDocument {
  readonly title: string;
  readonly description: string;
  readonly language: string;
  /** The newsroom's own name: Atom wants an author for entries that have none. */
  readonly author: string;
  readonly rights: string;
  readonly homeUrl: string;
  /** Each format's own URL. */
  readonly urls: Readonly<Record<FeedFormat, string>>;
  /** The newest entry's last change, never the time of building: an unchanged feed must keep its bytes. */
  readonly updated: string;
  readonly entries: readonly FeedEntry[];
}

/** The feed of a facet that holds these revisions, the last changed first. */
export const feedDocument = (facet: Facet, revisions: readonly Revision[], newsroom: Newsroom): FeedDocument => {
  const parsed = parseFacet(facet);
  const entries = revisions.map((revision) => feedEntry(revision, newsroom));
  const language =
    'name' in parsed && parsed.name === 'language'
      ? (revisions[0]?.content.language ?? parsed.value)
      : (newsroom.languages[0] ?? 'en');
  const wording = wordingFor(language);
  const label = 'name' in parsed ? facetLabel(parsed, entries, newsroom, wording.ratedFeed) : undefined;
  const url = (format: FeedFormat) => `${newsroom.baseUrl}${feedPath(facet, format)}`;
  return {
    title: label === undefined ? newsroom.name : `${newsroom.name} – ${label}`,
    description: wording.feedDescription(newsroom.name),
    language,
    author: newsroom.name,
    rights: `${newsroom.usage.creditLine}. ${newsroom.usage.licence}`,
    homeUrl: `${newsroom.baseUrl}/`,
    urls: { 'rss.xml': url('rss.xml'), 'atom.xml': url('atom.xml'), 'feed.json': url('feed.json') },
    updated: revisions[0]?.changedAt ?? new Date(0).toISOString(),
    entries,
  };
};

/** A facet as its feed's title names it. A reader shows that title before headlines, so a rating says that it is one. */
const facetLabel = (
  { name, value }: { name: string; value: string },
  entries: readonly FeedEntry[],
  newsroom: Newsroom,
  rated: (label: string) => string,
): string => {
  if (name === 'rating') return rated(ratingLabel(newsroom, value));
  const named = entries.flatMap(({ categories }) => categories);
  return named.find(({ facet, slug }) => facet === name && slug === value)?.label ?? value;
};
