import { Feed } from 'feed';
import * as z from 'zod';
import type { FeedDocument } from '../../domain/feed-document.ts';
import type { FeedEntry } from '../../domain/feed-entry.ts';
import { cleanText } from '../../domain/plain-text.ts';
import { address } from './address.ts';
import { entryHtml } from './entry-html.ts';

const madeByPackage = z.looseObject({ items: z.array(z.looseObject({})) });

/** Types of images by the ends of their names; an attachment must tell its type. */
const imageTypes: Readonly<Record<string, string>> = {
  avif: 'image/avif',
  gif: 'image/gif',
  jpeg: 'image/jpeg',
  jpg: 'image/jpeg',
  png: 'image/png',
  svg: 'image/svg+xml',
  webp: 'image/webp',
};

const attachmentsOf = (entry: FeedEntry | undefined) => {
  if (!entry?.image) return {};
  const { url, alt } = entry.image;
  const type = imageTypes[/\.([a-z]+)$/i.exec(new URL(url).pathname)?.[1]?.toLowerCase() ?? ''];
  return type === undefined ? {} : { attachments: [{ url: address(url), mime_type: type, title: alt }] };
};

/** JSON Feed 1.1. The package writes version 1, which has one author, no language, no hubs and no attachments, so these are put in here. */
export const renderJson = (document: FeedDocument): string => {
  const feed = new Feed({
    title: document.title,
    description: document.description,
    link: document.homeUrl,
    feedLinks: { json: document.urls['feed.json'] },
  });
  for (const entry of document.entries)
    feed.addItem({
      title: entry.title,
      id: entry.id,
      link: address(entry.url),
      date: new Date(entry.updated),
      published: new Date(entry.published),
      description: entry.summary,
      content: entryHtml(entry, document),
      ...(entry.image === null ? {} : { image: address(entry.image.url) }),
      category: entry.categories.map(({ label }) => ({ name: label })),
    });
  const { items, ...channel } = madeByPackage.parse(JSON.parse(feed.json1()));
  const version11 = {
    ...channel,
    version: 'https://jsonfeed.org/version/1.1',
    language: document.language,
    authors: [{ name: document.author }],
    ...(document.hubUrl === null ? {} : { hubs: [{ type: 'WebSub', url: document.hubUrl }] }),
    items: items.map((item, at) => {
      const entry = document.entries[at];
      return {
        ...item,
        ...(entry && entry.authors.length > 0 ? { authors: entry.authors } : {}),
        language: entry?.language,
        ...attachmentsOf(entry),
        _rulingwire: entry?.rulingwire,
      };
    }),
  };
  const clean = (_key: string, value: unknown) => (typeof value === 'string' ? cleanText(value) : value);
  return `${JSON.stringify(version11, clean, 2)}\n`;
};
