import { type Extension, Feed } from 'feed';
import { escapeHtml } from '../../domain/escape-html.ts';
import type { FeedDocument } from '../../domain/feed-document.ts';
import type { FeedEntry } from '../../domain/feed-entry.ts';
import { address } from './address.ts';
import { alternatesOf } from './alternates.ts';
import { entryHtml } from './entry-html.ts';
import { attribute, cdata, htmlCdata, restoreMarkup, xmlText } from './xml-text.ts';

/** RSS 2.0. A title is plain text here; authors are `dc:creator`, since `author` wants an e-mail address. */
export const renderRss = (document: FeedDocument): string => {
  const feed = new Feed({
    title: xmlText(document.title),
    description: xmlText(document.description),
    language: xmlText(document.language),
    link: document.homeUrl,
    feedLinks: { rss: document.urls['rss.xml'] },
    ...(document.hubUrl === null ? {} : { hub: document.hubUrl }),
    copyright: xmlText(document.rights),
    updated: new Date(document.updated),
    generator: 'Rulingwire',
  });
  feed.addExtension({ name: '_attributes', objects: { 'xmlns:media': 'http://search.yahoo.com/mrss/' } });
  for (const entry of document.entries)
    feed.addItem({
      title: cdata(entry.title),
      id: xmlText(entry.id),
      link: address(entry.url),
      date: new Date(entry.updated),
      published: new Date(entry.published),
      description: cdata(escapeHtml(entry.summary)),
      content: htmlCdata(entryHtml(entry, document)),
      category: entry.categories.map(({ label, scheme }) => ({ name: xmlText(label), domain: attribute(scheme) })),
      extensions: [...extensionsOf(entry)],
    });
  return restoreMarkup(feed.rss2());
};

function* extensionsOf(entry: FeedEntry): Generator<Extension> {
  const creators: unknown = entry.authors.map(({ name }) => ({ _text: xmlText(name) }));
  if (entry.authors.length > 0 && isObject(creators)) yield { name: 'dc:creator', objects: creators };
  yield { name: 'dc:language', objects: { _text: xmlText(entry.language) } };
  yield { name: 'atom:updated', objects: { _text: new Date(entry.updated).toISOString() } };
  const alternates = alternatesOf(entry);
  const links: unknown = alternates.map(({ hreflang, href }) => ({
    _attributes: { rel: 'alternate', hreflang: attribute(hreflang), href: attribute(href) },
  }));
  if (alternates.length > 0 && isObject(links)) yield { name: 'atom:link', objects: links };
  if (entry.image === null) return;
  const { url, alt, credit } = entry.image;
  // not an enclosure: its MIME type would be guessed from a name that may have no extension, and its length is not known
  const media = {
    _attributes: { url: attribute(address(url)), medium: 'image' },
    'media:description': { _text: xmlText(alt) },
    ...(credit === null ? {} : { 'media:credit': { _text: xmlText(credit) } }),
  };
  yield { name: 'media:content', objects: media };
}

/** The package's types know one element of a name; given an array it writes one element for each. */
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
