import { type FeedFormat, feedContentTypes, feedFormats, feedPath } from './feed-format.ts';
import type { NamedFeed } from './feed-group.ts';
import { text } from './public-page.ts';

const formatNames = { 'rss.xml': 'RSS', 'atom.xml': 'Atom', 'feed.json': 'JSON Feed' } as const satisfies Record<
  FeedFormat,
  string
>;

const typeOf = (format: FeedFormat): string => feedContentTypes[format].replace(/;.*/, '');

/** By which readers find a feed whose page they are given, in each format. */
export const autodiscovery = ({ facet, label }: Pick<NamedFeed, 'facet' | 'label'>): string[] =>
  feedFormats.map((format) => {
    const title = text(`${label} (${formatNames[format]})`);
    return `<link rel="alternate" type="${typeOf(format)}" title="${title}" href="${text(feedPath(facet, format))}">`;
  });

/** Links to a feed in each format; the mark behind one stays with it where a line ends. */
export const feedLinks = (facet: string): string =>
  feedFormats
    .map((format, at) => {
      const link = `<a type="${typeOf(format)}" href="${text(feedPath(facet, format))}">${unbroken(formatNames[format])}</a>`;
      return `<span>${link}${at < feedFormats.length - 1 ? ',' : ''}</span>`;
    })
    .join(' ');

const unbroken = (words: string): string => words.replace(' ', '&nbsp;');
