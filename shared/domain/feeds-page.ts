import { dataFeedIndexPath, newestDataFeedPath } from './data-feed.ts';
import { facetFolders, parseFacet } from './facet.ts';
import { type FeedGroup, feedGroups, type NamedFeed } from './feed-group.ts';
import { autodiscovery, feedLinks } from './feed-links.ts';
import { feedsWordingFor } from './feeds-wording.ts';
import type { Newsroom } from './newsroom.ts';
import { opmlPath } from './opml.ts';
import { link, publicPage, text } from './public-page.ts';
import { meterMark, meterSymbols } from './rating-meter-markup.ts';

export const feedsPagePath = '/feeds/index.html';

/** A longer list is folded, so that nobody has to go through thousands of feeds to get to what stands below them. */
const mostUnfolded = 100;

/**
 * The page that leads to every feed, for people and for readers that look for feeds in it. Its script puts a button beside each link, to
 * copy the address; without it all is there but the buttons.
 */
export const feedsPage = (listed: Parameters<typeof feedGroups>[0], newsroom: Newsroom): string => {
  const { whole, groups } = feedGroups(listed, newsroom);
  const language = newsroom.languages[0] ?? 'en';
  const words = feedsWordingFor(language);
  const said = `data-copy="${text(words.copy)}" data-copied="${text(words.copied)}" data-not-copied="${text(words.notCopied)}"`;
  return publicPage({
    title: `${words.title} – ${newsroom.name}`,
    language,
    head: ['<script type="module" src="/copy-buttons.js"></script>', ...whole.flatMap(autodiscovery)],
    main: [
      `<h1>${text(words.title)}</h1>`,
      `<p>${text(words.introduction(newsroom.name))}</p>`,
      `<p>${link('/corrections/', words.correctionsPage)}</p>`,
      ...meterSymbols(ratingsIn(groups), newsroom),
      ...list(whole, newsroom),
      ...(groups.length < 2 ? [] : contents(words.contents, groups)),
      ...groups.flatMap((group) => section(group, newsroom)),
      `<h2>${text(words.data)}</h2>`,
      '<ul>',
      `<li>${link(opmlPath, words.opml)}</li>`,
      `<li>${link(newestDataFeedPath, words.newestReviews)}</li>`,
      `<li>${link(dataFeedIndexPath, words.reviewsByMonth)}</li>`,
      '</ul>',
      `<p class="told" role="status" ${said}></p>`,
    ],
  });
};

const contents = (title: string, groups: readonly FeedGroup[]): string[] => {
  const links = groups.map(({ facet, title }) => `<a href="#${facetFolders[facet]}">${text(title)}</a>`);
  return [`<nav aria-label="${text(title)}">`, `<p>${text(title)}: ${links.join(', ')}</p>`, '</nav>'];
};

const section = ({ facet, title, feeds }: FeedGroup, newsroom: Newsroom): string[] => {
  const { count } = feedsWordingFor(newsroom.languages[0] ?? 'en');
  const listed = list(feeds, newsroom);
  return [
    `<h2 id="${facetFolders[facet]}">${text(title)}</h2>`,
    ...(feeds.length > mostUnfolded
      ? ['<details>', `<summary>${text(count(feeds.length))}</summary>`, ...listed, '</details>']
      : listed),
  ];
};

const list = (feeds: readonly NamedFeed[], newsroom: Newsroom): string[] => [
  '<ul class="feeds">',
  ...feeds.map(
    ({ facet, label }) => `<li>${meterOf(facet, newsroom)}<bdi>${text(label)}</bdi>: ${feedLinks(facet)}</li>`,
  ),
  '</ul>',
];

const ratingOf = (facet: string): string | undefined => {
  const parsed = parseFacet(facet);
  return 'name' in parsed && parsed.name === 'rating' ? parsed.value : undefined;
};

const ratingsIn = (groups: readonly FeedGroup[]): string[] =>
  groups.flatMap(({ feeds }) => feeds.flatMap(({ facet }) => ratingOf(facet) ?? []));

const meterOf = (facet: string, newsroom: Newsroom): string => {
  const rating = ratingOf(facet);
  return rating === undefined ? '' : meterMark(rating, newsroom, newsroom.languages[0] ?? 'en');
};
