import { describe, expect, test } from 'vitest';
import { topicUrl } from '../../../shared/domain/feed-topic.ts';
import { leaseSecondsOf } from '../../../shared/domain/hub-request.ts';
import { topic } from '../../samples/following.ts';
import { newsroom } from '../../samples/revision.ts';
import { asking, type OpenHub, useHub } from './open-hub.ts';

const openHub = useHub();
const plainText = { 'content-type': 'text/plain; charset=utf-8' };

test('a request is taken before anything is verified, and its secret is sealed on the queue', async () => {
  const hub = await openHub();
  // 199 bytes
  const secret = `${'é'.repeat(99)}!`;
  const answer = await hub.post(asking(hub, 'subscribe', { 'hub.secret': secret }));
  expect(answer).toMatchObject({ statusCode: 202, headers: plainText });
  expect(hub.got).toEqual([]);
  const [message] = hub.requests.messages();
  expect(message).toMatchObject({ mode: 'subscribe', topic, url: `${hub.origin}/push?for=7`, tries: 0 });
  expect(JSON.stringify([hub.requests.messages(), hub.log.lines])).not.toContain(secret);
  expect(await hub.vault.open(message?.secret ?? '', message?.id ?? '')).toBe(secret);
});

test('no log line has a callback, which may hold a token', async () => {
  const hub = await openHub();
  await hub.post(asking(hub, 'subscribe', { 'hub.callback': `${hub.origin}/push?token=hush` }));
  await hub.post(asking(hub, 'subscribe', { 'hub.callback': 'https://user:hush@reader.example/' }));
  await hub.verifyAll();
  expect(hub.log.lines.length).toBeGreaterThan(1);
  expect(JSON.stringify(hub.log.lines)).not.toContain('hush');
});

test('parameters that are not known are ignored, however often they come', async () => {
  const hub = await openHub();
  const more = [
    ...Object.entries(asking(hub, 'subscribe')),
    ['hub.verify', 'sync'],
    ['hub.verify', 'async'],
    ['x', ''],
  ];
  expect(await hub.post(more.map(([name = '', value = '']): [string, string] => [name, value]))).toMatchObject({
    statusCode: 202,
  });
  expect(hub.requests.messages()).toHaveLength(1);
});

test.each([
  [undefined, leaseSecondsOf.usual],
  ['', leaseSecondsOf.usual],
  ['1', leaseSecondsOf.least],
  ['3600', 3600],
  ['999999999999', leaseSecondsOf.most],
])('a lease of %j is given as %d seconds', async (asked, given) => {
  const hub = await openHub();
  await hub.post(asking(hub, 'subscribe', asked === undefined ? {} : { 'hub.lease_seconds': asked }));
  expect(hub.requests.messages()).toMatchObject([{ leaseSeconds: given }]);
});

describe('a request is refused in plain words that name the parameter', () => {
  const feeds = `${newsroom.baseUrl}/feeds`;
  test.each<[string, Record<string, string>]>([
    ['hub.mode', { 'hub.mode': '' }],
    ['hub.mode', { 'hub.mode': 'publish' }],
    ['hub.topic', { 'hub.topic': '' }],
    ['hub.topic', { 'hub.topic': 'https://elsewhere.example/feeds/rss.xml' }],
    ['hub.topic', { 'hub.topic': `${newsroom.baseUrl}.elsewhere.example/feeds/rss.xml` }],
    ['hub.topic', { 'hub.topic': `${feeds}/topics/transport/` }],
    ['hub.topic', { 'hub.topic': `${feeds}/topics/transport/rss.xml?page=2` }],
    ['hub.topic', { 'hub.topic': `${feeds}/topics/transport/rss.xml#top` }],
    ['hub.topic', { 'hub.topic': `${feeds}/archive/2026/11/atom.xml` }],
    ['hub.topic', { 'hub.topic': `${feeds}/claimreview.json` }],
    ['hub.topic', { 'hub.topic': `${newsroom.baseUrl}/v1/rulings` }],
    ['hub.topic', { 'hub.topic': `${feeds}/../../rss.xml` }],
    ['hub.topic', { 'hub.topic': `${feeds}/./rss.xml` }],
    ['hub.topic', { 'hub.topic': `${feeds}/${'a'.repeat(3000)}/rss.xml` }],
    ['hub.topic', { 'hub.topic': `${feeds}/topics/\uffff/rss.xml` }],
    ['hub.topic', { 'hub.topic': `${feeds}/topics/\u0000/rss.xml` }],
    ['hub.callback', { 'hub.callback': '' }],
    ['hub.callback', { 'hub.callback': 'reader.example/push' }],
    ['hub.callback', { 'hub.callback': 'ftp://reader.example/push' }],
    ['hub.callback', { 'hub.callback': 'https://user@reader.example/push' }],
    ['hub.callback', { 'hub.callback': 'https://reader.example/push#part' }],
    ['hub.callback', { 'hub.callback': 'http://reader.example:22/push' }],
    ['hub.callback', { 'hub.callback': 'http://10.0.0.1/push' }],
    ['hub.callback', { 'hub.callback': 'http://169.254.169.254/latest/meta-data' }],
    ['hub.callback', { 'hub.callback': 'https://[::1]:8443/push' }],
    ['hub.callback', { 'hub.callback': 'http://127.0.0.1/push' }],
    ['hub.secret', { 'hub.secret': 'x'.repeat(200) }],
    ['hub.secret', { 'hub.secret': 'é'.repeat(100) }],
    ['hub.lease_seconds', { 'hub.lease_seconds': '-1' }],
    ['hub.lease_seconds', { 'hub.lease_seconds': '1e6' }],
  ])('%s of %j', async (parameter, wrong) => {
    const hub = await openHub({ allowLoopback: false });
    const right = asking(hub, 'subscribe', { 'hub.callback': 'http://reader.example/push' });
    expect(await hub.post(right)).toMatchObject({ statusCode: 202 });
    const answer = await hub.post({ ...right, ...wrong });
    expect(answer).toMatchObject({ statusCode: 400, headers: plainText, body: expect.stringContaining(parameter) });
    expect(hub.requests.messages()).toHaveLength(1);
  });

  test.each(['hub.callback', 'hub.mode', 'hub.topic', 'hub.secret', 'hub.lease_seconds'])('%s twice', async (name) => {
    const hub = await openHub();
    const once = Object.entries(asking(hub, 'subscribe', { 'hub.secret': 's', 'hub.lease_seconds': '600' }));
    expect(await hub.post(once)).toMatchObject({ statusCode: 202 });
    const again = once.find(([given]) => given === name);
    const answer = await hub.post([...once, ...(again === undefined ? [] : [again])]);
    expect(answer).toMatchObject({ statusCode: 400, body: expect.stringContaining(name) });
  });
});

describe('a body is refused', () => {
  const body = (hub: OpenHub) => String(new URLSearchParams(asking(hub, 'subscribe')));
  test('of another type', async () => {
    const hub = await openHub();
    const answer = await hub.post(body(hub), { 'content-type': 'application/json' });
    expect(answer).toMatchObject({ statusCode: 415, headers: plainText });
    const accepted = await hub.post(body(hub), { 'content-type': 'Application/X-WWW-Form-Urlencoded; charset=UTF-8' });
    expect(accepted).toMatchObject({ statusCode: 202 });
  });

  test('that is too large', async () => {
    const hub = await openHub();
    const filled = (bytes: number) => `${body(hub)}&x=`.padEnd(bytes, 'x');
    expect(await hub.post(filled(16_384))).toMatchObject({ statusCode: 202 });
    expect(await hub.post(filled(16_385))).toMatchObject({ statusCode: 413, headers: plainText });
  });
});

test('the topic is exactly what a feed calls itself', async () => {
  const hub = await openHub();
  for (const one of ['/feeds/rss.xml', '/feeds/corrections/atom.xml', '/feeds/authors/sam-roe/feed.json'] as const) {
    const asked = asking(hub, 'subscribe', { 'hub.topic': topicUrl(newsroom.baseUrl, one) });
    expect(await hub.post(asked)).toMatchObject({ statusCode: 202 });
  }
  expect(hub.requests.messages().map((message) => message.topic)).toEqual([
    '/feeds/rss.xml',
    '/feeds/corrections/atom.xml',
    '/feeds/authors/sam-roe/feed.json',
  ]);
});
