import { Feed } from 'feed';
import { escapeHtml } from '../../domain/escape-html.ts';
import type { FeedDocument } from '../../domain/feed-document.ts';
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
  return restoreMarkup(feed.atom1().replace(root, () => language));
};
