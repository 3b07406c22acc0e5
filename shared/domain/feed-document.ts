import { type Facet, type FacetName, parseFacet } from './facet.ts';
import { type FeedEntry, feedEntry, type ListedRevision } from './feed-entry.ts';
import { archivePath, type FeedFormat, feedPath } from './feed-format.ts';
import { hubUrl } from './feed-topic.ts';
import type { Month } from './month.ts';
import type { Newsroom } from './newsroom.ts';
import { ratingLabel } from './verdict.ts';
import { monthInWords, wordingFor } from './wording.ts';

/** How many entries a feed holds. */
export const feedLength = 50;

/** A feed before it is put into a format. A pure function of its revisions: the same ones make the same bytes. */
export interface FeedDocument {
  readonly title: string;
  /** The facet's value in words; null of a list that is no facet. */
  readonly facetLabel: string | null;
  readonly description: string;
  readonly language: string;
  /** The newsroom's own name: Atom wants an author for entries that have none. */
  readonly author: string;
  readonly rights: string;
  readonly homeUrl: string;
  /** Each format's own URL. */
  readonly urls: Readonly<Record<FeedFormat, string>>;
  /** Where to ask to be told of changes (WebSub); an archive has none. */
  readonly hubUrl: string | null;
  /** The last change of any entry, never the time of building: an unchanged feed must keep its bytes. */
  readonly updated: string;
  readonly entries: readonly FeedEntry[];
  /** Where the rest of the entries are (RFC 5005). */
  readonly history: FeedHistory;
}

/** URLs of a feed's neighbours in time. `isArchive`: nothing new comes here, and `current` is the feed to subscribe to. */
export interface FeedHistory {
  readonly isArchive: boolean;
  readonly current: string | null;
  readonly prevArchive: string | null;
  readonly nextArchive: string | null;
}

/** The feed of a facet that holds these revisions, the first on top. The feed of all rulings leads to the newest archive. */
export const feedDocument = (
  facet: Facet,
  listed: readonly ListedRevision[],
  newsroom: Newsroom,
  newestArchive?: Month,
): FeedDocument => {
  const parsed = parseFacet(facet);
  const language =
    'name' in parsed && parsed.name === 'language'
      ? (listed[0]?.revision.content.language ?? parsed.value)
      : (newsroom.languages[0] ?? 'en');
  const wording = wordingFor(language);
  const entries = listed.map((one) => feedEntry(one, newsroom));
  const label = 'name' in parsed ? facetLabel(parsed, entries, newsroom) : null;
  const named = 'name' in parsed && parsed.name === 'rating' && label !== null ? wording.ratedFeed(label) : label;
  const subject = facet === 'corrections' ? wording.correctionsFeed : named;
  const url = (format: FeedFormat) => `${newsroom.baseUrl}${feedPath(facet, format)}`;
  return {
    ...framed(newsroom, language, entries),
    title: subject === null ? newsroom.name : `${newsroom.name} – ${subject}`,
    facetLabel: label,
    description: wording.feedDescription(newsroom.name),
    urls: { 'rss.xml': url('rss.xml'), 'atom.xml': url('atom.xml'), 'feed.json': url('feed.json') },
    hubUrl: hubUrl(newsroom.baseUrl),
    history: {
      isArchive: false,
      current: null,
      prevArchive:
        facet === 'all' && newestArchive !== undefined ? `${newsroom.baseUrl}${archivePath(newestArchive)}` : null,
      nextArchive: null,
    },
  };
};

/** The archive of a month: every ruling first published in it, as it stands, and where the months beside it are. */
export const archiveDocument = (
  month: Month,
  listed: readonly ListedRevision[],
  newsroom: Newsroom,
  { prev, next }: { readonly prev: Month | undefined; readonly next: Month | undefined },
): FeedDocument => {
  const language = newsroom.languages[0] ?? 'en';
  const wording = wordingFor(language);
  const entries = listed.map((one) => feedEntry(one, newsroom));
  const self = `${newsroom.baseUrl}${archivePath(month)}`;
  const urlOf = (other: Month | undefined) => (other === undefined ? null : `${newsroom.baseUrl}${archivePath(other)}`);
  return {
    ...framed(newsroom, language, entries),
    title: `${newsroom.name} – ${monthInWords(month, wording)}`,
    facetLabel: null,
    description: wording.archiveDescription(newsroom.name),
    urls: { 'rss.xml': self, 'atom.xml': self, 'feed.json': self },
    hubUrl: null,
    history: {
      isArchive: true,
      current: `${newsroom.baseUrl}${feedPath('all', 'atom.xml')}`,
      prevArchive: urlOf(prev),
      nextArchive: urlOf(next),
    },
  };
};

const framed = (newsroom: Newsroom, language: string, entries: readonly FeedEntry[]) => ({
  language,
  author: newsroom.name,
  rights: `${newsroom.usage.creditLine}. ${newsroom.usage.licence}`,
  homeUrl: `${newsroom.baseUrl}/`,
  updated:
    entries
      .map(({ updated }) => updated)
      .sort()
      .at(-1) ?? new Date(0).toISOString(),
  entries,
});

/** A facet's value in words: its rating's label, or what a ruling that has it calls it; the value itself where none of these does. */
const facetLabel = (
  { name, value }: { name: FacetName; value: string },
  entries: readonly FeedEntry[],
  newsroom: Newsroom,
): string => {
  // a reader shows a feed's title before headlines, so that of a rating says that it is one: see `ratedFeed`
  if (name === 'rating') return ratingLabel(newsroom, value);
  const named = entries.flatMap(({ categories }) => categories);
  return named.find(({ facet, slug }) => facet === name && slug === value)?.label ?? value;
};
