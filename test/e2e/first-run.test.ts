import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { type TextState, textStates } from '../../shared/domain/text-ledger.ts';
import { waitFor } from '../wait-for.ts';
import { freePort, startWire, type WireProcess } from '../wire-process.ts';
import { archived } from './feed-readers/editor.ts';

let dataDir: string;
let port: number;
let wire: WireProcess;

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-first-run-'));
  port = await freePort();
  wire = await startWire(dataDir, port);
});
afterAll(async () => {
  await wire.stop();
  await rm(dataDir, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${wire.dev.baseUrl}${path}`, { headers });
const newsroom = () => ({ authorization: `Bearer ${wire.dev.keys.newsroom}` });

test('the first run publishes the sample ruling and shows it on every channel', async () => {
  await waitFor(() => wire.output().includes('Publish the next one'));
  const output = wire.output();
  expect(output).toMatch(/ms {2}ruling rul_\w{26}, event evt_\w{26}, sequence 1\n/);
  expect(output).toMatch(/ms {2}2[14] feeds written/);
  expect(output).toMatch(/ms {2}[1-5] of 5 texts accepted/);
  expect(output).toMatch(/ms {2}1 of 1 webhooks delivered/);
  expect(output).toMatch(/ms {2}webhook received and its signature verified by the sample partner/);
});

test('dev.json is readable by its owner alone', async () => {
  expect((await stat(join(dataDir, 'dev.json'))).mode & 0o777).toBe(0o600);
});

test('the feeds carry the ruling, its verdict in the body and never in the title', async () => {
  const feed = z
    .object({ items: z.array(z.object({ title: z.string(), content_html: z.string() })) })
    .parse(await (await get('/feeds/feed.json')).json());
  expect(feed.items.map(({ title }) => title)).toEqual(['No, the harbor bill does not triple every ferry fare']);
  expect(feed.items[0]?.content_html).toContain('Our rating: False.');
  for (const path of [
    '/feeds/rss.xml',
    '/feeds/atom.xml',
    '/feeds/ratings/false/rss.xml',
    '/feeds/topics/transport/atom.xml',
  ])
    expect(await (await get(path)).text()).toContain('No, the harbor bill does not triple every ferry fare');
});

test('an unchanged feed is a 304, with its validators repeated', async () => {
  await archived(wire.dev);
  const first = await get('/feeds/atom.xml');
  const etag = first.headers.get('etag') ?? '';
  expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
  const again = await get('/feeds/atom.xml', { 'if-none-match': `W/${etag}` });
  expect([again.status, again.headers.get('etag'), again.headers.get('last-modified')]).toEqual([
    304,
    etag,
    first.headers.get('last-modified'),
  ]);
});

const count = z.number();
const people = {
  ...{ pending: count, deferred: count, posting: count, accepted: count, delivered: count },
  ...{ undelivered: count, refused: count, unknown: count, lost: count, skipped: count },
} satisfies Record<TextState, z.ZodNumber>;

test('the distribution adds up: each person of the audience is in one state', async () => {
  const list = z.object({ items: z.array(z.object({ id: z.string() })) });
  const { items } = list.parse(await (await get('/v1/rulings', newsroom())).json());
  const distribution = z
    .object({
      events: z.array(
        z.object({
          texts: z.object({ audience: z.number(), segments: z.number(), ...people }),
          deliveries: z.object({ owed: z.number(), delivered: z.number() }),
        }),
      ),
    })
    .parse(await (await get(`/v1/rulings/${items[0]?.id}/distribution`, newsroom())).json());
  const { texts, deliveries } = distribution.events[0] ?? {};
  expect(texts?.audience).toBe(5);
  expect(textStates.reduce((sum, state) => sum + (texts?.[state] ?? 0), 0)).toBe(texts?.audience);
  expect(texts?.segments).toBeGreaterThan(0);
  expect(deliveries).toMatchObject({ owed: 1, delivered: 1 });
});

test('a body of 11 MB is refused with 413 before it reaches a function', async () => {
  const response = await fetch(`${wire.dev.baseUrl}/v1/rulings`, {
    method: 'POST',
    headers: newsroom(),
    body: JSON.stringify({ bodyHtml: 'x'.repeat(11 * 2 ** 20) }),
  });
  expect(response.status).toBe(413);
});

test('after SIGTERM and a second start everything is still there, and the sample is not published again', async () => {
  await waitFor(() => wire.output().includes('Publish the next one'));
  const before = await (await get('/feeds/feed.json')).text();
  await wire.stop();
  wire = await startWire(dataDir, port);
  await waitFor(() => wire.output().includes('Publish the next one'));
  expect(wire.output()).not.toContain('Published examples/ruling.json');
  expect(await (await get('/feeds/feed.json')).text()).toBe(before);
  const logs = join(dataDir, 'log');
  for (const name of await readdir(logs)) expect(await readFile(join(logs, name), 'utf8'), name).not.toContain('ERROR');
});
