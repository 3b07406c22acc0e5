import { describe, expect, test } from 'vitest';
import { hubUrl, placeOf, topicAt, topicFrom, topicUrl } from '../../shared/domain/feed-topic.ts';
import { followerIdOf, fullBy, hostOf, isExpired, isLost } from '../../shared/domain/follower.ts';
import { idSchema } from '../../shared/domain/ids.ts';
import { callback, follower, topic } from '../samples/following.ts';

const baseUrl = 'https://wire.example';

describe('what can be followed', () => {
  test.each([
    '/feeds/rss.xml',
    '/feeds/atom.xml',
    '/feeds/feed.json',
    '/feeds/corrections/rss.xml',
    '/feeds/topics/ukraine/feed.json',
    '/feeds/languages/en-us/atom.xml',
    `/feeds/${'a'.repeat(100)}/${'b-2'.padStart(100, 'b')}/feed.json`,
    `/feeds/${'a'.repeat(250 - '/feeds//rss.xml'.length)}/rss.xml`,
  ])('%s', (path) => {
    expect(topicAt(path)).toBe(path);
    expect(topicFrom(baseUrl, `${baseUrl}${path}`)).toBe(path);
  });

  test.each([
    '/feeds',
    '/feeds/',
    '/feeds/index.html',
    '/feeds/rssxxml',
    '/feeds/rss.xml.gz',
    '/feeds/rss.xml/',
    '/feeds//rss.xml',
    '/feeds/topics/ukraine/',
    '/feeds/topics/uk raine/rss.xml',
    '/feeds/topics/ukraine/rss.xml?page=2',
    '/feeds/topics/ukraine/rss.xml#top',
    '/feeds/archive/2026/11/atom.xml',
    '/feed/rss.xml',
    'feeds/rss.xml',
    '/old/feeds/rss.xml',
    '/feeds/../../rss.xml',
    '/feeds/./rss.xml',
    '/feeds/%2e%2e/rss.xml',
    '/feeds/topics/Ukraine/rss.xml',
    '/feeds/topics/a--b/rss.xml',
    '/feeds/topics/-a/rss.xml',
    '/feeds/topics/a-/rss.xml',
    '/feeds/topics/señal/rss.xml',
    '/feeds/topics/a_b/rss.xml',
    '/feeds/topics/a#b/rss.xml',
    '/feeds/topics/\u0000/rss.xml',
    '/feeds/topics/\uffff/rss.xml',
    '/feeds/rss.xml\n',
    `/feeds/${'a'.repeat(251 - '/feeds//rss.xml'.length)}/rss.xml`,
    `/feeds/${'a'.repeat(3000)}/rss.xml`,
  ])('not %s', (path) => {
    expect(topicAt(path)).toBeUndefined();
    expect(topicFrom(baseUrl, `${baseUrl}${path}`)).toBeUndefined();
  });

  test.each(['https://elsewhere.example', 'http://wire.example', 'https://wire.example.elsewhere.example', ''])(
    'nothing at %j',
    (origin) => {
      expect(topicFrom(baseUrl, `${origin}/feeds/rss.xml`)).toBeUndefined();
    },
  );
});

test('a topic has a URL, a folder that its other formats share, and a file', () => {
  expect(topicUrl(baseUrl, topic)).toBe('https://wire.example/feeds/topics/transport/rss.xml');
  expect(hubUrl(baseUrl)).toBe('https://wire.example/hub');
  expect(placeOf(topic)).toEqual({ folder: '/feeds/topics/transport', file: 'rss.xml' });
  expect(placeOf('/feeds/rss.xml')).toEqual({ folder: '/feeds', file: 'rss.xml' });
});

test('there is one follower of a topic at a callback, and its id is one of an endpoint', () => {
  const id = followerIdOf(topic, callback);
  expect(followerIdOf(topic, callback)).toBe(id);
  expect(idSchema('endpoint').safeParse(id).success).toBe(true);
  const others = [followerIdOf(topic, `${callback}8`), followerIdOf('/feeds/rss.xml', callback)];
  expect(new Set([id, ...others]).size).toBe(3);
});

describe('how many may follow a feed', () => {
  const many = (count: number, host = 'reader.example') => Array.from({ length: count }, () => host);
  const apart = (count: number) => Array.from({ length: count }, (_, at) => `reader-${at}.example`);
  test.each([
    [[], undefined],
    [many(9), undefined],
    [many(10), 'ofHost'],
    [many(50, 'elsewhere.example'), undefined],
    [apart(999), undefined],
    [apart(1000), 'ofTopic'],
    [[...apart(990), ...many(10)], 'ofHost'],
  ] as const)('%#', (others, full) => {
    expect(fullBy(others, 'reader.example')).toBe(full);
  });

  test('a host counts once, at whatever port and path', () => {
    const urls = ['https://reader.example/a?b', 'http://reader.example/', 'https://Reader.example:8443/c'];
    expect(new Set(urls.map((url) => hostOf({ url })))).toEqual(new Set(['reader.example']));
  });
});

test('a follower is lost once it has been failing for three days', () => {
  const since = Date.parse(follower().requestedAt);
  const failing = follower({ failingSince: follower().requestedAt });
  const threeDays = 3 * 86_400_000;
  expect([0, threeDays - 1, threeDays].map((ms) => isLost(failing, since + ms))).toEqual([false, false, true]);
  expect(isLost(follower(), since + threeDays)).toBe(false);
});

test('a lease is over at its very end', () => {
  const end = Date.parse(follower().leaseUntil);
  expect([end - 1, end, end + 1].map((now) => isExpired(follower(), now))).toEqual([false, true, true]);
});
