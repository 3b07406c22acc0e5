import { expect, test } from 'vitest';
import { begin, type Delivery, delivered, park } from '../../../shared/domain/delivery.ts';
import type { PlannedDelivery } from '../../../shared/domain/planned-delivery.ts';
import type { DeliveryStore } from '../../../shared/ports/delivery-store.ts';
import {
  attempt,
  delivery,
  endpoint,
  endpointId,
  eventId,
  noon,
  rulingId,
  webhookPlace,
} from '../../samples/delivering.ts';
import { waitFor } from '../../wait-for.ts';
import { type OpenDeliveryStores, withEndpoint, work } from './under-test.ts';

const now = Date.parse(noon);
const first = delivery();
const second = delivery({ sequence: 2, previousSequence: 1, revision: 2 });
const debt = {
  kind: 'webhook',
  endpointId: endpointId(1),
  rulingId: rulingId(1),
  sequence: 1,
  revision: 1,
  deliveredRevision: null,
} as const;

/** What an event comes to be owed as, where nothing stands in its way. */
const planned = (row: Delivery, differs: Partial<PlannedDelivery> = {}): PlannedDelivery => ({
  delivery: row,
  owedBefore: undefined,
  superseded: undefined,
  kept: undefined,
  ...differs,
});
const over = (row: Delivery): Delivery => ({ ...row, state: 'superseded', expiresAt: 1, version: row.version + 1 });
const settle = (deliveries: DeliveryStore, before: Delivery, after: Delivery) =>
  deliveries.settle({ before, after, lastOwed: undefined, newer: undefined, wake: undefined });

export const planningContract = (open: OpenDeliveryStores): void => {
  test('what is owed is written whole: the delivery, both debts and the wake', async () => {
    const { deliveries, endpoints, due } = await withEndpoint(open);
    expect(await deliveries.owed(rulingId(1), [endpointId(1)])).toEqual([]);
    expect(await deliveries.plan(planned(first), work('wake'))).toBe(true);
    expect(await deliveries.get(webhookPlace(1, 1))).toEqual(first);
    expect(await endpoints.get(endpointId(1))).toEqual(endpoint({ lastOwedSequence: 1 }));
    expect(await deliveries.owed(rulingId(1), [endpointId(1), endpointId(2)])).toEqual([debt]);
    expect(await deliveries.owed(rulingId(2), [endpointId(1)])).toEqual([]);
    expect(await due()).toEqual([work('wake')]);
  });

  test('it is found by its id and by its event', async () => {
    const { deliveries } = await withEndpoint(open);
    await deliveries.plan(planned(first), undefined);
    await waitFor(async () => (await deliveries.find(first.id)) !== undefined);
    await waitFor(async () => (await deliveries.ofEvent(eventId(1))).length > 0);
    expect(await deliveries.find(first.id)).toEqual(first);
    expect(await deliveries.find(second.id)).toBeUndefined();
    const { partnerId, state } = first;
    expect(await deliveries.ofEvent(eventId(1))).toEqual([
      { endpointId: endpointId(1), partnerId, rulingId: rulingId(1), state },
    ]);
    expect(await deliveries.ofEvent(eventId(2))).toEqual([]);
  });

  test('a newer event takes the place of one that waits, in the same instant', async () => {
    const { deliveries } = await withEndpoint(open);
    await deliveries.plan(planned(first), undefined);
    const instead = planned(second, { owedBefore: debt, superseded: { before: first, after: over(first) } });
    expect(await deliveries.plan(instead, undefined)).toBe(true);
    expect(await deliveries.get(webhookPlace(1, 1))).toEqual(over(first));
    expect(await deliveries.get(webhookPlace(1, 2))).toEqual(second);
    expect(await deliveries.owed(rulingId(1), [endpointId(1)])).toEqual([{ ...debt, sequence: 2, revision: 2 }]);
  });

  test('of many who plan the same at once, one does', async () => {
    const { deliveries } = await withEndpoint(open);
    const answers = await Promise.all([1, 2, 3, 4].map(() => deliveries.plan(planned(first), undefined)));
    expect(answers.filter((held) => held)).toHaveLength(1);
  });

  const moved = begin(first, now);
  const asRead = { owedBefore: debt, superseded: { before: first, after: over(first) } };
  test.each<[string, PlannedDelivery]>([
    ['it is there already', planned({ ...first, previousSequence: 1 }, { owedBefore: debt })],
    ['the endpoint was owed more meanwhile', planned({ ...second, previousSequence: null }, { owedBefore: debt })],
    ['the ruling was owed meanwhile', planned(second)],
    ['the ruling was owed more meanwhile', planned(second, { owedBefore: { ...debt, sequence: 0 } })],
    ['what it supersedes changed', planned(second, { ...asRead, superseded: { before: moved, after: over(moved) } })],
    ['what goes before it changed', planned(second, { owedBefore: debt, kept: moved })],
    ['there is no such endpoint', planned(delivery({ endpointId: endpointId(9) }))],
  ])('nothing is written when %s', async (_, plan) => {
    const { deliveries, endpoints, due } = await withEndpoint(open);
    await deliveries.plan(planned(first), undefined);
    expect(await deliveries.plan(plan, work('wake'))).toBe(false);
    expect(await deliveries.get(webhookPlace(1, 1))).toEqual(first);
    expect(await deliveries.get(webhookPlace(1, 2))).toBeUndefined();
    expect(await deliveries.get(webhookPlace(9, 1))).toBeUndefined();
    expect(await deliveries.owed(rulingId(1), [endpointId(1), endpointId(9)])).toEqual([debt]);
    expect(await endpoints.get(endpointId(1))).toMatchObject({ lastOwedSequence: 1 });
    expect(await endpoints.get(endpointId(9))).toBeUndefined();
    expect(await due()).toEqual([]);
  });

  test('what is due comes by its time, as far as asked, and only while it is pending or being sent', async () => {
    const { deliveries, endpoints } = await withEndpoint(open);
    await endpoints.add(endpoint({ id: endpointId(2) }));
    const at = (ms: number): string => new Date(now + ms).toISOString();
    const times = [at(40_000), at(10_000), null, at(20_000), at(0)];
    const rows: Delivery[] = times.map((nextAttemptAt, index) =>
      delivery({
        sequence: index + 1,
        rulingId: rulingId(index + 1),
        previousSequence: index || null,
        nextAttemptAt,
      }),
    );
    for (const row of rows) expect(await deliveries.plan(planned(row), undefined)).toBe(true);
    const [idle = first] = rows.filter(({ nextAttemptAt }) => nextAttemptAt === null);
    await settle(deliveries, idle, park(idle));
    await deliveries.plan(planned(delivery({ endpointId: endpointId(2) })), undefined);
    const due = async (limit = 10) => (await deliveries.due(endpointId(1), limit)).map(({ sequence }) => sequence);
    expect(await due()).toEqual([5, 2, 4, 1]);
    expect(await due(2)).toEqual([5, 2]);
    const [before = first] = rows.slice(4);
    const sending = begin(before, now);
    await settle(deliveries, before, sending);
    expect(await due(), 'a row that is being sent is due once it is abandoned').toEqual([2, 4, 5, 1]);
    await settle(deliveries, sending, delivered(sending, attempt(), now));
    expect(await due()).toEqual([2, 4, 1]);
    const left = await Array.fromAsync(deliveries.open(endpointId(1)));
    expect(left.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4]);
  });

  test('a list goes from the newest on, page by page, and keys that are not there are not missed', async () => {
    const { deliveries } = await withEndpoint(open);
    const rows = Array.from({ length: 12 }, (_, at) =>
      delivery({ sequence: at + 1, rulingId: rulingId(at + 1), previousSequence: at || null }),
    );
    for (const row of rows) await deliveries.plan(planned(row), undefined);
    const sequences = async (cursor: string | undefined) => {
      const { items, nextCursor } = await deliveries.list(endpointId(1), 5, cursor);
      return { found: items.map(({ sequence }) => sequence), cursor: nextCursor ?? undefined };
    };
    const newest = await sequences(undefined);
    expect(newest.found).toEqual([12, 11, 10, 9, 8]);
    const older = await sequences(newest.cursor);
    expect(older.found).toEqual([7, 6, 5, 4, 3]);
    expect(await sequences(older.cursor)).toEqual({ found: [2, 1], cursor: undefined });
    const wanted = Array.from({ length: 150 }, (_, at) => webhookPlace(1, at + 7));
    expect((await deliveries.some(wanted)).map(({ sequence }) => sequence).sort((a, b) => a - b)).toEqual([
      7, 8, 9, 10, 11, 12,
    ]);
  });
};
