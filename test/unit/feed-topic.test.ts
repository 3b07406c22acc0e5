import { describe, expect, test } from 'vitest';
import { hubUrl, placeOf, topicAt, topicFrom, topicUrl } from '../../shared/domain/feed-topic.ts';
import { followerIdOf, isExpired } from '../../shared/domain/follower.ts';
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

test('a lease is over at its very end', () => {
  const end = Date.parse(follower().leaseUntil);
  expect([end - 1, end, end + 1].map((now) => isExpired(follower(), now))).toEqual([false, true, true]);
});
