import { dataFeedIndexPath, newestDataFeedPath } from './data-feed.ts';
import { escapeHtml } from './escape-html.ts';
import { facetFolders } from './facet.ts';
import { type FeedFormat, feedContentTypes, feedFormats, feedPath } from './feed-format.ts';
import { type FeedGroup, feedGroups, type NamedFeed } from './feed-group.ts';
import { feedsWordingFor } from './feeds-wording.ts';
import type { Newsroom } from './newsroom.ts';
import { opmlPath } from './opml.ts';
import { cleanLine } from './plain-text.ts';

export const feedsPagePath = '/feeds/index.html';
export const feedsPageContentType = 'text/html; charset=utf-8';

const formatNames = { 'rss.xml': 'RSS', 'atom.xml': 'Atom', 'feed.json': 'JSON Feed' } as const satisfies Record<
  FeedFormat,
  string
>;

const typeOf = (format: FeedFormat): string => feedContentTypes[format].replace(/;.*/, '');

/**
 * The page that leads to every feed, for people and for readers that look for feeds in it. It has neither scripts nor styles of its own,
 * which the site's Content-Security-Policy forbids.
 */
export const feedsPage = (listed: Parameters<typeof feedGroups>[0], newsroom: Newsroom): string => {
  const { whole, groups } = feedGroups(listed, newsroom);
  const words = feedsWordingFor(newsroom.languages[0] ?? 'en');
  const autodiscovery = whole.flatMap(({ facet, label }) =>
    feedFormats.map((format) => {
      const title = `${label} (${formatNames[format]})`;
      return `<link rel="alternate" type="${typeOf(format)}" title="${text(title)}" href="${text(feedPath(facet, format))}">`;
    }),
  );
  return `${[
    '<!doctype html>',
    `<html lang="${text(newsroom.languages[0] ?? 'en')}">`,
    '<head>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${text(`${words.title} – ${newsroom.name}`)}</title>`,
    '<link rel="stylesheet" href="/style.css">',
    ...autodiscovery,
    '</head>',
    '<body>',
    '<main>',
    `<h1>${text(words.title)}</h1>`,
    `<p>${text(words.introduction(newsroom.name))}</p>`,
    ...list(whole),
    ...(groups.length < 2 ? [] : contents(words.contents, groups)),
    ...groups.flatMap(section),
    `<h2>${text(words.data)}</h2>`,
    '<ul>',
    link(opmlPath, words.opml),
    link(newestDataFeedPath, words.newestReviews),
    link(dataFeedIndexPath, words.reviewsByMonth),
    '</ul>',
    '</main>',
    '</body>',
    '</html>',
  ].join('\n')}\n`;
};

const contents = (title: string, groups: readonly FeedGroup[]): string[] => {
  const links = groups.map(({ facet, title }) => `<a href="#${facetFolders[facet]}">${text(title)}</a>`);
  return ['<nav>', `<p>${text(title)}: ${links.join(', ')}</p>`, '</nav>'];
};

const section = ({ facet, title, feeds }: FeedGroup): string[] => [
  `<h2 id="${facetFolders[facet]}">${text(title)}</h2>`,
  ...list(feeds),
];

const list = (feeds: readonly NamedFeed[]): string[] => [
  '<ul>',
  ...feeds.map(({ facet, label }) => {
    const formats = feedFormats.map(
      (format) =>
        `<a type="${typeOf(format)}" href="${text(feedPath(facet, format))}">${unbroken(formatNames[format])}</a>`,
    );
    return `<li><bdi>${text(label)}</bdi>: ${formats.join(', ')}</li>`;
  }),
  '</ul>',
];

const link = (href: string, label: string): string => `<li><a href="${text(href)}">${text(label)}</a></li>`;

const unbroken = (words: string): string => words.replace(' ', '&nbsp;');

const text = (value: string): string => escapeHtml(cleanLine(value));
