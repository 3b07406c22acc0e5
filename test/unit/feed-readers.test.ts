import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import RssParser from 'rss-parser';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { renderFeed } from '../../shared/adapters/feed/renderer.ts';
import { escapeHtml } from '../../shared/domain/escape-html.ts';
import { fullArchive, fullFeeds } from '../samples/full-feeds.ts';

const base = 'https://wire.newsroom.example';
const feeds = `${base}/feeds`;
const document = fullFeeds.all;
const [entry, spanish, retracted] = document.entries;
if (!entry || !spanish || !retracted) throw new Error('an entry is missing');

const address = 'https://newsroom.example/a%20b?c=1&d=2';
const alternates = [
  { rel: 'alternate', hreflang: 'es', href: 'https://newsroom.example/es/a?b=1&c=2' },
  { rel: 'alternate', hreflang: 'ht', href: 'https://newsroom.example/ht/puente%20y%20peaje' },
  // the last that a reader finds is the entry's own, as is the first
  { rel: 'alternate', hreflang: 'en', href: address },
];
const headline = 'Corrected: No, <b> & "c" are not ]]> tripled';
const categories = [
  ['ratings', 'false', 'False'],
  ['claimants', 'doe-sons', 'Doe & Sons'],
  ['topics', 'transport', 'transport'],
  ['topics', 'taxes', 'taxes'],
  ['authors', 'sam-roe', 'Sam Roe'],
  ['authors', 'ana', 'Ana & Co'],
  ['editions', 'new-york', 'new-york'],
  ['languages', 'en', 'en'],
];
const html = (text: string): string => text.replaceAll(']]>', ']]&gt;');

describe('what feed readers see in RSS', () => {
  const feed = parseRssFeed(renderFeed(document, 'rss.xml'));

  it('of the feed', () => {
    const { items, ...channel } = feed;
    expect(channel).toEqual({
      title: 'The Ferry Street Fact-Check',
      link: `${base}/`,
      description: 'Rulings of The Ferry Street Fact-Check, the last changed first',
      language: 'en',
      copyright: 'Fact-check by The Ferry Street Fact-Check. CC BY-ND 4.0',
      lastBuildDate: 'Tue, 24 Nov 2026 09:00:00 GMT',
      generator: 'Rulingwire',
      docs: 'https://validator.w3.org/feed/docs/rss2.html',
      atom: {
        links: [
          { href: `${feeds}/rss.xml`, rel: 'self', type: 'application/rss+xml' },
          { href: `${base}/hub`, rel: 'hub' },
        ],
      },
    });
    expect(items).toHaveLength(3);
  });

  it('of a ruling with everything in it', () => {
    expect(feed.items?.[0]).toEqual({
      title: headline,
      link: address,
      description: escapeHtml(entry.summary),
      categories: categories.map(([folder, , label]) => ({ name: label, domain: `${feeds}/${folder}` })),
      guid: { value: entry.id, isPermaLink: false },
      pubDate: 'Fri, 20 Nov 2026 12:00:00 GMT',
      atom: { links: alternates, updated: '2026-11-24T09:00:00.000Z' },
      dc: { creators: ['Sam Roe', 'Ana & Co'], languages: ['en'] },
      content: { encoded: html(entry.contentHtml) },
      media: {
        contents: [
          {
            url: 'https://newsroom.example/toll%20plaza.JPG?w=1&h=2',
            medium: 'image',
            description: { value: 'A "toll" <plaza>' },
            credits: [{ value: 'R & D' }],
          },
        ],
      },
    });
  });

  it('of one in another language, without authors and image', () => {
    const item = feed.items?.[1];
    expect(item).toMatchObject({
      dc: { languages: ['es'] },
      atom: { links: [{ hreflang: 'en' }, { hreflang: 'es' }] },
    });
    expect(item?.dc).not.toHaveProperty('creators');
    expect(item).not.toHaveProperty('media');
    expect(item?.content?.encoded).toBe(`<div lang="es">\n${spanish.contentHtml}\n</div>`);
  });

  it('of one that was retracted', () => {
    const item = feed.items?.[2];
    expect(item).toMatchObject({
      title: 'RETRACTED: No, the transit bill does not double every bridge toll',
      description: 'We have withdrawn this ruling. Retracted: We mixed up two bills.',
      content: { encoded: retracted.contentHtml },
    });
    expect(item?.atom).toEqual({ updated: '2026-11-23T09:00:00.000Z' });
    expect(item?.categories?.map(({ domain }) => domain)).not.toContain(`${feeds}/ratings`);
  });
});

describe('what feed readers see in Atom', () => {
  const feed = parseAtomFeed(renderFeed(document, 'atom.xml'));

  it('of the feed', () => {
    const { entries, ...rest } = feed;
    expect(rest).toEqual({
      id: `${feeds}/atom.xml`,
      title: { value: 'The Ferry Street Fact-Check' },
      subtitle: { value: 'Rulings of The Ferry Street Fact-Check, the last changed first' },
      rights: { value: 'Fact-check by The Ferry Street Fact-Check. CC BY-ND 4.0' },
      updated: '2026-11-24T09:00:00.000Z',
      generator: { text: 'Rulingwire' },
      authors: [{ name: 'The Ferry Street Fact-Check' }],
      links: [
        { rel: 'alternate', href: `${base}/` },
        { rel: 'self', href: `${feeds}/atom.xml` },
        { rel: 'hub', href: `${base}/hub` },
        { rel: 'prev-archive', href: `${feeds}/archive/2026/10/atom.xml` },
      ],
      xml: { lang: 'en' },
    });
    expect(entries).toHaveLength(3);
  });

  it('of a ruling with everything in it', () => {
    expect(feed.entries?.[0]).toEqual({
      id: entry.id,
      title: { type: 'html', value: escapeHtml(headline) },
      summary: { type: 'html', value: escapeHtml(entry.summary) },
      content: { type: 'html', value: html(entry.contentHtml) },
      links: [{ rel: 'alternate', href: address }, ...alternates],
      published: '2026-11-20T12:00:00.000Z',
      updated: '2026-11-24T09:00:00.000Z',
      authors: [{ name: 'Sam Roe' }, { name: 'Ana & Co' }],
      categories: categories.map(([folder, term, label]) => ({ term, label, scheme: `${feeds}/${folder}` })),
    });
  });

  it('of the others: the language that is not the feed’s, and links to no translation where there is none', () => {
    expect(feed.entries?.[1]).toMatchObject({ xml: { lang: 'es' }, title: { value: spanish.title } });
    expect(feed.entries?.[1]).not.toHaveProperty('authors');
    expect(feed.entries?.[2]?.links).toEqual([{ href: 'https://newsroom.example/withdrawn' }]);
    expect(feed.entries?.[2]).not.toHaveProperty('xml');
  });

  it('of a feed in one language: it is that of all its entries', () => {
    const { xml, entries } = parseAtomFeed(renderFeed(fullFeeds.language, 'atom.xml'));
    expect(xml).toEqual({ lang: 'es' });
    expect(entries?.[0]).not.toHaveProperty('xml');
    expect(entries?.[0]?.content?.value).toBe(spanish.contentHtml);
  });

  it('of an archive: that it is one, where the present is and what lies beside it (RFC 5005)', () => {
    const archive = parseAtomFeed(renderFeed(fullArchive, 'atom.xml'));
    expect(archive.links).toEqual([
      { rel: 'alternate', href: `${base}/` },
      { rel: 'self', href: `${feeds}/archive/2026/11/atom.xml` },
      { rel: 'current', href: `${feeds}/atom.xml` },
      { rel: 'prev-archive', href: `${feeds}/archive/2026/10/atom.xml` },
      { rel: 'next-archive', href: `${feeds}/archive/2026/12/atom.xml` },
    ]);
    expect(renderFeed(fullArchive, 'atom.xml')).toContain(
      '<fh:archive xmlns:fh="http://purl.org/syndication/history/1.0"/>',
    );
    expect(renderFeed(document, 'atom.xml')).not.toContain('fh:archive');
  });
});

describe('what feed readers see in JSON Feed', () => {
  const text = renderFeed(document, 'feed.json');
  const feed = parseJsonFeed(text);
  const asSent = z.object({ version: z.string(), items: z.array(z.looseObject({})) }).parse(JSON.parse(text));

  it('of the feed', () => {
    const { items, ...rest } = feed;
    expect(rest).toEqual({
      title: 'The Ferry Street Fact-Check',
      home_page_url: `${base}/`,
      feed_url: `${feeds}/feed.json`,
      description: 'Rulings of The Ferry Street Fact-Check, the last changed first',
      language: 'en',
      authors: [{ name: 'The Ferry Street Fact-Check' }],
      hubs: [{ type: 'WebSub', url: `${base}/hub` }],
    });
    expect(items).toHaveLength(3);
    expect(asSent.version).toBe('https://jsonfeed.org/version/1.1');
  });

  it('of a ruling with everything in it', () => {
    const image = 'https://newsroom.example/toll%20plaza.JPG?w=1&h=2';
    expect(feed.items?.[0]).toEqual({
      id: entry.id,
      url: address,
      title: headline,
      content_html: entry.contentHtml,
      summary: entry.summary,
      image,
      date_published: '2026-11-20T12:00:00.000Z',
      date_modified: '2026-11-24T09:00:00.000Z',
      authors: [{ name: 'Sam Roe' }, { name: 'Ana & Co' }],
      tags: categories.map(([, , label]) => label),
      language: 'en',
      attachments: [{ url: image, mime_type: 'image/jpeg', title: 'A "toll" <plaza>' }],
    });
  });

  it('of what only this wire says: the ruling in data, with its reviews and its translations', () => {
    expect(asSent.items.map((item) => item['_rulingwire'])).toEqual(
      document.entries.map(({ rulingwire }) => rulingwire),
    );
    expect(asSent.items[0]?.['_rulingwire']).toMatchObject({
      rating: { slug: 'false' },
      translations: [{ language: 'es' }, { language: 'ht' }, { language: 'ES' }],
      claimReview: {
        '@type': 'ClaimReview',
        reviewRating: { ratingValue: 2 },
        workTranslation: [{ inLanguage: 'es' }, { inLanguage: 'ht' }, { inLanguage: 'ES' }],
      },
      mediaReview: { '@type': 'MediaReview', mediaAuthenticityCategory: 'DecontextualizedContent' },
    });
    expect(asSent.items[2]?.['_rulingwire']).toMatchObject({ rating: null, claimReview: null, mediaReview: null });
  });

  it('of the others: no author and no image where there is none', () => {
    for (const field of ['authors', 'image', 'attachments']) expect(feed.items?.[1]).not.toHaveProperty(field);
    expect(feed.items?.[1]).toMatchObject({ language: 'es' });
  });

  it.each([
    ['toll.avif', 'image/avif'],
    ['toll.gif', 'image/gif'],
    ['toll.jpeg', 'image/jpeg'],
    ['toll.jpg', 'image/jpeg'],
    ['toll.PNG?x=.gif', 'image/png'],
    ['toll.svg#a.gif', 'image/svg+xml'],
    ['a.gif/toll.webp', 'image/webp'],
    ['toll', undefined],
    ['toll.gif/', undefined],
    ['toll?x=.gif', undefined],
    ['toll.jpg.txt', undefined],
  ])('of an image called %s: an attachment of type %s', (name, type) => {
    const url = `https://newsroom.example/${name}`;
    const image = { url, alt: 'A toll plaza', credit: null };
    const [item] = parseJsonFeed(renderFeed({ ...document, entries: [{ ...entry, image }] }, 'feed.json')).items ?? [];
    expect(item?.image).toBe(url);
    expect(item?.attachments).toEqual(type && [{ url, mime_type: type, title: 'A toll plaza' }]);
  });
});

describe('another parser', () => {
  it.each(['rss.xml', 'atom.xml'] as const)('sees the same in %s', async (format) => {
    const feed = await new RssParser().parseString(renderFeed(document, format));
    const isRss = format === 'rss.xml';
    expect(feed).toMatchObject({ title: document.title, link: `${base}/`, feedUrl: `${feeds}/${format}` });
    expect(feed.items.map(({ title, link }) => ({ title, link }))).toEqual(
      document.entries.map(({ title }, at) => ({
        title: isRss ? title : escapeHtml(title),
        link: [address, 'https://newsroom.example/es/a?b=1&c=2', 'https://newsroom.example/withdrawn'][at],
      })),
    );
    const [item] = feed.items;
    expect(item?.[isRss ? 'guid' : 'id']).toBe(entry.id);
    expect(item?.[isRss ? 'content:encoded' : 'content']).toBe(html(entry.contentHtml));
    expect(item?.[isRss ? 'content' : 'summary']).toBe(escapeHtml(entry.summary));
    expect(item?.[isRss ? 'creator' : 'author']).toBe('Sam Roe');
    expect(item?.isoDate).toBe('2026-11-20T12:00:00.000Z');
  });
});

describe('an address', () => {
  it('has nothing in it that RFC 3986 forbids, in any format', () => {
    const url = 'https://newsroom.example/a b?c=`{|}^\\"<d>';
    const escaped = 'https://newsroom.example/a%20b?c=%60%7B%7C%7D%5E%5C%22%3Cd%3E';
    const translations = [{ id: 'rul_01JD4Z00000000000000000002', url, language: 'es' }] as const;
    const image = { url, alt: '', credit: null };
    const one = { ...document, entries: [{ ...entry, url, image, translations }] };
    const inRss = parseRssFeed(renderFeed(one, 'rss.xml')).items?.[0];
    expect(inRss).toMatchObject({ link: escaped, media: { contents: [{ url: escaped }] } });
    const inAtom = parseAtomFeed(renderFeed(one, 'atom.xml')).entries?.[0];
    for (const links of [inAtom?.links, inRss?.atom?.links])
      expect(new Set(links?.map(({ href }) => href))).toEqual(new Set([escaped]));
    expect(parseJsonFeed(renderFeed(one, 'feed.json')).items?.[0]).toMatchObject({ url: escaped, image: escaped });
  });
});

it('a feed without an entry is a feed', () => {
  const { nothing } = fullFeeds;
  expect(parseRssFeed(renderFeed(nothing, 'rss.xml'))).toMatchObject({
    title: 'The Ferry Street Fact-Check – nothing',
  });
  expect(parseAtomFeed(renderFeed(nothing, 'atom.xml'))).toMatchObject({ updated: '1970-01-01T00:00:00.000Z' });
  expect(JSON.parse(renderFeed(nothing, 'feed.json'))).toMatchObject({ items: [] });
});
