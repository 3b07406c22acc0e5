import { Feed } from 'feed';
import { escapeHtml } from '../../domain/escape-html.ts';
import type { FeedDocument, FeedHistory } from '../../domain/feed-document.ts';
import type { FeedEntry } from '../../domain/feed-entry.ts';
import { cleanText } from '../../domain/plain-text.ts';
import { address } from './address.ts';
import { alternatesOf } from './alternates.ts';
import { entryHtml } from './entry-html.ts';
import { attribute, cdata, halfEscaped, htmlCdata, restoreMarkup, xmlText } from './xml-text.ts';

const root = '<feed xmlns="http://www.w3.org/2005/Atom"';

/** Atom 1.0 (RFC 4287). The package says `type="html"` of a title, so a title is escaped once more here. */
export const renderAtom = (document: FeedDocument): string => {
  const self = document.urls['atom.xml'];
  const feed = new Feed({
    id: xmlText(self),
    title: xmlText(document.title),
    description: xmlText(document.description),
    link: document.homeUrl,
    feedLinks: { atom: self },
    ...(document.hubUrl === null ? {} : { hub: document.hubUrl }),
    copyright: xmlText(document.rights),
    updated: new Date(document.updated),
    author: { name: xmlText(document.author) },
    generator: 'Rulingwire',
  });
  for (const entry of document.entries)
    feed.addItem({
      title: cdata(escapeHtml(entry.title)),
      id: entry.id,
      link: address(entry.url),
      date: new Date(entry.updated),
      published: new Date(entry.published),
      description: cdata(escapeHtml(entry.summary)),
      content: htmlCdata(entryHtml(entry, document)),
      // without an author of its own an entry has the feed's (RFC 4287, 4.2.1)
      ...(entry.authors.length > 0 ? { author: entry.authors.map(({ name }) => ({ name: xmlText(name) })) } : {}),
      category: entry.categories.map(({ slug, label, scheme }) => ({
        term: halfEscaped(slug),
        name: halfEscaped(label),
        scheme,
      })),
    });
  const language = `${root} xml:lang="${attribute(document.language)}"`;
  const framed = feed.atom1().replace(root, () => language);
  return restoreMarkup(withLanguages(withHistory(framed, document.history), document));
};

/** Links of RFC 5005, and its mark of an archive: the package knows neither. They come after the feed's own links. */
const withHistory = (xml: string, history: FeedHistory): string => {
  const links = {
    current: history.current,
    'prev-archive': history.prevArchive,
    'next-archive': history.nextArchive,
  };
  const markup = [
    ...(history.isArchive ? ['<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>'] : []),
    ...Object.entries(links).flatMap(([rel, url]) =>
      url === null ? [] : [`<link rel="${rel}" href="${quoted(url)}"/>`],
    ),
  ];
  return markup.length === 0 ? xml : xml.replace('<subtitle>', (next) => [...markup, next].join('\n    '));
};

/** What the package has no place for: an entry's language where that is not the feed's, and the same ruling in other languages. */
const withLanguages = (xml: string, { language, entries }: FeedDocument): string =>
  xml
    .split(entryStart)
    .map((part, at) => {
      const entry = entries[at - 1];
      if (!entry) return part;
      const own = entry.language === language ? '' : ` xml:lang="${quoted(entry.language)}"`;
      return `\n    <entry${own}>\n${withAlternates(part, entry)}`;
    })
    .join('');

/** No text holds it: in plain text and in sanitised HTML there is no such tag. */
const entryStart = '\n    <entry>\n';

const withAlternates = (xml: string, entry: FeedEntry): string => {
  const links = alternatesOf(entry).map(
    ({ hreflang, href }) => `<link rel="alternate" hreflang="${quoted(hreflang)}" href="${quoted(href)}"/>`,
  );
  if (links.length === 0) return xml;
  // rss-parser takes the first that says `rel`, which the package leaves out
  return xml
    .replace('<link href=', '<link rel="alternate" href=')
    .replace('<updated>', (next) => [...links, next].join('\n        '));
};

const quoted = (text: string): string => escapeHtml(cleanText(text));
