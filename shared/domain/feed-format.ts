import { type Facet, feedFolder } from './facet.ts';

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

/** Where the archive of a month is. */
export const archivePath = (month: string): string => `/feeds/archive/${month.replace('-', '/')}/atom.xml`;
