/** What feeds promise over HTTP, through the whole wire. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { feedFormats } from '../../shared/domain/feed-format.ts';
import { freePort, startWire, type WireProcess } from '../wire-process.ts';
import { archived, createEditor, nextSecond, served } from './feed-readers/editor.ts';

const whole = feedFormats.map((format) => `/feeds/${format}`);
const plain = { 'accept-encoding': 'identity' };

const feedSchema = z.object({
  items: z.array(z.object({ id: z.string(), title: z.string(), content_html: z.string(), date_published: z.string() })),
});

let dataDir: string;
let wire: WireProcess;
let editor: ReturnType<typeof createEditor>;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-feed-promises-'));
  wire = await startWire(dataDir, await freePort());
  editor = createEditor(wire.dev);
  await editor.publish('first');
  await served(wire.dev, whole, 'rulings/first');
  await archived(wire.dev);
});
afterAll(async () => {
  await wire.stop();
  await rm(dataDir, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = plain, method = 'GET') =>
  fetch(`${wire.dev.baseUrl}${path}`, { method, headers });
const header = ({ headers }: Response, name: string): string => headers.get(name) ?? '';
const itemIn = async (folder: string, { id }: { id: string }) =>
  feedSchema.parse(await (await get(`${folder}/feed.json`)).json()).items.find((item) => item.id.endsWith(`:${id}`));

test.each(whole)(
  '%s: whoever has it gets a 304 by its tag or its time, whoever has not gets all of it',
  async (path) => {
    const first = await get(path);
    const [etag, modified] = [header(first, 'etag'), header(first, 'last-modified')];
    expect([first.status, etag]).toEqual([200, expect.stringMatching(/^"[0-9a-f]{32}"$/)]);
    const statusFor = async (headers: Record<string, string>) => (await get(path, { ...plain, ...headers })).status;
    expect(await statusFor({ 'if-none-match': etag })).toBe(304);
    expect(await statusFor({ 'if-none-match': `"another", W/${etag}` })).toBe(304);
    expect(await statusFor({ 'if-modified-since': modified })).toBe(304);
    expect(await statusFor({ 'if-none-match': '"another"', 'if-modified-since': modified })).toBe(200);
    const before = new Date(Date.parse(modified) - 1000).toUTCString();
    expect(await statusFor({ 'if-modified-since': before })).toBe(200);

    const current = await get(path, { ...plain, 'if-none-match': etag });
    for (const name of ['etag', 'last-modified', 'cache-control', 'vary', 'link'])
      expect(header(current, name), name).toBe(header(first, name));
    const head = await get(path, plain, 'HEAD');
    expect([head.status, header(head, 'etag'), await head.text()]).toEqual([200, etag, '']);
  },
);

test.each(whole)('%s: a cache keeps it for half a minute, and it names its one URL and the hub', async (path) => {
  const { baseUrl } = wire.dev;
  for (const coding of ['identity', 'gzip']) {
    const answer = await get(path, { 'accept-encoding': coding });
    expect(header(answer, 'cache-control')).toBe('max-age=30, stale-while-revalidate=60, stale-if-error=86400');
    expect(header(answer, 'vary').toLowerCase()).toBe('accept-encoding');
    expect(header(answer, 'link')).toBe(`<${baseUrl}/hub>; rel="hub", <${baseUrl}${path}>; rel="self"`);
    expect(await answer.text()).toContain(`${baseUrl}/hub`);
  }
});

test.each(whole)('%s: it comes compressed for whoever takes gzip, with validators that hold', async (path) => {
  const [whole, small] = [await get(path), await get(path, { 'accept-encoding': 'gzip' })];
  expect(header(whole, 'content-encoding')).toBe('');
  expect(header(small, 'content-encoding')).toBe('gzip');
  expect(header(small, 'content-type')).toBe(header(whole, 'content-type'));
  expect(await small.text()).toBe(await whole.text());
  const again = { 'accept-encoding': 'gzip', 'if-none-match': header(small, 'etag') };
  expect((await get(path, again)).status).toBe(304);
});

test('no two versions that a reader can get are of one second, however quickly corrections follow', async () => {
  let ruling = await editor.publish('quick');
  await served(wire.dev, whole, 'rulings/quick');
  let over = false;
  const seen = whole.map(async (path) => {
    const times = new Map<string, number>();
    while (!over) {
      const answer = await get(path);
      times.set(header(answer, 'etag'), Date.parse(header(answer, 'last-modified')));
      await setTimeout(25);
    }
    return [...times.values()];
  });
  for (const gapMs of [100, 150, 200, 250]) {
    await nextSecond();
    ruling = await editor.correct(ruling, `A lane is closed, said ${gapMs} ms before the next.`);
    await setTimeout(gapMs);
    ruling = await editor.correct(ruling, `A lane is closed, said ${gapMs} ms later.`);
    await served(wire.dev, whole, `said ${gapMs} ms later.`);
  }
  over = true;
  for (const times of await Promise.all(seen)) {
    expect(times.length).toBeGreaterThan(4);
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
  }
});

test('a correction of the rating is in every feed that had the error, and in those of corrections and the new rating', async () => {
  const ruling = await editor.publish('moved');
  await served(wire.dev, ['/feeds/feed.json', '/feeds/ratings/false/feed.json'], 'rulings/moved');
  const published = await itemIn('/feeds', ruling);
  const corrected = await editor.correct(ruling, 'One lane is closed.', { rating: 'half-true' });
  const folders = ['/feeds', '/feeds/ratings/false', '/feeds/ratings/half-true', '/feeds/corrections'];
  for (const folder of folders) {
    await served(wire.dev, [`${folder}/feed.json`], 'One lane is closed.');
    const item = await itemIn(folder, ruling);
    expect(item?.title, folder).toBe('Corrected: No, bridge moved is not closed');
    expect(item?.content_html).toContain('Our rating changed from False to Half True.');
    expect([item?.id, item?.date_published]).toEqual([published?.id, published?.date_published]);
  }
  expect((await itemIn('/feeds/ratings/false', ruling))?.content_html).toContain('is now rated “Half True”');
  expect((await itemIn('/feeds/ratings/half-true', ruling))?.content_html).not.toContain('is now rated');
  expect(await (await get('/feeds/corrections/feed.json')).text()).not.toContain('rulings/first');

  await editor.retract(corrected, 'It was another bridge.');
  for (const folder of folders) {
    await served(wire.dev, [`${folder}/feed.json`], 'It was another bridge.');
    const item = await itemIn(folder, ruling);
    expect(item?.title, folder).toBe('RETRACTED: No, bridge moved is not closed');
    expect(item?.content_html).not.toContain('Bridge moved is open.');
  }
});
