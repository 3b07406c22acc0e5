import { expect, test } from 'vitest';
import {
  alreadyThere,
  begin,
  delivered,
  type FeedDelivery,
  failed,
  supersede,
} from '../../../shared/domain/delivery.ts';
import type { OwedFeed } from '../../../shared/domain/planned-delivery.ts';
import { attempt, eventId, noon } from '../../samples/delivering.ts';
import { feedDelivery, follower, topic } from '../../samples/following.ts';
import { type OpenDeliveryStores, work } from './under-test.ts';

const now = Date.parse(noon);
const { id } = follower();
const first = feedDelivery();
const sending = begin(first, now);
const second = feedDelivery({ sequence: 2, etag: '"2"', eventSequence: 5 });
const debt: OwedFeed = {
  kind: 'websub',
  endpointId: id,
  topic,
  sequence: 1,
  etag: '"1"',
  eventSequence: 1,
  deliveredEtag: null,
};
const planned = (delivery: FeedDelivery) => ({
  ...{ delivery, owedBefore: undefined, superseded: undefined, kept: undefined },
});

/** The stores with a follower. */
const withFollower = async (open: OpenDeliveryStores) => {
  const stores = await open();
  await stores.followers.follow(follower(), work('lease'));
  return stores;
};

export const feedsContract = (open: OpenDeliveryStores): void => {
  test('a feed is owed to its follower whole, once, and is of no event', async () => {
    const { deliveries, endpoints, due } = await withFollower(open);
    expect(await deliveries.plan(planned(first), work('wake'))).toBe(true);
    expect(await deliveries.plan(planned(first), work('again'))).toBe(false);
    expect(await deliveries.get({ kind: 'websub', endpointId: id, sequence: 1 })).toEqual(first);
    expect(await deliveries.owed(topic, [id])).toEqual([debt]);
    expect(await endpoints.get(id)).toEqual(follower());
    expect((await due()).map((one) => one.id).sort()).toEqual(['lease', 'wake']);
    expect(await deliveries.ofEvent(eventId(1))).toEqual([]);
  });

  test('nothing is owed to a follower that is gone', async () => {
    const { deliveries, followers } = await withFollower(open);
    await followers.end(follower());
    expect(await deliveries.plan(planned(first), work('wake'))).toBe(false);
    expect(await deliveries.get({ kind: 'websub', endpointId: id, sequence: 1 })).toBeUndefined();
    expect(await deliveries.owed(topic, [id])).toEqual([]);
  });

  test('a newer version takes the place of one that waits', async () => {
    const { deliveries } = await withFollower(open);
    await deliveries.plan(planned(first), undefined);
    const after = supersede(first, now);
    const instead = { ...planned(second), superseded: { before: first, after } };
    expect(await deliveries.plan(instead, undefined), 'as if nothing had been owed').toBe(false);
    expect(await deliveries.plan({ ...instead, owedBefore: debt }, undefined)).toBe(true);
    expect(await deliveries.get({ kind: 'websub', endpointId: id, sequence: 1 })).toEqual(after);
    expect(await deliveries.owed(topic, [id])).toEqual([{ ...debt, sequence: 2, etag: '"2"', eventSequence: 5 }]);
  });

  test.each([
    ['was sent', (row: FeedDelivery) => delivered(row, attempt({ status: 200 }), now)],
    ['had not to be sent', (row: FeedDelivery) => alreadyThere(row, now)],
  ])('the version that %s is known to have arrived, also once more is owed', async (_, settled) => {
    const { deliveries } = await withFollower(open);
    await deliveries.plan(planned(sending), undefined);
    const after = settled({ ...sending, etag: '"1a"' });
    const plainly = { before: sending, after, lastOwed: undefined, newer: undefined, wake: undefined };
    expect(await deliveries.settle(plainly)).toBe(true);
    expect(await deliveries.owed(topic, [id])).toEqual([{ ...debt, deliveredEtag: '"1a"' }]);
    await deliveries.plan({ ...planned(second), owedBefore: debt }, undefined);
    expect(await deliveries.owed(topic, [id])).toMatchObject([{ sequence: 2, deliveredEtag: '"1a"' }]);
  });

  test('after an attempt that failed nobody knows what is there; a row that is set aside changes nothing of that', async () => {
    const { deliveries } = await withFollower(open);
    await deliveries.plan(planned(sending), undefined);
    const arrived = delivered(sending, attempt({ status: 200 }), now);
    await deliveries.settle({
      before: sending,
      after: arrived,
      lastOwed: undefined,
      newer: undefined,
      wake: undefined,
    });
    const again = begin(second, now);
    await deliveries.plan({ ...planned(again), owedBefore: debt }, undefined);
    const after = failed(again, attempt(), { now, random: 0.5, retryAfter: 0, stop: undefined });
    const settlement = { before: again, after, newer: undefined, wake: undefined };
    expect(await deliveries.settle({ ...settlement, lastOwed: 1 }), 'more is owed than was read').toBe(false);
    expect(await deliveries.owed(topic, [id])).toMatchObject([{ deliveredEtag: '"1"' }]);
    expect(await deliveries.settle({ ...settlement, lastOwed: 2 })).toBe(true);
    expect(await deliveries.owed(topic, [id])).toMatchObject([{ deliveredEtag: null }]);
    const dropped = { before: after, after: supersede(after, now), lastOwed: undefined, newer: undefined };
    expect(await deliveries.settle({ ...dropped, wake: undefined })).toBe(true);
    expect(await deliveries.owed(topic, [id])).toMatchObject([{ sequence: 2, deliveredEtag: null }]);
  });
};
