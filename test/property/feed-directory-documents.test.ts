import { parseXml, XmlElement } from '@rgrove/parse-xml';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { dataFeed, dataFeedIndex } from '../../shared/domain/data-feed.ts';
import { facetFolders, facetNames } from '../../shared/domain/facet.ts';
import { feedFormats, feedPath } from '../../shared/domain/feed-format.ts';
import { feedsPage } from '../../shared/domain/feeds-page.ts';
import { opml } from '../../shared/domain/opml.ts';
import { cleanLine, cleanText } from '../../shared/domain/plain-text.ts';
import { nastyText } from '../samples/nasty-text.ts';
import { readPage } from '../samples/read-page.ts';
import { content, newsroom, revision } from '../samples/revision.ts';

const slug = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8})?$/);
const listedFeed = fc.oneof(
  fc.tuple(fc.constantFrom(...facetNames), slug).map(([name, value]) => `${name}#${value}`),
  fc.constantFrom('rating#false', 'rating#true', 'language#en', 'language#es-mx', 'language#en-12', 'topic#a'),
);
const feeds = fc
  .uniqueArray(listedFeed, { maxLength: 12 })
  .chain((facets) =>
    fc.tuple(...facets.map((facet) => nastyText.map((label) => ({ facet, label: cleanLine(label) || 'x' })))),
  );
const names = nastyText.map((text) => cleanLine(text) || 'x');
const language = fc.constantFrom('en', 'es', 'es-MX', 'de');
const newsrooms = fc
  .record({ name: names, language })
  .map(({ name, language }) => ({ ...newsroom, name, languages: [language] }));

const outlines = (xml: string): Record<string, string>[] => {
  const found: Record<string, string>[] = [];
  const look = (element: XmlElement): void => {
    if (element.name === 'outline') found.push(element.attributes);
    for (const child of element.children) if (child instanceof XmlElement) look(child);
  };
  const { root } = parseXml(xml);
  if (root === null) throw new Error('no root');
  expect([root.name, root.attributes['version']]).toEqual(['opml', '2.0']);
  look(root);
  return found;
};

describe('OPML', () => {
  it('is well-formed and has each feed once, under a title that says whose it is', () =>
    fc.assert(
      fc.property(feeds, newsrooms, (listed, newsroom) => {
        const all = outlines(opml(listed, newsroom));
        const urls = ['all', 'corrections', ...listed.map(({ facet }) => facet)].map(
          (facet) => `${newsroom.baseUrl}${feedPath(facet, 'rss.xml')}`,
        );
        const leaves = all.filter(({ xmlUrl }) => xmlUrl !== undefined);
        expect(leaves.map(({ xmlUrl }) => xmlUrl).sort()).toEqual(urls.sort());
        for (const { text, title, type } of leaves) {
          expect(type).toBe('rss');
          expect(title).toBe(text);
          expect(text?.startsWith(newsroom.name)).toBe(true);
        }
        for (const { label } of listed) expect(leaves.some(({ text }) => text?.includes(cleanLine(label)))).toBe(true);
        // a folder for each facet that has feeds, and for no other
        expect(all.length - leaves.length).toBe(new Set(listed.map(({ facet }) => facet.split('#')[0])).size);
      }),
    ));
});

describe('the page of feeds', () => {
  it('leads to every feed in every format, and nothing that a label holds becomes markup', () =>
    fc.assert(
      fc.property(feeds, newsrooms, (listed, newsroom) => {
        const { links, tags, ids, words, scripts } = readPage(feedsPage(listed, newsroom));
        const hrefs = links.filter(({ tag }) => tag === 'a').map(({ href }) => href);
        for (const facet of ['all', 'corrections', ...listed.map(({ facet }) => facet)])
          for (const format of feedFormats)
            expect(hrefs.filter((href) => href === feedPath(facet, format))).toHaveLength(1);
        expect([...tags].filter((tag) => !known.has(tag))).toEqual([]);
        expect(scripts).toEqual(['/copy-buttons.js']);
        expect(ids).toEqual([...new Set(ids)]);
        for (const { href } of links.filter(({ href }) => href.startsWith('#'))) expect(ids).toContain(href.slice(1));
        for (const { facet, label } of listed)
          if (!facet.startsWith('language#')) expect(words).toContain(cleanLine(label));
        expect(words).toContain(newsroom.name);
      }),
    ));

  it('announces the feeds of all rulings and of corrections to readers that look for feeds', () => {
    const { links } = readPage(feedsPage([], newsroom));
    expect(links.filter(({ tag, href }) => tag === 'link' && !['/style.css', '/icon.svg'].includes(href))).toEqual(
      ['All fact-checks', 'Corrections and retractions'].flatMap((name, at) =>
        [
          ['application/rss+xml', 'RSS', 'rss.xml'],
          ['application/atom+xml', 'Atom', 'atom.xml'],
          ['application/feed+json', 'JSON Feed', 'feed.json'],
        ].map(([type, format, file]) => ({
          ...{ tag: 'link', type, title: `${name} (${format})` },
          href: `/feeds/${at === 0 ? '' : 'corrections/'}${file}`,
        })),
      ),
    );
  });

  it('has ratings in the order of their scale, others by the alphabet, and languages by name', () => {
    const listed = [
      ...['pants-on-fire', 'gone', 'true', 'half-true'].map((slug) => ({ facet: `rating#${slug}`, label: slug })),
      ...['Zoe Yu', 'Álex Ruiz', 'Bea Ito'].map((label, at) => ({ facet: `claimant#c${at}`, label })),
      { facet: 'language#es', label: 'es' },
    ];
    const order = (html: string) =>
      readPage(html)
        .words.split('\n')
        .map((line) => /^(.+): RSS, Atom, JSON\u00a0Feed$/.exec(line)?.[1])
        .filter((label) => label !== undefined);
    const page = feedsPage(listed, newsroom);
    expect(order(page)).toEqual([
      ...['All fact-checks', 'Corrections and retractions', 'true', 'half-true', 'pants-on-fire', 'gone'],
      ...['Álex Ruiz', 'Bea Ito', 'Zoe Yu', 'Spanish'],
    ]);
    expect(page).toContain('<html lang="en">');
    const spanish = feedsPage(listed, { ...newsroom, languages: ['es', 'en'] });
    expect(order(spanish)).toContain('Todas las verificaciones');
    expect(order(spanish)).toContain('español');
    expect(spanish).toContain('<html lang="es">');
  });

  it('draws the meter of each rating that a scale has, which says what it shows', () => {
    const listed = ['false', 'full-flop', 'gone'].map((slug) => ({ facet: `rating#${slug}`, label: slug }));
    const shown = (languages: string[]) => readPage(feedsPage(listed, { ...newsroom, languages })).pictures;
    expect(shown(['en'])).toEqual([
      { label: 'False, 2 of 6 on the Truth-O-Meter', uses: '#meter-false' },
      { label: 'Full Flop on the Flip-O-Meter', uses: '#meter-full-flop' },
    ]);
    expect(shown(['es']).map(({ label }) => label)).toEqual([
      'False, 2 de 6 en la escala Truth-O-Meter',
      'Full Flop en la escala Flip-O-Meter',
    ]);
    expect(readPage(feedsPage(listed, newsroom)).ids).toEqual(
      expect.arrayContaining(['meter-false', 'meter-full-flop']),
    );
  });

  it('folds a list that is too long to go through, and says how long it is', () => {
    const listed = Array.from({ length: 10_000 }, (_, at) => ({ facet: `topic#t-${at}`, label: `Topic ${at}` }));
    const { tags, links, words } = readPage(feedsPage([...listed, { facet: 'author#a', label: 'A' }], newsroom));
    expect(tags).toContain('details');
    expect(words).toContain('10,000 feeds');
    expect(links.filter(({ href }) => href.startsWith('/feeds/topics/'))).toHaveLength(30_000);
    expect(readPage(feedsPage(listed.slice(0, 100), newsroom)).tags).not.toContain('details');
  });

  it('speaks of fact-checks and speakers, never of rulings and claimants', () => {
    const listed = Object.keys(facetFolders).map((name) => ({ facet: `${name}#x`, label: 'x' }));
    const { words } = readPage(feedsPage(listed, newsroom));
    expect(words).toMatch(/Speakers/);
    expect(words).not.toMatch(/ruling|claimant/i);
  });
});

const known = new Set(
  'html head meta title link script body main h1 h2 p nav ul li a bdi span svg symbol path use'.split(' '),
);

describe('DataFeeds', () => {
  const item = z.looseObject({
    '@type': z.string(),
    claimReviewed: z.string(),
    author: z.object({ name: z.string() }),
  });
  const schema = z.object({ dataFeedElement: z.array(z.object({ url: z.string(), item: z.array(item) })) });

  it('are JSON that gives back the words of the claim', () =>
    fc.assert(
      fc.property(fc.array(nastyText, { maxLength: 4 }), newsrooms, (claims, newsroom) => {
        const revisions = claims.map((text) => revision({ content: { claim: { ...content.claim, text } } }));
        const listed = revisions.map((revision) => ({ revision, translations: [] }));
        const { dataFeedElement } = schema.parse(JSON.parse(dataFeed('/feeds/claimreview.json', listed, newsroom)));
        expect(dataFeedElement.map(({ item }) => item[0]?.claimReviewed)).toEqual(claims.map(cleanText));
        for (const { item } of dataFeedElement) expect(item[0]?.author.name).toBe(newsroom.name);
      }),
    ));

  it('are listed by month, the newest first', () => {
    expect(JSON.parse(dataFeedIndex(['2025-12', '2026-01'], newsroom))).toMatchObject({
      newest: `${newsroom.baseUrl}/feeds/claimreview.json`,
      months: [
        { month: '2026-01', url: `${newsroom.baseUrl}/feeds/claimreview/2026/01.json` },
        { month: '2025-12', url: `${newsroom.baseUrl}/feeds/claimreview/2025/12.json` },
      ],
    });
  });
});
