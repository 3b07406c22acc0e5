import { readFileSync } from 'node:fs';
import { parseXml, XmlElement } from '@rgrove/parse-xml';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { renderFeed } from '../../shared/adapters/feed/renderer.ts';
import { archiveDocument, feedDocument } from '../../shared/domain/feed-document.ts';
import type { ListedRevision } from '../../shared/domain/feed-entry.ts';
import { opml } from '../../shared/domain/opml.ts';
import { cleanLine } from '../../shared/domain/plain-text.ts';
import { fullArchive, fullFeeds } from '../samples/full-feeds.ts';
import { jsonFeedSchema } from '../samples/json-feed.ts';
import { nastyText } from '../samples/nasty-text.ts';
import { content, listed, newsroom, note, revision } from '../samples/revision.ts';

const schemas = {
  atom: readFileSync(new URL('../samples/atom.rng', import.meta.url), 'utf8'),
  rss: readFileSync(new URL('../samples/rss.rng', import.meta.url), 'utf8'),
};

/** What libxml2 has against documents: that they are not well-formed, or not of the schema. */
const faultsOf = async (documents: readonly string[], schema?: keyof typeof schemas): Promise<string[]> => {
  const xml = documents.map((contents, at) => ({ fileName: `${at}.xml`, contents }));
  const { valid, errors } = await validateXML(
    schema === undefined ? { xml, normalization: 'c14n' } : { xml, schema: schemas[schema], extension: 'relaxng' },
  );
  return valid ? [] : errors.map(({ rawMessage }) => rawMessage);
};

const feeds = Object.entries(fullFeeds);
const atoms = [...feeds.map(([, feed]) => feed), fullArchive].map((feed) => renderFeed(feed, 'atom.xml'));
const rsses = feeds.map(([, feed]) => renderFeed(feed, 'rss.xml'));

const rootOf = (xml: string): XmlElement => {
  const { root } = parseXml(xml);
  if (root === null) throw new Error('no root');
  return root;
};
const children = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child instanceof XmlElement).filter((child) => child.name === name);
const all = (element: XmlElement, name: string): XmlElement[] =>
  element.children
    .filter((child) => child instanceof XmlElement)
    .flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);
const textsOf = (element: XmlElement, name: string): string[] => children(element, name).map(({ text }) => text);

describe('feeds with everything in them', () => {
  it('are Atom by the schema of RFC 4287', async () => {
    expect(await faultsOf(atoms, 'atom')).toEqual([]);
  });

  it('are RSS 2.0 by its specification', async () => {
    expect(await faultsOf(rsses, 'rss')).toEqual([]);
  });

  it('have the ids and links that Atom asks for beside its schema', () => {
    for (const xml of atoms) {
      const feed = rootOf(xml);
      const ids = children(feed, 'entry').flatMap((entry) => textsOf(entry, 'id'));
      expect(new Set(ids).size).toBe(ids.length);
      for (const element of [feed, ...children(feed, 'entry')]) {
        const alternates = children(element, 'link')
          .map(({ attributes }) => attributes)
          .filter(({ rel }) => rel === undefined || rel === 'alternate')
          .map(({ hreflang = '', type = '' }) => `${hreflang.toLowerCase()} ${type}`);
        expect(alternates).toContain(' ');
        expect(new Set(alternates).size).toBe(alternates.length);
      }
      for (const rel of ['self', 'hub', 'current', 'prev-archive', 'next-archive'])
        expect(children(feed, 'link').filter(({ attributes }) => attributes['rel'] === rel).length).toBeLessThan(2);
      const last = (name: string) => textsOf(feed, name)[0] ?? '';
      for (const entry of children(feed, 'entry')) {
        const [published = '', updated = ''] = ['published', 'updated'].map((name) => textsOf(entry, name)[0]);
        expect(Date.parse(published)).toBeLessThanOrEqual(Date.parse(updated));
        expect(Date.parse(updated)).toBeLessThanOrEqual(Date.parse(last('updated')));
        for (const name of ['title', 'summary', 'content'])
          expect(children(entry, name).map(({ attributes }) => attributes['type'])).toEqual(['html']);
      }
    }
  });

  it('have one self and one guid each in RSS, and dates that are dates', () => {
    for (const xml of rsses) {
      const [channel] = children(rootOf(xml), 'channel');
      if (!channel) throw new Error('no channel');
      const rels = children(channel, 'atom:link').map(({ attributes }) => attributes['rel']);
      expect(rels).toEqual(['self', 'hub']);
      const guids = all(channel, 'guid').map(({ text }) => text);
      expect(new Set(guids).size).toBe(guids.length);
      for (const { text } of [...all(channel, 'pubDate'), ...all(channel, 'lastBuildDate')])
        expect(new Date(text).toUTCString()).toBe(text);
    }
  });

  it.each(feeds)('are JSON Feed 1.1: %s', (_, feed) => {
    const read: unknown = JSON.parse(renderFeed(feed, 'feed.json'));
    expect(jsonFeedSchema.safeParse(read).error?.issues ?? []).toEqual([]);
  });
});

describe('the schemas', () => {
  const broken = async (schema: 'atom' | 'rss', from: string | RegExp, to: string): Promise<string[]> => {
    const whole = (schema === 'atom' ? atoms : rsses)[0] ?? '';
    const changed = whole.replace(from, to);
    expect(changed).not.toBe(whole);
    return faultsOf([changed], schema);
  };

  it.each([
    ['an entry without an id', /<id>tag:.*<\/id>/, ''],
    ['a second title', '<title>', '<title>Two</title><title>'],
    ['a link that is not absolute', 'href="https://newsroom.example/', 'href="/'],
    ['a link with a space', 'href="https://newsroom.example/', 'href="https://newsroom.example/ '],
    ['a day for an instant', /<published>.*<\/published>/, '<published>2026-11-20</published>'],
    ['content of another type', '<content type="html">', '<content type="text/html">'],
    ['a category without its term', / term="[^"]*"/, ''],
    ['a feed that no one wrote', /<author>[\s\S]*?<\/author>/, ''],
    ['an element of Atom that there is not', '<entry>', '<entry><pubDate>now</pubDate>'],
  ])('refuse in Atom %s', async (_, from, to) => {
    expect(await broken('atom', from, to)).not.toEqual([]);
  });

  it.each([
    ['a channel without its link', '<link>https://wire.newsroom.example/</link>', ''],
    ['a date of Atom', /<pubDate>.*<\/pubDate>/, '<pubDate>2026-11-20T12:00:00Z</pubDate>'],
    ['an author who has no address', '<dc:creator>Sam Roe</dc:creator>', '<author>Sam Roe</author>'],
    ['a guid that is taken for a link', 'isPermaLink="false"', 'isPermaLink="true"'],
    ['a link that is not absolute', '<link>https://newsroom.example', '<link>'],
  ])('refuse in RSS %s', async (_, from, to) => {
    expect(await broken('rss', from, to)).not.toEqual([]);
  });
});

const line = nastyText.map((text) => cleanLine(text) || 'x');
/** One end of a CDATA section the package splits by itself. */
const twice = (text: string): string => `]]>${text}]]>`;
const url = nastyText
  .map((text) => `https://newsroom.example/a${text}?${text}#${text}`)
  .filter((text) => URL.canParse(text));

/** A ruling in which every text is of the worst, with a translation at the worst address. */
const worst = fc
  .record({ line, text: nastyText, url, status: fc.constantFrom('published', 'retracted'), farewell: fc.boolean() })
  .map(({ line, text, url, status, farewell }) =>
    listed(
      revision({
        status,
        notes: [note({ text, previousRating: 'true' }), note({ text, kind: 'retraction' })],
        content: {
          headline: twice(line),
          url,
          bodyHtml: twice(text),
          summary: [twice(line), text],
          claim: { ...content.claim, text, claimant: { ...content.claim.claimant, name: line } },
          authors: [{ name: line, slug: 'x' }],
          topics: [text],
          editions: [line],
          image: { url, alt: text, credit: line, syndicable: true },
          sources: content.sources.map((source) => ({ ...source, title: line, outlet: text, url, archiveUrl: url })),
        },
      }),
      { farewell, translations: [{ id: 'rul_01JD4Z00000000000000000002', url, language: 'es' }] },
    ),
  );

describe('feeds made of the worst text', () => {
  /** Feeds, an archive and the list of feeds; an id stands for one ruling. */
  const documentsOf = (rulings: readonly ListedRevision[], name: string) => {
    const numbered = rulings.map((one, at) => ({
      ...one,
      revision: { ...one.revision, rulingId: `rul_01JD4Z0000000000000000001${at}` as const },
    }));
    const owner = { ...newsroom, name: `x${name}`, usage: { ...newsroom.usage, licence: name } };
    const labels = rulings.map(({ revision: { content } }, at) => ({ facet: `topic#t${at}`, label: content.bodyHtml }));
    return {
      feeds: [feedDocument('all', numbered, owner, '2026-10'), feedDocument('topic#x', numbered, owner)],
      archive: archiveDocument('2026-11', numbered, owner, { prev: undefined, next: '2026-12' }),
      directory: opml(labels, owner),
    };
  };

  const several = fc.array(fc.record({ rulings: fc.array(worst, { minLength: 1, maxLength: 3 }), name: nastyText }), {
    minLength: 1,
    maxLength: 12,
    size: 'max',
  });

  it('are valid all the same, and so is the list of them', () =>
    fc.assert(
      fc.asyncProperty(several, async (all) => {
        const made = all.map(({ rulings, name }) => documentsOf(rulings, name));
        const feeds = made.flatMap((one) => one.feeds);
        const archives = made.map(({ archive }) => archive);
        const atom = [...feeds, ...archives].map((feed) => renderFeed(feed, 'atom.xml'));
        const rss = feeds.map((feed) => renderFeed(feed, 'rss.xml'));
        expect(await faultsOf(atom, 'atom')).toEqual([]);
        expect(await faultsOf(rss, 'rss')).toEqual([]);
        expect(await faultsOf(made.map(({ directory }) => directory))).toEqual([]);
        for (const feed of feeds)
          expect(jsonFeedSchema.safeParse(JSON.parse(renderFeed(feed, 'feed.json'))).error?.issues ?? []).toEqual([]);
      }),
      // each run looks at several documents at once, since a start of libxml2 takes longer than the looking
      { numRuns: 6, interruptAfterTimeLimit: 30_000 },
    ));

  it('are looked at by a parser that refuses what is not XML', async () => {
    for (const xml of ['<a>\u0001</a>', '<a>]]></a>', '<a b="<"/>', '<a>&nbsp;</a>', '<a></b>', '<a>\uffff</a>'])
      expect(await faultsOf(['<a/>', xml]), xml).not.toEqual([]);
  });
});

describe('the list of feeds', () => {
  it('is OPML 2.0: each outline has its text, and each feed where it is', () => {
    const labels = [
      { facet: 'topic#transport', label: 'Bridges & <ferries>' },
      { facet: 'rating#false', label: 'False' },
      { facet: 'language#es', label: 'es' },
    ];
    const root = rootOf(opml(labels, newsroom));
    expect([root.name, root.attributes]).toEqual(['opml', { version: '2.0' }]);
    expect(all(root, 'title').map(({ text }) => text)).toEqual(['The Ferry Street Fact-Check – Feeds']);
    const outlines = all(root, 'outline');
    for (const { attributes } of outlines) expect(attributes['text']).not.toBe('');
    const feeds = outlines.filter(({ attributes }) => attributes['type'] === 'rss');
    expect(feeds.map(({ attributes }) => attributes['xmlUrl'])).toEqual(
      ['', '/corrections', '/ratings/false', '/topics/transport', '/languages/es'].map(
        (folder) => `https://wire.newsroom.example/feeds${folder}/rss.xml`,
      ),
    );
  });
});
