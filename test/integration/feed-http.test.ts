/** What readers' HTTP clients see of feeds: the template's distribution over a bucket, in the CDN stand-in. */
import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import { connect } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { App, Stack } from 'aws-cdk-lib';
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Logs } from '../../infra/constructs/logs.ts';
import { PublicSite } from '../../infra/constructs/public-site.ts';
import { buildPages } from '../../infra/pages.ts';
import { type BucketStore, S3Store } from '../../local/aws/fauxqs-modules.ts';
import { createCdn } from '../../local/http/cdn.ts';
import { closeServer, listenOnLoopback } from '../../local/http/listen.ts';
import { readAssembly } from '../../local/template/document.ts';
import { apiDomain, readResources } from '../../local/template/resources.ts';
import { temporaryFolder } from './fixtures/build.ts';

const rss = `<rss>${'<item>The harbor bill does not triple every ferry fare.</item>'.repeat(60)}</rss>`;
const atom = rss.replaceAll('item', 'entry');
const json = JSON.stringify({ items: Array(60).fill('The harbor bill does not triple every ferry fare.') });
const link = '<https://wire.example/hub>; rel="hub", <https://wire.example/feeds/rss.xml>; rel="self"';
const cacheControl = 'max-age=30, stale-while-revalidate=60, stale-if-error=86400';
const apiAnswer = JSON.stringify({ data: 'a ruling '.repeat(500) });

let buckets: BucketStore;
let bucket: string;
let server: Server;
let url: string;

const store = (key: string, body: string | Buffer, type: string, contentEncoding?: string): void => {
  const coded = contentEncoding === undefined ? {} : { contentEncoding };
  buckets.putObject(bucket, key, Buffer.from(body), type, { link, event: 'evt_1' }, { cacheControl, ...coded });
};

beforeAll(async () => {
  const app = new App({ outdir: temporaryFolder() });
  const stack = new Stack(app, 'Readers');
  new PublicSite(stack, 'Site', {
    api: new HttpApi(stack, 'Api'),
    pages: await buildPages(temporaryFolder()),
    logs: new Logs(stack, 'Logs'),
    domain: undefined,
  });
  app.synth();
  const resources = readResources(readAssembly(app.outdir).template, (name) => name);
  buckets = new S3Store();
  bucket = resources.theOne('AWS::S3::Bucket', 'Site').name;
  buckets.createBucket(bucket);
  for (const folder of ['feeds', 'feeds/topics/ukraine', 'feeds/archive/2026/11']) {
    store(`${folder}/rss.xml`, rss, 'application/rss+xml; charset=utf-8');
    store(`${folder}/atom.xml`, atom, 'application/atom+xml; charset=utf-8');
    store(`${folder}/atom.xml.gz`, gzipSync(atom), 'application/atom+xml; charset=utf-8', 'gzip');
    store(`${folder}/feed.json`, json, 'application/feed+json; charset=utf-8');
    store(`${folder}/feed.json.gz`, gzipSync(json), 'application/feed+json; charset=utf-8', 'gzip');
  }
  store('feeds/index.html', `<!doctype html>${'<p>Feeds</p>'.repeat(100)}`, 'text/html');
  store('index.html', '<!doctype html><p>Wire', 'text/html');
  const answer = async () => ({
    ...{ status: 200, headers: { 'content-type': 'application/json', etag: '"api"' } },
    body: Buffer.from(apiAnswer),
  });
  const domain = apiDomain(resources.theOne('AWS::ApiGatewayV2::Api', 'Api').name);
  const cdn = createCdn(resources, buckets, [{ domain, answer }]);
  server = createServer((request, response) => void cdn(request, response));
  url = await listenOnLoopback(server, 0);
});
afterAll(() => closeServer(server));

interface Got {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** As it comes over the wire: nothing is added to the request, and nothing decoded. */
const ask = async (path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Got> => {
  const { promise, resolve, reject } = Promise.withResolvers<Got>();
  const sent = httpRequest(`${url}${path}`, { method, headers }, (answer) => {
    buffer(answer).then((body) => resolve({ status: answer.statusCode, headers: answer.headers, body }), reject);
  });
  sent.on('error', reject).end();
  return promise;
};

const decoded = ({ headers, body }: Got): string => {
  if (headers['content-encoding'] === 'br') return brotliDecompressSync(body).toString();
  return (headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString();
};

const browser = 'gzip, deflate, br, zstd';

describe('what CloudFront compresses', () => {
  test.each([
    [undefined, undefined],
    ['identity', undefined],
    ['gzip', 'gzip'],
    ['GZIP', 'gzip'],
    ['br', 'br'],
    [browser, 'br'],
    ['gzip;q=1.0, br;q=0.1', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['gzip;q=0', undefined],
    ['gzip; q=0.000, br;q=0', undefined],
    ['deflate', undefined],
  ])('RSS for Accept-Encoding: %s', async (accepted, coding) => {
    const got = await ask('/feeds/rss.xml', accepted === undefined ? {} : { 'accept-encoding': accepted });
    expect(got.headers['content-encoding']).toBe(coding);
    expect(got.headers['content-type']).toBe('application/rss+xml; charset=utf-8');
    expect(got.headers['content-length']).toBe(String(got.body.length));
    expect(decoded(got)).toBe(rss);
    if (coding !== undefined) expect(got.body.length).toBeLessThan(rss.length / 4);
  });

  test('a strong entity tag becomes a weak one, of the same name in each coding', async () => {
    const plain = await ask('/feeds/rss.xml');
    expect(plain.headers.etag).toMatch(/^"[0-9a-f]{32}"$/);
    for (const coding of ['gzip', 'br']) {
      const { headers } = await ask('/feeds/rss.xml', { 'accept-encoding': coding });
      expect(headers.etag).toBe(`W/${plain.headers.etag}`);
    }
  });

  test('what is written anew is compressed anew', async () => {
    store('feeds/editions/daily/rss.xml', rss, 'application/rss+xml');
    await ask('/feeds/editions/daily/rss.xml', { 'accept-encoding': 'gzip' });
    store('feeds/editions/daily/rss.xml', rss.replaceAll('triple', 'double'), 'application/rss+xml');
    const got = await ask('/feeds/editions/daily/rss.xml', { 'accept-encoding': 'gzip' });
    expect(decoded(got)).toBe(rss.replaceAll('triple', 'double'));
  });

  test.each([
    [999, 'application/json', undefined],
    [1_000, 'application/json', 'gzip'],
    [10_000_000, 'application/json', 'gzip'],
    [10_000_001, 'application/json', undefined],
    [5_000, 'image/svg+xml', 'gzip'],
    [5_000, 'Application/XML ; charset=utf-8', 'gzip'],
    [5_000, 'application/ld+json', undefined],
    [5_000, 'application/atom+xml', undefined],
    [5_000, 'application/feed+json', undefined],
    [5_000, 'image/png', undefined],
  ])('%i bytes of %s', async (bytes, type, coding) => {
    store('of-a-size', Buffer.alloc(bytes, 'a'), type);
    expect((await ask('/of-a-size', { 'accept-encoding': 'gzip' })).headers['content-encoding']).toBe(coding);
  });

  test('nothing twice', async () => {
    store(
      'packed.json',
      gzipSync(Buffer.from(Array.from({ length: 2_000 }, (_, n) => n * n).join())),
      'application/json',
      'gzip',
    );
    const got = await ask('/packed.json', { 'accept-encoding': 'br, gzip' });
    expect(got.headers['content-encoding']).toBe('gzip');
    expect(decoded(got)).toContain(',3996001');
  });

  test('nothing for HTTP/1.0', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    socket.write('GET /feeds/rss.xml HTTP/1.0\r\nAccept-Encoding: gzip\r\n\r\n');
    const got = await text(socket);
    expect(got).toMatch(/^HTTP\/1\.1 200 /);
    expect(got).toContain(rss);
  });

  test('nothing of the API, to whose answers it adds security headers alone', async () => {
    const got = await ask('/v1/rulings', { 'accept-encoding': browser, 'if-none-match': '"api"' });
    expect(got.status).toBe(200);
    expect(got.body.toString()).toBe(apiAnswer);
    expect(got.headers).toMatchObject({
      'content-type': 'application/json',
      etag: '"api"',
      'x-content-type-options': 'nosniff',
    });
    expect(got.headers.vary).toBeUndefined();
  });
});

describe('what CloudFront does not compress', () => {
  const files = [
    ['/feeds/atom.xml', atom, 'application/atom+xml; charset=utf-8'],
    ['/feeds/topics/ukraine/feed.json', json, 'application/feed+json; charset=utf-8'],
    ['/feeds/archive/2026/11/atom.xml', atom, 'application/atom+xml; charset=utf-8'],
  ] as const;

  test.each([
    [undefined, undefined],
    ['br', undefined],
    ['identity', undefined],
    ['xgzip', undefined],
    ['gzip', 'gzip'],
    [browser, 'gzip'],
    ['br, GZip;q=0.5', 'gzip'],
    ['gzip;q=0', undefined],
    ['gzip ; Q=0.0', undefined],
    ['gzip;q=none', undefined],
    ['*', 'gzip'],
    ['*;q=0', undefined],
    ['gzip;q=0, *', undefined],
    ['identity, *;q=0.1', 'gzip'],
  ])('is stored in gzip too, for Accept-Encoding: %s', async (accepted, coding) => {
    for (const [path, body, type] of files) {
      const got = await ask(path, accepted === undefined ? {} : { 'accept-encoding': accepted });
      expect(got.headers['content-encoding']).toBe(coding);
      expect(got.headers['content-type']).toBe(type);
      expect(got.headers.etag).toMatch(/^"/);
      expect(decoded(got)).toBe(body);
    }
  });

  test.each(['/atom.xml', '/feeds/my-atom.xml', '/feeds/atom.xml/more', '/feeds/feed.jsonx'])(
    'is not looked for beside %s',
    async (path) => {
      store(`${path.slice(1)}.gz`, 'another file', 'text/plain');
      store(path.slice(1), 'the file', 'text/plain');
      expect((await ask(path, { 'accept-encoding': 'gzip' })).body.toString()).toBe('the file');
    },
  );
});

test('the page that texts lead to is found without a slash at the end, and no other folder is', async () => {
  store('preferences/index.html', 'the page', 'text/html');
  store('elsewhere/index.html', 'another', 'text/html');
  for (const path of ['/preferences', '/preferences/']) expect((await ask(path, {})).body.toString()).toBe('the page');
  expect((await ask('/elsewhere', {})).status).toBe(404);
});

test('pages of corrections are found with and without a slash, and nothing else below them', async () => {
  store('corrections/index.html', 'the newest', 'text/html');
  store('corrections/2026/index.html', 'a year', 'text/html');
  store('corrections/notes/index.html', 'no year', 'text/html');
  const bodyOf = async (path: string) => (await ask(path, {})).body.toString();
  for (const path of ['/corrections', '/corrections/']) expect(await bodyOf(path)).toBe('the newest');
  for (const path of ['/corrections/2026', '/corrections/2026/']) expect(await bodyOf(path)).toBe('a year');
  for (const path of ['/corrections/notes', '/corrections/2025', '/corrections/20261', '/corrections/2026/x'])
    expect((await ask(path, {})).status, path).toBe(404);
});

const paths = ['/feeds/rss.xml', '/feeds/atom.xml', '/feeds/topics/ukraine/feed.json'];
const requests = paths.flatMap((path) => [undefined, 'gzip', browser].map((accepted) => [path, accepted] as const));

describe.each(requests)('%s for Accept-Encoding: %s', (path, accepted) => {
  const coded: Record<string, string> = accepted === undefined ? {} : { 'accept-encoding': accepted };
  const told = ({ etag, vary, link: links, ...headers }: IncomingHttpHeaders) => ({
    ...{ etag, vary, link: links, cacheControl: headers['cache-control'], lastModified: headers['last-modified'] },
  });

  test('tells its links and validators on 200, 304 and HEAD alike, and nothing of the store', async () => {
    const got = await ask(path, coded);
    const head = await ask(path, coded, 'HEAD');
    const again = await ask(path, { ...coded, 'if-none-match': got.headers.etag ?? '' });
    expect([got.status, head.status, again.status]).toEqual([200, 200, 304]);
    expect(told(got.headers)).toEqual({
      ...{ link, cacheControl, vary: 'Accept-Encoding' },
      etag: expect.stringMatching(/^(W\/)?"[0-9a-f]{32}"$/),
      lastModified: expect.stringMatching(/ GMT$/),
    });
    for (const { headers } of [head, again]) expect(told(headers)).toEqual(told(got.headers));
    for (const { headers } of [got, head, again])
      expect(Object.keys(headers).filter((name) => name.startsWith('x-amz-'))).toEqual([]);
    expect(head.headers['content-encoding']).toBe(got.headers['content-encoding']);
    expect(head.headers['content-length']).toBe(got.headers['content-length']);
    expect([head.body.length, again.body.length]).toEqual([0, 0]);
    expect(Object.keys(again.headers).filter((name) => name.startsWith('content-'))).toEqual([
      'content-security-policy',
    ]);
  });

  const earlier = 'Thu, 01 Jan 1970 00:00:00 GMT';
  const conditions: [string, (current: { tag: string; changed: string }) => Record<string, string>, number][] = [
    ['the tag', ({ tag }) => ({ 'if-none-match': tag }), 304],
    ['the tag, weak', ({ tag }) => ({ 'if-none-match': `W/${tag.replace('W/', '')}` }), 304],
    ['the tag, strong', ({ tag }) => ({ 'if-none-match': tag.replace('W/', '') }), 304],
    ['a list with it', ({ tag }) => ({ 'if-none-match': `"x", "a, b" ,${tag}` }), 304],
    ['any tag', () => ({ 'if-none-match': '*' }), 304],
    ['another tag', () => ({ 'if-none-match': '"x", W/"y"' }), 200],
    ['no quotes', ({ tag }) => ({ 'if-none-match': tag.replaceAll('"', '') }), 200],
    ['its date', ({ changed }) => ({ 'if-modified-since': changed }), 304],
    ['an earlier date', () => ({ 'if-modified-since': earlier }), 200],
    ['a date that is none', () => ({ 'if-modified-since': 'yesterday' }), 200],
    ['another tag with its date', ({ changed }) => ({ 'if-none-match': '"x"', 'if-modified-since': changed }), 200],
    ['the tag with an earlier date', ({ tag }) => ({ 'if-none-match': tag, 'if-modified-since': earlier }), 304],
  ];
  test.each(conditions)('asked with %s', async (_, condition, status) => {
    const { headers } = await ask(path, coded, 'HEAD');
    const conditional = condition({ tag: headers.etag ?? '', changed: headers['last-modified'] ?? '' });
    for (const method of ['GET', 'HEAD'])
      expect((await ask(path, { ...coded, ...conditional }, method)).status).toBe(status);
  });
});

test('pages lie at the ends of paths, and vary only where they are compressed', async () => {
  const directory = await ask('/feeds/', { 'accept-encoding': 'gzip' });
  expect(decoded(directory)).toContain('<p>Feeds</p>');
  store('long.html', rss, 'text/html');
  for (const condition of ['"none"', '*']) {
    const page = await ask('/long.html', { 'accept-encoding': 'gzip', 'if-none-match': condition });
    expect([page.status, page.headers.vary]).toEqual([condition === '*' ? 304 : 200, 'Accept-Encoding']);
  }
  const home = await ask('/');
  expect(home.body.toString()).toContain('Wire');
  expect(home.headers.vary).toBeUndefined();
  expect(Object.keys(home.headers).filter((name) => name.startsWith('x-amz-'))).toEqual([]);
});

test('a feed that is not there is 404 to whoever asks, whatever they have', async () => {
  for (const method of ['GET', 'HEAD']) {
    const got = await ask(
      '/feeds/topics/nothing/atom.xml',
      { 'accept-encoding': 'gzip', 'if-none-match': '*' },
      method,
    );
    const { link: links, etag, vary } = got.headers;
    expect([got.status, links, etag, vary]).toEqual([404, undefined, undefined, undefined]);
  }
});
