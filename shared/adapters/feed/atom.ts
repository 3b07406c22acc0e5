import { Feed } from 'feed';
import { escapeHtml } from '../../domain/escape-html.ts';
import type { FeedDocument, FeedHistory } from '../../domain/feed-document.ts';
import type { FeedEntry } from '../../domain/feed-entry.ts';
import { cleanText } from '../../domain/plain-text.ts';
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
      link: entry.url,
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
  return restoreMarkup(withTranslations(withHistory(framed, document.history), document.entries));
};

/** Links of RFC 5005, and its mark of an archive: the package knows neither, and writes `updated` of the feed first. */
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
  return markup.length === 0 ? xml : xml.replace('<updated>', (first) => [...markup, first].join('\n    '));
};

/** The same ruling in other languages (RFC 4287, 4.1.1: an alternate for each); the package writes one link of an entry. */
const withTranslations = (xml: string, entries: readonly FeedEntry[]): string =>
  entries.reduce((text, { id, translations }) => {
    const links = translations.map(
      ({ url, language }) => `<link rel="alternate" hreflang="${quoted(language)}" href="${quoted(url)}"/>`,
    );
    return links.length === 0 ? text : text.replace(`<id>${id}</id>`, (known) => [known, ...links].join('\n        '));
  }, xml);

const quoted = (text: string): string => escapeHtml(cleanText(text));
