import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as z from 'zod';
import { adopt, startCommand } from './adopt/command.ts';
import { claimReview, externalId, factCheck, html, type Site, script, startSite, urlset } from './adopt/site.ts';
import { startWire, type Wire } from './adopt/wire.ts';

let site: Site;
let wire: Wire;
let folder: string;

beforeEach(async () => {
  [site, wire, folder] = [await startSite(), await startWire(), await mkdtemp(join(tmpdir(), 'rulingwire-adopt-'))];
});
afterEach(async () => {
  await Promise.all([site.close(), wire.close(), rm(folder, { recursive: true })]);
});

/** Every page of these, named by one sitemap. */
const publish = (pages: Readonly<Record<string, string>>): void => {
  site.pages.set('/sitemap.xml', urlset(site, Object.keys(pages)));
  for (const [path, page] of Object.entries(pages)) site.pages.set(path, page);
};
const rulingAt = async (path: string, claim = 1) => (await wire.rulings()).get(externalId(site, path, claim));
const reportSchema = z.strictObject({ url: z.string(), claim: z.int().nullable(), reason: z.string() });

test('a site is taken over: what its markup says, and of its words no more than that', async () => {
  publish({
    '/checks/ferry-fares': html(
      `<meta property="og:title" content="No, fares do not triple"><meta property="og:image:alt" content="A ferry">
       <meta property="og:image" content="https://pictures.example/ferry.jpg">
       ${script(
         claimReview({
           author: [
             { '@type': 'Organization', name: 'The Newsroom' },
             { '@type': 'Person', name: 'Sam Roe' },
           ],
           itemReviewed: {
             '@type': 'Claim',
             author: { '@type': 'Organization', name: 'Riders&#8217; Alliance', jobTitle: 'lobby' },
             datePublished: '2024-05-10T23:30:00-05:00',
             firstAppearance: {
               '@type': 'CreativeWork',
               url: 'https://video.example/1',
               archivedAt: 'https://archive.example/1',
             },
             appearance: ['https://video.example/1', { '@type': 'CreativeWork', url: 'https://video.example/2' }],
           },
         }),
       )}`,
    ),
    '/about': html(''),
  });
  const { code, stdout } = await adopt(wire, site.origin);
  expect(stdout.split('\n')).toEqual([
    '2 pages read, 1 with fact-checks',
    '1 ruling imported, 0 skipped (there already), 0 refused',
    'The feeds are being rebuilt',
    '',
  ]);
  expect(code).toBe(0);
  expect(await rulingAt('/checks/ferry-fares')).toMatchObject({
    slug: 'checks-ferry-fares',
    url: `${site.origin}/checks/ferry-fares`,
    headline: 'No, fares do not triple',
    claim: {
      text: 'The harbor bill triples every ferry fare.',
      madeOn: '2024-05-10',
      claimant: { name: 'Riders’ Alliance', slug: 'riders-alliance', kind: 'organization', title: 'lobby' },
      appearances: [
        { url: 'https://video.example/1', archiveUrl: 'https://archive.example/1' },
        { url: 'https://video.example/2', archiveUrl: null },
      ],
    },
    scale: 'truth-o-meter',
    rating: 'false',
    summary: [],
    bodyHtml: '',
    image: { url: 'https://pictures.example/ferry.jpg', alt: 'A ferry', syndicable: false },
    authors: [{ name: 'Sam Roe', slug: 'sam-roe' }],
    language: 'en',
    publishedAt: '2024-05-12T08:00:00.000Z',
    texts: 'none',
  });
  expect(wire.rebuilds).toEqual([`Bearer ${wire.env.RULINGWIRE_OPERATOR_KEY}`]);
  expect(wire.imports).toEqual([expect.objectContaining({ lines: 1, contentType: 'application/x-ndjson' })]);
});

test('JSON-LD in every shape, and microdata, are one and the same claim', async () => {
  const review = claimReview();
  const article = { '@context': 'https://schema.org', '@type': 'NewsArticle', headline: 'An article' };
  const microdata = `<div itemscope itemtype="https://schema.org/ClaimReview" itemref="when">
    <span itemprop="claimReviewed">The harbor bill triples
      every ferry fare.</span>
    <div itemprop="itemReviewed" itemscope itemtype="https://schema.org/Claim">
      <div itemprop="author" itemscope itemtype="https://schema.org/Person"><a itemprop="name">Alex Doe</a></div>
      <meta itemprop="datePublished" content="2024-05-10"></div>
    <div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating"><b itemprop="alternateName">False</b></div>
    </div><p id="when"><time itemprop="datePublished" datetime="2024-05-12T10:00:00+02:00">May</time></p>`;
  const shapes = {
    '/object': html(script(review)),
    '/array': html(script([article, review])),
    '/graph': html(
      script({
        '@context': 'https://schema.org',
        '@graph': [
          article,
          { ...review, itemReviewed: { '@id': '#claim' } },
          { '@id': '#claim', '@type': 'Claim', author: { '@id': '#doe' }, datePublished: '2024-05-10' },
          { '@id': '#doe', '@type': 'Person', name: 'Alex Doe' },
        ],
      }),
    ),
    '/main-entity': html(script({ ...article, mainEntity: review })),
    '/review': html(script({ ...article, review: [review] })),
    '/types': html(script({ ...review, '@type': ['Review', 'http://schema.org/ClaimReview'] })),
    '/scripts': html(script(article) + script('{"broken": ') + script(review)),
    '/comment': html(script(`<!-- ${JSON.stringify(review)} -->`)),
    '/cdata': html(script(`\n//<![CDATA[\n${JSON.stringify(review)}\n//]]>\n`)),
    '/entities': html(script(JSON.stringify(review).replaceAll('"', '&quot;'))),
    '/microdata': html('', microdata),
    '/both': html(script(review), microdata),
  };
  publish(shapes);
  const { stdout } = await adopt(wire, site.origin);
  expect(stdout).toContain(`${Object.keys(shapes).length} rulings imported`);
  expect(stdout).not.toContain('Not taken over');
  for (const path of Object.keys(shapes))
    expect(await rulingAt(path), path).toMatchObject({
      claim: {
        text: 'The harbor bill triples every ferry fare.',
        madeOn: '2024-05-10',
        claimant: { name: 'Alex Doe', kind: 'person' },
      },
      rating: 'false',
      publishedAt: '2024-05-12T08:00:00.000Z',
    });
});

test('two claims of a page are two rulings, and stay those two', async () => {
  publish({
    '/speech': html(
      script(claimReview()) +
        script(
          claimReview({ claimReviewed: 'Ferries sink weekly.', reviewRating: { alternateName: 'Pants on fire!' } }),
        ),
    ),
  });
  expect((await adopt(wire, site.origin)).stdout).toContain('2 rulings imported');
  expect(await rulingAt('/speech')).toMatchObject({ slug: 'speech', rating: 'false' });
  expect(await rulingAt('/speech', 2)).toMatchObject({
    slug: 'speech-claim-2',
    claim: { text: 'Ferries sink weekly.' },
    rating: 'pants-on-fire',
  });
  const again = await adopt(wire, site.origin);
  expect(again.stdout).toContain('0 rulings imported, 2 skipped (there already), 0 refused');
  expect(again.code).toBe(0);
  expect((await wire.rulings()).size).toBe(2);
  // the first run might have been cut off before it asked
  expect(wire.rebuilds).toHaveLength(2);
});

test('what cannot be mapped is told with its page and reason, never guessed', async () => {
  const rated = (reviewRating: Record<string, unknown>) => factCheck({ reviewRating });
  publish({
    '/unknown': rated({ alternateName: 'Three Pinocchios' }),
    '/inverted': rated({ ratingValue: 2, bestRating: 1, worstRating: 6 }),
    '/other-span': rated({ ratingValue: 2, bestRating: 5, worstRating: 1 }),
    '/no-span': rated({ ratingValue: 2 }),
    '/between': rated({ ratingValue: 2.5, bestRating: 6, worstRating: 1 }),
    '/nobody': factCheck({ itemReviewed: { '@type': 'Claim' } }),
    '/no-date': factCheck({ datePublished: 'May 12, 2024' }),
    '/no-claim': factCheck({ claimReviewed: ' ' }),
    '/broken': html(script(`${JSON.stringify(claimReview())} }`)),
    '/elsewhere': factCheck({ url: 'https://another.example/check' }),
    '/long': html(script(claimReview({ headline: 'x'.repeat(301) }))),
    '/numbers': rated({ alternateName: 'Mostly Fake', ratingValue: '3', bestRating: '6', worstRating: '1' }),
    '/words-first': rated({ alternateName: 'HALF-TRUE', ratingValue: 2, bestRating: 1, worstRating: 6 }),
  });
  const file = join(folder, 'report.ndjson');
  const { code, stdout } = await adopt(wire, site.origin, '--report', file);
  expect([...(await wire.rulings()).values()].map(({ rating, url }) => [new URL(url).pathname, rating]).sort()).toEqual(
    [
      ['/numbers', 'mostly-false'],
      ['/words-first', 'half-true'],
    ],
  );
  expect(code).toBe(0);
  expect(stdout).toContain(
    '13 pages read, 13 with fact-checks\n2 rulings imported, 0 skipped (there already), 1 refused\n',
  );
  const lines = (await readFile(file, 'utf8')).trim().split('\n');
  const told = lines.map((line) => reportSchema.parse(JSON.parse(line)));
  for (const { url, claim, reason } of told)
    expect(stdout.split('\n')).toContain(`  ${url}${claim === null ? '' : `, claim ${claim}`}: ${reason}`);
  const reasons = Object.fromEntries(told.map(({ url, reason }) => [new URL(url).pathname, reason]));
  expect(reasons).toEqual({
    '/unknown': 'its rating “Three Pinocchios” is on no scale of the newsroom',
    '/inverted': 'its rating 2 from 6 to 1, counts from best to worst',
    '/other-span': 'its rating 2 from 1 to 5, is of a span that no scale of the newsroom has',
    '/no-span': 'its rating 2 from ? to ?, does not say the span it is of',
    '/between': 'its rating 2.5 from 1 to 6, is no step of the scale Truth-O-Meter',
    '/nobody': 'it does not say who made the claim (itemReviewed.author)',
    '/no-date': 'it does not say when it was published, as an ISO 8601 date',
    '/no-claim': 'it does not say what was claimed (claimReviewed)',
    '/broken': expect.stringMatching(/^its JSON-LD is broken: .*after JSON/),
    '/elsewhere': 'it is the review of another page (url): another.example/check',
    '/long': expect.stringMatching(/^the wire refused long: \/headline /),
  });
});

test('pages in another language, in another encoding and of non-Latin names', async () => {
  const spanish = factCheck({ inLanguage: 'es_MX' });
  const latin1 = Buffer.from(
    html(`<meta charset="iso-8859-1">${script(claimReview({ claimReviewed: 'Más peajes' }))}`).replace('"en"', '"es"'),
    'latin1',
  );
  publish({ '/es': spanish, '/latin1': '', '/हार्बर': factCheck({ author: { '@type': 'Person', name: 'रवि' } }) });
  site.pages.set('/latin1', (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(latin1));
  site.pages.set(encodeURI('/हार्बर'), site.pages.get('/हार्बर') ?? '');
  const { stdout } = await adopt(wire, site.origin);
  expect(stdout).toContain('3 rulings imported');
  expect(await rulingAt('/es')).toMatchObject({ language: 'es-MX' });
  expect(await rulingAt('/latin1')).toMatchObject({ language: 'es', claim: { text: 'Más peajes' } });
  const hindi = [...(await wire.rulings()).values()].find(({ url }) => url === `${site.origin}${encodeURI('/हार्बर')}`);
  expect(hindi?.slug).toMatch(/^[0-9a-f]{10}$/);
  expect(hindi?.externalId).toMatch(/^sha256-[0-9a-f]{64}:claim-1$/);
  expect(hindi?.authors).toEqual([{ name: 'रवि', slug: expect.stringMatching(/^[0-9a-f]{10}$/) }]);
});

test('an index of sitemaps, gzipped ones, those of robots.txt and foreign addresses', async () => {
  const index = (...paths: string[]) =>
    `<x:sitemapindex xmlns:x="http://www.sitemaps.org/schemas/sitemap/0.9">${paths
      .map((path) => `<x:sitemap><x:loc>${path}</x:loc></x:sitemap>`)
      .join('')}</x:sitemapindex>`;
  site.pages.set(
    '/robots.txt',
    'Sitemap: /maps/index.xml\nSitemap: https://maps.example/other.xml\nSitemap: /missing.xml',
  );
  site.pages.set(
    '/maps/index.xml',
    index('one.xml.gz', `${site.origin}/maps/two.xml`, '/maps/none.xml', '/maps/html.xml'),
  );
  site.pages.set('/maps/one.xml.gz', gzipSync(urlset(site, ['/a', '/b'])));
  site.pages.set(
    '/maps/two.xml',
    urlset(site, ['/b#again', '/c?x=1&amp;y=2']).replace(
      '</urlset>',
      '<url><loc>https://else.example/</loc></url></urlset>',
    ),
  );
  site.pages.set('/maps/html.xml', html(''));
  for (const path of ['/a', '/b', '/c?x=1&y=2']) site.pages.set(path, factCheck());
  const { stdout } = await adopt(wire, site.origin);
  expect([...(await wire.rulings()).values()].map(({ url }) => url.slice(site.origin.length)).sort()).toEqual([
    '/a',
    '/b',
    '/c?x=1&y=2',
  ]);
  expect(stdout.split('\n').filter((line) => line.startsWith('  '))).toEqual([
    `  ${site.origin}/maps/none.xml: was answered with 404`,
    `  ${site.origin}/maps/html.xml: is no sitemap`,
    `  https://maps.example/other.xml: is not on ${site.host}`,
    `  ${site.origin}/missing.xml: was answered with 404`,
    `  ${site.origin}/: has 1 addresses in its sitemaps that are of other hosts or too long`,
  ]);
  expect(site.asked().filter((path) => path === '/b')).toHaveLength(1);
});

test('the canonical address is the page’s, a list of fact-checks repeats them, and addresses that clash are told', async () => {
  const canonical = (path: string) => `<link rel="canonical" href="${path}">`;
  publish({
    '/check': html(canonical('/check') + script(claimReview({ url: `${site.origin}/check/#here` }))),
    '/amp/check': html(canonical('/check') + script(claimReview())),
    '/wrong': html(canonical('/check') + script(claimReview({ claimReviewed: 'Another claim.' }))),
    '/front': html(canonical('/') + script(claimReview())),
    '/away': html(canonical('https://else.example/away') + script(claimReview())),
    '/list': html(
      script([claimReview({ url: `${site.origin}/check` }), claimReview({ url: '/front', claimReviewed: 'x' })]),
    ),
    '/a/b': factCheck(),
    '/a-b': factCheck(),
  });
  const { stdout } = await adopt(wire, site.origin);
  expect([...(await wire.rulings()).values()].map(({ url }) => url.slice(site.origin.length)).sort()).toEqual([
    ...['/a/b', '/away', '/check', '/front'],
  ]);
  expect(stdout.split('\n').filter((line) => line.startsWith('  '))).toEqual([
    `  ${site.origin}/wrong: A page: it has the address (canonical) of ${site.origin}/check`,
    `  ${site.origin}/a-b: A page: its slug is that of ${site.origin}/a/b`,
  ]);
});

test('a part of the site, and the newest of it', async () => {
  site.pages.set(
    '/sitemap.xml',
    urlset(site, [
      ['/checks/old', '2020-01-01'],
      '/checks/undated',
      ['/checks/new', '2024-01-01'],
      ['/news/newer', '2025-01-01'],
    ]),
  );
  for (const path of ['/checks/old', '/checks/undated', '/checks/new', '/news/newer'])
    site.pages.set(path, factCheck());
  await adopt(wire, `${site.origin}/checks/`, '--limit', '2');
  expect(site.asked().slice(-2)).toEqual(['/checks/new', '/checks/old']);
});

test('a hundred claims go in more than one call, and every one of them arrives', async () => {
  publish(Object.fromEntries(Array.from({ length: 101 }, (_, index) => [`/check/${index}`, factCheck()])));
  const { stdout } = await adopt(wire, site.origin);
  expect(stdout).toContain('101 rulings imported');
  expect(wire.imports.map(({ lines }) => lines)).toEqual([50, 50, 1]);
});

test('nothing to import is a failure, and is said', async () => {
  const none = await adopt(wire, site.origin);
  expect([none.code, none.stderr]).toEqual([
    1,
    `${site.host} names no sitemap in robots.txt, and has none at /sitemap.xml\n`,
  ]);
  publish({ '/unknown': factCheck({ reviewRating: { alternateName: 'Fake' } }) });
  expect((await adopt(wire, site.origin)).code).toBe(1);
  expect(wire.rebuilds).toEqual([]);
});

test('without an operator’s key, or with a wrong one, the import stands, and the feeds are said to be old', async () => {
  publish({ '/check': factCheck() });
  const wrong = await adopt({ env: { ...wire.env, RULINGWIRE_OPERATOR_KEY: 'rwk_wrong' } }, site.origin);
  expect([wrong.code, wrong.stdout]).toEqual([
    1,
    expect.stringMatching(/1 ruling imported[\s\S]*The feeds are as they were: POST .*: 403 Forbidden\n/),
  ]);
  publish({ '/another': factCheck() });
  const { RULINGWIRE_OPERATOR_KEY: _, ...env } = wire.env;
  const none = await adopt({ env }, site.origin);
  expect([none.code, none.stdout]).toEqual([
    0,
    expect.stringMatching(/1 ruling imported[\s\S]*The feeds are as they were: set RULINGWIRE_OPERATOR_KEY/),
  ]);
});

test('the embedded runtime’s own keys are found in its data folder', async () => {
  publish({ '/check': factCheck() });
  const { RULINGWIRE_KEY: newsroom, RULINGWIRE_OPERATOR_KEY: operator, RULINGWIRE_URL: baseUrl } = wire.env;
  await writeFile(join(folder, 'dev.json'), JSON.stringify({ baseUrl, keys: { newsroom, operator } }));
  const { stdout } = await adopt({ env: { RULINGWIRE_DATA: folder } }, site.origin);
  expect(stdout).toContain('The feeds are being rebuilt');
  expect(wire.rebuilds).toEqual([`Bearer ${operator}`]);
});

test.each([
  [['adopt'], 'adopt takes one http or https URL'],
  [['adopt', 'ftp://site.example/'], 'adopt takes one http or https URL'],
  [['adopt', 'https://site.example/', '--pace', '0'], '--pace is a number of requests a second above 0'],
  [['adopt', 'https://site.example/', '--every', 'often'], '--every is a number of minutes'],
  [['adopt', 'https://site.example/', '--state', 'file'], '--state goes with --follow'],
  [['adopt', 'https://site.example/', '--fast'], '--fast'],
])('%j is answered with how the command is used', async (args, words) => {
  const { code, stderr } = await startCommand(args, wire.env).ended();
  expect(code).toBe(2);
  expect(stderr).toContain(words);
  expect(stderr).toContain('rulingwire adopt URL');
});
