import { expect, test, vi } from 'vitest';
import { dayOf, instantOf } from '../../local/cli/adopt/dates.ts';
import { decodeHtml } from '../../local/cli/adopt/decode.ts';
import { parseJsonLd } from '../../local/cli/adopt/json-ld.ts';
import { draftOf } from '../../local/cli/adopt/map-review.ts';
import { readMarkup } from '../../local/cli/adopt/markup.ts';
import { addressOf, externalIdOf, rulingSlug, slugOf } from '../../local/cli/adopt/names.ts';
import { plain } from '../../local/cli/adopt/plain.ts';
import { createProgress } from '../../local/cli/adopt/summary.ts';
import { createTeller } from '../../local/cli/adopt/tell.ts';
import { slugSchema } from '../../shared/domain/slug.ts';
import { newsroom } from '../samples/revision.ts';

test.each([
  ['2024-05-12', '2024-05-12T00:00:00.000Z', '2024-05-12'],
  ['2024-05-12T10:00', '2024-05-12T10:00:00.000Z', '2024-05-12'],
  ['2024-05-12 10:00:05.5', '2024-05-12T10:00:05.500Z', '2024-05-12'],
  ['2024-05-12T23:00:00-05:00', '2024-05-13T04:00:00.000Z', '2024-05-12'],
  ['2024-05-12T10:00:00+0530', '2024-05-12T04:30:00.000Z', '2024-05-12'],
  ['2024-05-12T10:00:00+02', '2024-05-12T08:00:00.000Z', '2024-05-12'],
  ['2024-05-12T10:00:00z', '2024-05-12T10:00:00.000Z', '2024-05-12'],
  ['2024-02-30', null, null],
  ['2024-05-12T25:00', null, '2024-05-12'],
  ['05/12/2024', null, null],
  ['May 12, 2024', null, null],
  ['', null, null],
  [null, null, null],
])('the date %j is the instant %j and the day %j', (text, instant, day) => {
  expect([instantOf(text), dayOf(text)]).toEqual([instant, day]);
});

test('slugs are slugs, the same for the same name, and apart for names that only look alike', () => {
  expect(['Alex Doe', 'José Núñez', "O'Brien & Søn", 'Straße'].map((name) => slugOf(name))).toEqual([
    ...['alex-doe', 'jose-nunez', 'obrien-son', 'strasse'],
  ]);
  const odd = ['रवि', 'Иван', 'Ivan Иван', '!!!', 'x'.repeat(101), `${'x'.repeat(101)}y`].map((name) => slugOf(name));
  for (const slug of odd) expect(slugSchema.safeParse(slug).success, slug).toBe(true);
  expect(new Set(odd).size).toBe(odd.length);
  expect(slugOf('Иван')).toBe(slugOf('Иван'));
});

test('the slug and the id of a page are those of its whole address', () => {
  const named = (url: string, place = 1) => [rulingSlug(new URL(url), place), externalIdOf(new URL(url), place)];
  expect(named('https://www.news.example/2024/05/harbor-bill.html/')).toEqual([
    '2024-05-harbor-bill',
    'news.example:2024:05:harbor-bill.html:claim-1',
  ]);
  expect(named('https://news.example/a', 2)).toEqual(['a-claim-2', 'news.example:a:claim-2']);
  expect(named('https://news.example/')).toEqual(['front-page', 'news.example:claim-1']);
  const [query, long] = [named('https://news.example/?p=12'), named(`https://news.example/${'long-'.repeat(60)}`, 12)];
  expect(query).toEqual(['p-12', expect.stringMatching(/^sha256-[0-9a-f]{64}:claim-1$/)]);
  expect(long[0]).toMatch(/^long-.*-[0-9a-f]{10}-claim-12$/);
  expect(long[0]?.length).toBeLessThanOrEqual(100);
  expect(long[1]).toMatch(/^sha256-[0-9a-f]{64}:claim-12$/);
  expect(externalIdOf(new URL(`https://news.example/${'x'.repeat(179)}`), 1)).toHaveLength(200);
  expect(externalIdOf(new URL(`https://news.example/${'x'.repeat(180)}`), 1)).toMatch(/^sha256-/);
});

test('a canonical address is taken, but not the front page’s for another page', () => {
  const at = (page: string, canonical?: string) =>
    addressOf(new URL(page), canonical === undefined ? undefined : new URL(canonical)).href;
  expect(at('https://a.example/x?utm=1#top', 'https://a.example/x#y')).toBe('https://a.example/x');
  expect(at('https://a.example/x#top')).toBe('https://a.example/x');
  expect(at('https://a.example/x', 'https://a.example/')).toBe('https://a.example/x');
  expect(at('https://a.example/?x', 'https://a.example/')).toBe('https://a.example/');
});

test.each([
  ['It&#8217;s <em>not</em> so', 'It’s not so'],
  ['<p>One.</p><p>Two.</p>', 'One. Two.'],
  ['Tom &amp; Ann', 'Tom & Ann'],
  ['5 < 6 & 7 > 2', '5 < 6 & 7 > 2'],
  ['AT&T', 'AT&T'],
  ['  a\n b\u0000 ', 'a b'],
])('%j is the text %j', (html, text) => {
  expect(plain(html)).toBe(text);
});

test.each([
  '{"a":"é <b>"}',
  '<!--{"a":"é <b>"}-->',
  ' // <![CDATA[ \n{"a":"é <b>"}\n // ]]> ',
  '/*<![CDATA[*/{"a":"é <b>"}/*]]>*/',
  '<![CDATA[{"a":"é <b>"}]]>',
  '{&quot;a&quot;:&quot;é &lt;b&gt;&quot;}',
  '\uFEFF{"a":"é <b>"}',
])('%j is JSON in its wrapping', (script) => {
  expect(parseJsonLd(script)).toEqual({ value: { a: 'é <b>' } });
});

test.each(['{"a":1}}', '{"a":1', '{"a":1};', '', '{"a":"&quot;}'])('%j is broken, and said to be', (script) => {
  expect(parseJsonLd(script)).toEqual({ broken: expect.stringMatching(/JSON/) });
});

test('entities in sound JSON are left to the fields', () => {
  expect(parseJsonLd('{"a":"say &quot;yes&quot;"}')).toEqual({ value: { a: 'say &quot;yes&quot;' } });
});

test.each([
  ['text/html; charset=windows-1251', ''],
  ['text/html', '<meta charset="windows-1251">'],
  ['text/html', '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'],
])('a page of %j with %j is decoded as it says', (contentType, meta) => {
  const bytes = Buffer.concat([Buffer.from(meta), Buffer.from([0xcf, 0xf0, 0xe0, 0xe2, 0xe4, 0xe0])]);
  expect(decodeHtml(bytes, contentType)).toBe(`${meta}Правда`);
});

test('a page that says nothing of its encoding, or nonsense, is UTF-8', () => {
  expect(decodeHtml(Buffer.from('é'), 'text/html')).toBe('é');
  expect(decodeHtml(Buffer.from('é'), 'text/html; charset=none-such')).toBe('é');
});

const draft = (differs: Record<string, unknown>, head = '') => {
  const review = {
    ...{ '@type': 'ClaimReview', claimReviewed: 'A claim.', datePublished: '2024-05-12' },
    ...{ itemReviewed: { author: { name: 'Alex Doe' } }, reviewRating: { alternateName: 'False' }, ...differs },
  };
  const markup = readMarkup(
    `<html lang="pt-br"><title>The title</title>${head}<script type="application/ld+json; charset=utf-8">${JSON.stringify(review)}</script>`,
  );
  const [found] = markup.graph.ofType('ClaimReview');
  const mapped = draftOf({ address: new URL('https://a.example/x'), markup }, found ?? {}, 1, newsroom.ratingScales);
  if (!mapped.ok) throw new Error(mapped.error);
  return mapped.value;
};

test.each([
  [{ author: { '@type': 'Person', name: 'X' }, '@type': 'VideoObject' }, 'person'],
  [{ author: { '@type': 'https://schema.org/PoliticalParty', name: 'X' } }, 'organization'],
  [{ author: { '@type': ['Thing', 'schema:Organization'], name: 'X' } }, 'organization'],
  [{ author: 'X', '@type': 'SocialMediaPosting' }, 'social-post'],
  [{ author: { name: 'X' }, appearance: { '@type': 'ImageObject' } }, 'viral-image'],
  [{ author: { name: 'X' }, firstAppearance: [{ '@type': 'VideoObject' }] }, 'video'],
  [{ author: { name: 'X' }, appearance: { '@type': 'Message' } }, 'chain-message'],
  [{ author: [{ '@type': 'Organization' }, 'X'] }, 'person'],
])('the claimant of %j is of the kind %s', (itemReviewed, kind) => {
  expect(draft({ itemReviewed }).claim.claimant).toMatchObject({ name: 'X', slug: 'x', kind });
});

test('where a claim was made: in works, or in older markup the thing itself; no id of a claim, and no other scheme', () => {
  const author = { name: 'X' };
  const places = (item: Record<string, unknown>) =>
    draft({ itemReviewed: { author, ...item } }).claim.appearances?.map(({ url }) => url);
  expect(places({ '@id': 'https://a.example/#claim', url: 'https://b.example/post' })).toEqual([
    'https://b.example/post',
  ]);
  expect(places({ '@id': 'https://a.example/#claim' })).toEqual([]);
  expect(places({ appearance: ['ftp://b.example/', 'a debate', { contentUrl: 'https://b.example/v' }] })).toEqual([
    'https://b.example/v',
  ]);
});

test('the headline is the review’s, else the one made for sharing, else the article’s, else the title', () => {
  const og = '<meta property="og:title" content="Shared &amp; short">';
  const article = '<script type="application/ld+json">{"@type":"NewsArticle","headline":"The article"}</script>';
  expect(draft({ headline: 'The review' }, og + article).headline).toBe('The review');
  expect(draft({}, og + article).headline).toBe('Shared & short');
  expect(draft({}, article).headline).toBe('The article');
  expect(draft({}).headline).toBe('The title');
});

test.each([
  ['es', 'es'],
  ['EN_us', 'en-us'],
  [{ '@type': 'Language', name: 'Spanish', alternateName: 'es-MX' }, 'es-MX'],
  ['Spanish', 'pt-br'],
  [undefined, 'pt-br'],
])('the language %j is the tag %s', (inLanguage, language) => {
  expect(draft({ inLanguage }).language?.toLowerCase()).toBe(language.toLowerCase());
});

test('an image is taken with words for those who do not see it, and never for others to show', () => {
  expect(draft({ image: 'https://a.example/i.jpg' }).image).toBeNull();
  expect(
    draft({ image: { contentUrl: 'https://a.example/i.jpg', caption: 'A pier', creditText: 'Ann' } }).image,
  ).toEqual({
    ...{ url: 'https://a.example/i.jpg', alt: 'A pier', credit: 'Ann', syndicable: false },
  });
});

test('a short description is the summary, a long one is not cut', () => {
  expect(draft({ description: 'Fares rise by <b>12</b> percent.' }).summary).toEqual(['Fares rise by 12 percent.']);
  expect(draft({ description: 'x'.repeat(501) }).summary).toEqual([]);
});

test('the day of publication is the review’s, else the article’s, else the page’s', () => {
  const article = '<script type="application/ld+json">{"@type":"Article","datePublished":"2024-05-11"}</script>';
  const meta = '<meta property="article:published_time" content="2024-05-10T00:00:00Z">';
  expect(draft({}, article + meta).publishedAt).toBe('2024-05-12T00:00:00.000Z');
  expect(draft({ datePublished: 'soon' }, article + meta).publishedAt).toBe('2024-05-11T00:00:00.000Z');
  expect(draft({ datePublished: null }, meta).publishedAt).toBe('2024-05-10T00:00:00.000Z');
});

test('what is told has no control characters, and is told anew only when it changed', () => {
  const onTold = vi.fn();
  const teller = createTeller(onTold);
  const problem = { claim: 1, reason: 'its rating “\u001b[2JFake\n”' };
  teller.page('https://a.example/', [problem]);
  teller.page('https://a.example/', [problem]);
  expect(onTold.mock.calls).toEqual([[{ url: 'https://a.example/', claim: 1, reason: 'its rating “[2JFake ”' }]]);
  teller.page('https://a.example/', []);
  teller.page('https://a.example/', [problem]);
  expect(teller.told).toHaveLength(2);
});

test('progress is for terminals alone', () => {
  const write = vi.fn(() => true);
  const counts = { pages: 3, withClaims: 2, imported: 1, skipped: 1, refused: 0 };
  createProgress({ isTTY: false, write }).show(counts, 9);
  expect(write).not.toHaveBeenCalled();
  createProgress({ isTTY: true, write }).show(counts, 9);
  expect(write).toHaveBeenCalledWith('\r\u001b[K3 of 9 pages read, 1 rulings imported, 1 skipped');
});
