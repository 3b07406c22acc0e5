import { escapeHtml } from './escape-html.ts';
import { feedPath } from './feed-format.ts';
import { type FeedGroup, feedGroups, type NamedFeed } from './feed-group.ts';
import { feedsWordingFor } from './feeds-wording.ts';
import type { Newsroom } from './newsroom.ts';
import { cleanLine } from './plain-text.ts';

export const opmlPath = '/feeds/opml.xml';
export const opmlContentType = 'text/xml; charset=utf-8';

/** All feeds as OPML 2.0, which feed readers import: a folder for each facet, each feed as RSS under the title that it has itself. */
export const opml = (listed: Parameters<typeof feedGroups>[0], newsroom: Newsroom): string => {
  const { whole, groups } = feedGroups(listed, newsroom);
  const title = `${newsroom.name} – ${feedsWordingFor(newsroom.languages[0] ?? 'en').title}`;
  const outline = ({ facet, subject }: NamedFeed): string => {
    const text = attribute(facet === 'all' ? newsroom.name : `${newsroom.name} – ${subject}`);
    const url = attribute(`${newsroom.baseUrl}${feedPath(facet, 'rss.xml')}`);
    return `<outline type="rss" text="${text}" title="${text}" xmlUrl="${url}" htmlUrl="${attribute(newsroom.baseUrl)}/"/>`;
  };
  const folder = ({ title, feeds }: FeedGroup): string[] => [
    `<outline text="${attribute(title)}">`,
    ...feeds.map(outline),
    '</outline>',
  ];
  return `${[
    '<?xml version="1.0" encoding="utf-8"?>',
    '<opml version="2.0">',
    `<head><title>${attribute(title)}</title></head>`,
    '<body>',
    ...whole.map(outline),
    ...groups.flatMap(folder),
    '</body>',
    '</opml>',
  ].join('\n')}\n`;
};

const attribute = (text: string): string => escapeHtml(cleanLine(text));
