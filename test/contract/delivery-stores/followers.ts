import { expect, test } from 'vitest';
import type { Topic } from '../../../shared/domain/feed-topic.ts';
import type { FollowerStore } from '../../../shared/ports/follower-store.ts';
import { endpoint, partner } from '../../samples/delivering.ts';
import { follower, topic } from '../../samples/following.ts';
import { type OpenDeliveryStores, withEndpoint, work } from './under-test.ts';

const folder = '/feeds/topics/transport';
const inFolder = async (followers: FollowerStore, size = 10) => Array.fromAsync(followers.inFolder(folder, size));
const later = '2026-11-20T13:00:00.000Z';
const earlier = '2026-11-20T11:00:00.000Z';

export const followersContract = (open: OpenDeliveryStores): void => {
  test('a follower is found by its id and in its folder, with due work, and in no list of endpoints', async () => {
    const { followers, endpoints, due } = await withEndpoint(open);
    expect(await endpoints.get(follower().id)).toBeUndefined();
    expect(await followers.follow(follower(), work('lease'))).toBe(true);
    expect(await endpoints.get(follower().id)).toEqual(follower());
    const { id, leaseUntil } = follower();
    expect(await inFolder(followers)).toEqual([[{ id, topic, leaseUntil, host: 'reader.example' }]]);
    expect(await due()).toEqual([work('lease')]);
    expect((await Array.fromAsync(endpoints.all(10))).flat()).toEqual([endpoint()]);
    expect((await endpoints.list(partner().id, 10, undefined)).items).toEqual([endpoint()]);
  });

  test('it is replaced whole by what was asked for at the same time or later, and by nothing that was asked for before', async () => {
    const { followers, endpoints, due } = await open();
    await followers.follow(follower(), work('first'));
    const newer = follower({ requestedAt: later, secret: 'sealed', leaseUntil: '2026-12-01T00:00:00.000Z' });
    expect(await followers.follow(newer, work('second'))).toBe(true);
    expect(await followers.follow(newer, work('second'))).toBe(true);
    expect(await followers.follow(follower(), work('late'))).toBe(false);
    expect(await endpoints.get(newer.id)).toEqual(newer);
    expect((await inFolder(followers)).flat()).toMatchObject([{ leaseUntil: newer.leaseUntil }]);
    expect((await due()).map(({ id }) => id).sort()).toEqual(['first', 'second']);
  });

  test('it goes unless it was asked for later, and goes again without harm', async () => {
    const { followers, endpoints, due } = await open();
    await followers.follow(follower(), work('lease'));
    expect(await followers.unfollow(follower({ requestedAt: earlier }), work('too early'))).toBe(false);
    expect(await endpoints.get(follower().id)).toEqual(follower());
    for (const id of ['gone', 'still gone']) expect(await followers.unfollow(follower(), work(id))).toBe(true);
    expect(await endpoints.get(follower().id)).toBeUndefined();
    expect((await inFolder(followers)).flat()).toEqual([]);
    expect((await due()).map(({ id }) => id).sort()).toEqual(['gone', 'lease', 'still gone']);
  });

  test('who asked to go comes back by nothing that was asked for before, whether it was there or not', async () => {
    const { followers, endpoints, due } = await open();
    const [there, never] = [follower(), follower({ url: 'https://elsewhere.example/push' })];
    await followers.follow(there, work('lease'));
    for (const one of [there, never]) {
      expect(await followers.unfollow({ ...one, requestedAt: later }, work('gone'))).toBe(true);
      expect(await followers.follow(one, work('late'))).toBe(false);
      expect(await followers.unfollow({ ...one, requestedAt: earlier }, work('later still'))).toBe(false);
      expect(await followers.follow(one, work('late'))).toBe(false);
      expect(await endpoints.get(one.id)).toBeUndefined();
    }
    expect((await inFolder(followers)).flat()).toEqual([]);
    expect([...new Set((await due()).map(({ id }) => id))].sort()).toEqual(['gone', 'lease']);
    for (const one of [there, never])
      expect(await followers.follow({ ...one, requestedAt: later }, work('anew'))).toBe(true);
    expect((await inFolder(followers)).flat()).toHaveLength(2);
  });

  test('it ends unless it was asked for later, and can be asked for as before', async () => {
    const { followers, endpoints } = await open();
    await followers.follow(follower(), work('lease'));
    expect(await followers.end(follower({ requestedAt: earlier }))).toBe(false);
    expect(await endpoints.get(follower().id)).toEqual(follower());
    for (let times = 0; times < 2; times += 1) expect(await followers.end(follower())).toBe(true);
    expect(await endpoints.get(follower().id)).toBeUndefined();
    expect((await inFolder(followers)).flat()).toEqual([]);
    expect(await followers.follow(follower(), work('lease'))).toBe(true);
  });

  test('an end that comes late does not undo that somebody asked to go', async () => {
    const { followers } = await open();
    await followers.follow(follower(), work('lease'));
    await followers.unfollow(follower({ requestedAt: later }), work('gone'));
    expect(await followers.end(follower())).toBe(true);
    expect(await followers.follow(follower(), work('late'))).toBe(false);
  });

  test('a folder has the followers of its feeds in all formats, page by page, and those of no other', async () => {
    const { followers } = await open();
    const own: Topic[] = [topic, '/feeds/topics/transport/atom.xml', '/feeds/topics/transport/feed.json'];
    const others: Topic[] = ['/feeds/rss.xml', '/feeds/topics/transport-2/rss.xml', '/feeds/authors/transport/rss.xml'];
    for (const [at, one] of [...own, ...own, ...others].entries())
      await followers.follow(follower({ topic: one, url: `https://reader.example/${at}` }), work('lease'));
    const pages = await inFolder(followers, 4);
    expect(
      pages
        .flat()
        .map((one) => one.topic)
        .sort(),
    ).toEqual([...own, ...own].sort());
    expect(Math.max(...pages.map((page) => page.length))).toBeLessThanOrEqual(4);
  });

  test('its health is noted, and nothing that still comes brings it back', async () => {
    const { followers, endpoints } = await open();
    await followers.follow(follower(), work('lease'));
    await endpoints.setFailing(follower().id, later);
    expect(await endpoints.get(follower().id)).toEqual(follower({ failingSince: later }));
    await endpoints.setFailing(follower().id, null);
    expect(await endpoints.get(follower().id)).toEqual(follower());
    await followers.end(follower());
    await endpoints.setFailing(follower().id, later);
    expect(await endpoints.get(follower().id)).toBeUndefined();
  });
};
