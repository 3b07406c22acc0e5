import { parseXml, XmlElement } from '@rgrove/parse-xml';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { renderFeed } from '../../shared/adapters/feed/renderer.ts';
import { feedDocument } from '../../shared/domain/feed-document.ts';
import { feedFormats } from '../../shared/domain/feed-format.ts';
import { cleanLine, cleanText } from '../../shared/domain/plain-text.ts';
import type { Revision } from '../../shared/domain/ruling.ts';
import { nastyText } from '../samples/nasty-text.ts';
import { content, listed, newsroom, note, revision } from '../samples/revision.ts';

const line = nastyText.map((text) => cleanLine(text) || 'x');
const url = nastyText.map((text) => `https://newsroom.example/a?${text}#${text}`).filter((text) => URL.canParse(text));
const ratings = newsroom.ratingScales.flatMap((scale) => scale.ratings.map(({ slug }) => slug));
const rating = fc.constantFrom(...ratings, 'gone');

const notes = fc.array(
  fc.record({
    kind: fc.constantFrom('minor', 'context', 'correction', 'clarification', 'status', 'retraction'),
    text: nastyText,
    previousRating: fc.option(rating),
  }),
  { maxLength: 3 },
);

/** Any revision, and then some: not only the words that pass the API, but what no input could be. */
const anyRevision: fc.Arbitrary<Revision> = fc
  .record({
    status: fc.constantFrom('published', 'retracted'),
    headline: line,
    words: nastyText,
    names: fc.array(line, { maxLength: 3 }),
    url,
    rating,
    notes,
    language: fc.constantFrom('en', 'es-MX', 'ar'),
    syndicable: fc.boolean(),
  })
  .map(({ status, headline, words, names, url, rating, notes, language, syndicable }) =>
    revision({
      status,
      notes: notes.map(note),
      content: {
        headline,
        url,
        rating,
        language,
        bodyHtml: words,
        summary: names,
        claim: { ...content.claim, text: words, claimant: { ...content.claim.claimant, name: names[0] ?? words } },
        authors: names.map((name) => ({ name, slug: 'x' })),
        topics: [words],
        image: { url, alt: words, credit: names[0] ?? null, syndicable },
        sources: content.sources.map((source) => ({ ...source, title: words, url })),
      },
    }),
  );

const documents = fc
  .tuple(
    fc.array(anyRevision, { maxLength: 4 }),
    nastyText,
    fc.constantFrom('all', 'rating#false', 'topic#x', 'language#es'),
  )
  .map(([revisions, name, facet]) => ({
    revisions,
    document: feedDocument(
      facet,
      revisions.map((revision) => listed(revision)),
      { ...newsroom, name },
    ),
  }));

/** A strict parser: throws on whatever is not well-formed XML 1.0. */
const rootOf = (xml: string): XmlElement => {
  const { root } = parseXml(xml);
  if (root === null) throw new Error('no root');
  return root;
};
const children = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child instanceof XmlElement).filter((child) => child.name === name);
const texts = (element: XmlElement, name: string): string[] => children(element, name).map(({ text }) => text);
const rssItems = (xml: string) => children(rootOf(xml), 'channel').flatMap((channel) => children(channel, 'item'));
const atomEntries = (xml: string) => children(rootOf(xml), 'entry');
const jsonSchema = z.object({
  items: z.array(z.looseObject({ title: z.string(), url: z.string(), content_html: z.string() })),
});
const jsonItems = (json: string) => jsonSchema.parse(JSON.parse(json)).items;

/** What XML makes of line ends (XML 1.0, 2.11). */
const asRead = (text: string): string => cleanText(text).replace(/\r\n?/g, '\n');
const unescapeHtml = (html: string): string =>
  html.replace(
    /&(lt|gt|quot|#39|amp);/g,
    (_, name) => ({ lt: '<', gt: '>', quot: '"', '#39': "'" })[String(name)] ?? '&',
  );

/** An address without the escapes of what `URL` leaves in a query. */
const unescaped = (url: string): string => url.replace(/%(5C|5E|60|7B|7C|7D)/g, decodeURIComponent);

describe('feeds made of any text', () => {
  it('are well-formed in every format, and give back titles, names, labels and addresses', () =>
    fc.assert(
      fc.property(documents, ({ document: { entries, ...rest } }) => {
        const document = { ...rest, entries };
        const rss = rssItems(renderFeed(document, 'rss.xml'));
        const atom = atomEntries(renderFeed(document, 'atom.xml'));
        const json = jsonItems(renderFeed(document, 'feed.json'));
        expect([rss.length, atom.length, json.length]).toEqual([entries.length, entries.length, entries.length]);
        for (const [at, entry] of entries.entries()) {
          const [inRss, inAtom, inJson] = [rss[at], atom[at], json[at]];
          if (!inRss || !inAtom || !inJson) throw new Error('an entry is missing');
          expect(texts(inRss, 'title')).toEqual([asRead(entry.title)]);
          expect(texts(inAtom, 'title').map(unescapeHtml)).toEqual([asRead(entry.title)]);
          expect(inJson.title).toBe(cleanText(entry.title));
          expect(texts(inRss, 'guid')).toEqual([entry.id]);
          expect(texts(inAtom, 'id')).toEqual([entry.id]);
          const [link = ''] = texts(inRss, 'link');
          expect(link).toMatch(/^[^\s<>"{}|\\^`]+$/);
          expect(unescaped(link)).toBe(unescaped(new URL(entry.url).href));
          expect(inJson.url).toBe(link);
          expect(texts(inRss, 'dc:creator')).toEqual(entry.authors.map(({ name }) => asRead(name)));
          expect(texts(inRss, 'category')).toEqual(entry.categories.map(({ label }) => asRead(label)));
          const labels = children(inAtom, 'category').map(({ attributes }) => attributes['label']);
          expect(labels).toEqual(entry.categories.map(({ label }) => asRead(label).replace(/[\t\n]/g, ' ')));
          const [html] = texts(inRss, 'content:encoded');
          expect(html).toContain(asRead(entry.contentHtml).replaceAll(']]>', ']]&gt;'));
          expect(texts(inAtom, 'content')).toEqual([html]);
          expect(inJson.content_html).toContain(cleanText(entry.contentHtml));
        }
      }),
      { numRuns: 400 },
    ));

  it('never put a rating before a headline, nor anything else but that it was retracted or corrected', () =>
    fc.assert(
      fc.property(documents, ({ revisions, document }) => {
        const rss = rssItems(renderFeed(document, 'rss.xml')).flatMap((item) => texts(item, 'title'));
        const atom = atomEntries(renderFeed(document, 'atom.xml')).flatMap((entry) => texts(entry, 'title'));
        const json = jsonItems(renderFeed(document, 'feed.json')).map(({ title }) => title);
        for (const [at, { content, status, notes }] of revisions.entries()) {
          const corrected = notes.some(({ kind, previousRating }) => kind === 'correction' && previousRating !== null);
          const before =
            status === 'retracted'
              ? ['RETRACTED: ', 'RETRACTADO: ']
              : corrected
                ? ['Corrected: ', 'Corregido: ']
                : [''];
          const allowed = before.map((words) => `${words}${content.headline}`);
          for (const title of [rss[at], unescapeHtml(atom[at] ?? ''), json[at]]) expect(allowed).toContain(title);
        }
      }),
      { numRuns: 200 },
    ));

  it('are the same bytes for the same revisions, whenever they are built', () => {
    vi.useFakeTimers();
    try {
      fc.assert(
        fc.property(documents, fc.constantFrom(...feedFormats), ({ document }, format) => {
          const before = renderFeed(document, format);
          vi.advanceTimersByTime(3_600_000);
          expect(renderFeed(structuredClone(document), format)).toBe(before);
        }),
        { numRuns: 60 },
      );
    } finally {
      vi.useRealTimers();
    }
  });
});
