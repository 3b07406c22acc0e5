import { expect, test } from 'vitest';
import {
  begin,
  type Delivery,
  delivered,
  failed,
  standInFor,
  supersedeFailed,
} from '../../../shared/domain/delivery.ts';
import type { DeliveryState } from '../../../shared/domain/delivery-moves.ts';
import type { DeliveryStore, Settlement } from '../../../shared/ports/delivery-store.ts';
import { attempt, delivery, endpointId, noon, rulingId, webhookPlace } from '../../samples/delivering.ts';
import { type DeliveryStores, type OpenDeliveryStores, withEndpoint, work } from './under-test.ts';

const now = Date.parse(noon);
const first = delivery();
const sending = begin(first, now);
const second = delivery({ sequence: 2, previousSequence: 1, revision: 2, predecessor: 1 });
const retried = failed(sending, attempt(), { now, random: 0.5, retryAfter: 0, stop: undefined });
const debt = {
  kind: 'webhook',
  endpointId: endpointId(1),
  rulingId: rulingId(1),
  sequence: 1,
  revision: 1,
  deliveredRevision: null,
} as const;

/** Writes rows as they are, each owed after the one before. */
const owe = async (deliveries: DeliveryStore, ...rows: Delivery[]): Promise<void> => {
  for (const [at, row] of rows.entries()) {
    const owedBefore = at === 0 ? undefined : { ...debt, sequence: at };
    const held = await deliveries.plan(
      { delivery: row, owedBefore, superseded: undefined, kept: undefined },
      undefined,
    );
    expect(held).toBe(true);
  }
};
const underLease = async ({ leases }: DeliveryStores): Promise<void> => {
  const until = new Date(now + 60_000).toISOString();
  await leases.take(endpointId(1), { token: 'ours', now: noon, until, guard: work('guard') });
};
const plainly = (before: Delivery, after: Delivery, differs: Partial<Settlement> = {}): Settlement => ({
  before,
  after,
  lastOwed: undefined,
  newer: undefined,
  wake: undefined,
  ...differs,
});

export const attemptsContract = (open: OpenDeliveryStores): void => {
  test('a delivery is begun once, under the lease, as it was read', async () => {
    const stores = await withEndpoint(open);
    const { deliveries } = stores;
    await owe(deliveries, first);
    expect(await deliveries.begin({ before: first, after: sending }, 'ours')).toBe('lost');
    await underLease(stores);
    expect(await deliveries.begin({ before: first, after: sending }, 'theirs')).toBe('lost');
    expect(await deliveries.get(webhookPlace(1, 1))).toEqual(first);
    const answers = await Promise.all([1, 2, 3].map(() => deliveries.begin({ before: first, after: sending }, 'ours')));
    expect(answers.sort()).toEqual(['begun', 'changed', 'changed']);
    expect(await deliveries.get(webhookPlace(1, 1))).toEqual(sending);
  });

  test.each<[DeliveryState, 'begun' | 'blocked']>([
    ['pending', 'blocked'],
    ['sending', 'blocked'],
    ['waiting', 'blocked'],
    ['delivered', 'begun'],
    ['superseded', 'begun'],
  ])('after a predecessor that is %s it is %s', async (state, outcome) => {
    const stores = await withEndpoint(open);
    await owe(stores.deliveries, first, second);
    const changed = { ...first, state, sendingSince: state === 'sending' ? noon : null };
    await stores.deliveries.settle(plainly(first, { ...changed, version: first.version + 1 }));
    await underLease(stores);
    const change = { before: second, after: begin(second, now) };
    expect(await stores.deliveries.begin(change, 'ours')).toBe(outcome);
    expect(await stores.deliveries.get(webhookPlace(1, 2))).toEqual(outcome === 'begun' ? change.after : second);
  });

  test('a predecessor that was forgotten was over long ago', async () => {
    const stores = await withEndpoint(open);
    const after = delivery({ predecessor: 7 });
    await owe(stores.deliveries, after);
    await underLease(stores);
    expect(await stores.deliveries.begin({ before: after, after: begin(after, now) }, 'ours')).toBe('begun');
  });

  test('one that arrived says so in the debt of its ruling, also when more is owed by now', async () => {
    const { deliveries } = await withEndpoint(open);
    await owe(deliveries, sending, second);
    const after = delivered(sending, attempt({ status: 200 }), now);
    expect(await deliveries.settle(plainly(sending, after))).toBe(true);
    expect(await deliveries.get(webhookPlace(1, 1))).toEqual(after);
    expect(await deliveries.owed(rulingId(1), [endpointId(1)])).toEqual([
      { ...debt, sequence: 2, revision: 2, deliveredRevision: 1, firstDeliveredRevision: 1 },
    ]);
    const third = delivery({ sequence: 3, previousSequence: 2, revision: 3 });
    const owedBefore = { ...debt, sequence: 2 };
    await deliveries.plan({ delivery: third, owedBefore, superseded: undefined, kept: undefined }, undefined);
    expect(await deliveries.owed(rulingId(1), [endpointId(1)])).toMatchObject([{ sequence: 3, deliveredRevision: 1 }]);
  });

  test('one that failed is tried again, with its wake, while it is the last that the ruling owes', async () => {
    const { deliveries, due } = await withEndpoint(open);
    await owe(deliveries, sending);
    expect(await deliveries.settle(plainly(sending, retried, { lastOwed: 1, wake: work('retry') }))).toBe(true);
    expect(await deliveries.get(webhookPlace(1, 1))).toEqual(retried);
    expect(await deliveries.owed(rulingId(1), [endpointId(1)])).toEqual([debt]);
    expect(await due()).toEqual([work('retry')]);
  });

  test('one that failed while more is owed gives way to it, in one instant', async () => {
    const { deliveries } = await withEndpoint(open);
    await owe(deliveries, sending, second);
    const after = supersedeFailed(sending, attempt(), now);
    const newer = { before: second, after: standInFor(second, sending) };
    expect(await deliveries.settle(plainly(sending, after, { lastOwed: 2, newer }))).toBe(true);
    expect(await deliveries.get(webhookPlace(1, 1))).toEqual(after);
    expect(await deliveries.get(webhookPlace(1, 2))).toMatchObject({ supersedes: [1] });
  });

  const newer = { ...second, version: 8 };
  test.each<[string, Settlement]>([
    ['it was taken over', plainly(begin(retried, now), delivered(begin(retried, now), attempt(), now))],
    ['more came to be owed', plainly(sending, retried, { lastOwed: 1, wake: work('retry') })],
    [
      'the newer one changed',
      plainly(sending, supersedeFailed(sending, attempt(), now), {
        lastOwed: 2,
        newer: { before: newer, after: standInFor(newer, sending) },
      }),
    ],
  ])('nothing is written of how it ended when %s', async (_, settlement) => {
    const { deliveries, due } = await withEndpoint(open);
    await owe(deliveries, sending, second);
    expect(await deliveries.settle(settlement)).toBe(false);
    expect(await deliveries.get(webhookPlace(1, 1))).toEqual(sending);
    expect(await deliveries.get(webhookPlace(1, 2))).toEqual(second);
    expect(await deliveries.owed(rulingId(1), [endpointId(1)])).toEqual([{ ...debt, sequence: 2, revision: 2 }]);
    expect(await due()).toEqual([]);
  });
};
