import { expect, test } from 'vitest';
import {
  begin,
  type Delivery,
  delivered,
  type Notice,
  noticeTypes,
  park,
  replay,
} from '../../../shared/domain/delivery.ts';
import { type PlannedDelivery, planNotice } from '../../../shared/domain/planned-delivery.ts';
import { attempt, delivery, endpoint, endpointId, eventId, noon, webhookPlace } from '../../samples/delivering.ts';
import { type DeliveryStores, type OpenDeliveryStores, withEndpoint, work } from './under-test.ts';

const now = Date.parse(noon);
const [type] = noticeTypes;
const first = planNotice(endpoint(), { type, eventId: eventId(900) }, undefined, undefined, now);
const placeOf = ({ kind, sequence }: Delivery) => ({ kind, endpointId: endpointId(1), sequence });
const alone = (row: Delivery): PlannedDelivery => ({
  delivery: row,
  owedBefore: undefined,
  superseded: undefined,
  kept: undefined,
});
const nothingElse = { lastOwed: undefined, newer: undefined, wake: undefined };

/** A delivery that is waiting since its endpoint is disabled, and is enabled before it waits. */
const settleParked = async ({ deliveries }: DeliveryStores, before: Delivery) =>
  deliveries.settle({ before, after: park(before), ifDisabled: true, ...nothingElse });

export const noticesContract = (open: OpenDeliveryStores): void => {
  test('a notice is numbered apart from events, is due like them, and is found by its id but in no list', async () => {
    const { deliveries, endpoints, due } = await withEndpoint(open);
    const event = delivery();
    await deliveries.plan(alone(event), undefined);
    expect(await deliveries.plan(first, work('notice'))).toBe(true);
    const notice = first.delivery;
    expect([notice.sequence, event.sequence]).toEqual([1, 1]);
    expect(await deliveries.get(placeOf(notice))).toEqual(notice);
    expect(await deliveries.get(webhookPlace(1, 1))).toEqual(event);
    expect((await deliveries.some([notice, event])).map(({ kind }) => kind).sort()).toEqual(['notice', 'webhook']);
    expect((await deliveries.due(endpointId(1), 10)).map(({ id }) => id).sort()).toEqual([event.id, notice.id].sort());
    expect(await Array.fromAsync(deliveries.open(endpointId(1)))).toEqual([event, notice]);
    expect((await deliveries.list(endpointId(1), 10, undefined)).items).toEqual([event]);
    expect(await deliveries.find(notice.id)).toEqual(notice);
    expect(await deliveries.ofEvent(notice.eventId)).toEqual([]);
    expect(await due()).toEqual([work('notice')]);
    expect(await endpoints.get(endpointId(1))).toMatchObject({ lastOwedSequence: 1 });
  });

  test('a notice arrives, and the next one comes after it', async () => {
    const { deliveries, leases } = await withEndpoint(open);
    await deliveries.plan(first, undefined);
    const until = new Date(now + 60_000).toISOString();
    await leases.take(endpointId(1), { token: 'ours', now: noon, until, guard: work('guard') });
    const sending = begin<Notice>(first.delivery, now);
    expect(await deliveries.begin({ before: first.delivery, after: sending }, 'ours')).toBe('begun');
    const after = delivered(sending, attempt({ status: 200 }), now);
    expect(await deliveries.settle({ before: sending, after, ...nothingElse })).toBe(true);
    const [debt] = await deliveries.owed('notices', [endpointId(1)]);
    expect(debt).toEqual({ kind: 'notice', endpointId: endpointId(1), sequence: 1, deliveredSequence: 1 });
    const next = planNotice(endpoint(), { type, eventId: eventId(901) }, debt, after, now);
    expect(next.delivery).toMatchObject({ sequence: 2, predecessor: null });
    expect(await deliveries.plan(next, undefined)).toBe(true);
    expect(await deliveries.plan(next, undefined)).toBe(false);
  });

  test('no notice is owed to an endpoint that is disabled or gone', async () => {
    const { deliveries, endpoints, endpointSwitch } = await withEndpoint(open);
    await endpoints.disable(endpointId(1), 'gone', noon);
    expect(await deliveries.plan(first, undefined)).toBe(false);
    await endpointSwitch.remove(endpoint(), work('removed'));
    expect(await deliveries.plan(first, undefined)).toBe(false);
    expect(await deliveries.find(first.delivery.id)).toBeUndefined();
  });

  test.each<['pending' | 'waiting', boolean]>([
    ['pending', false],
    ['waiting', true],
  ])('an event that is owed as %s is so only while the endpoint is disabled: %s', async (state, whileDisabled) => {
    const stores = await withEndpoint(open);
    const { deliveries, endpoints, endpointSwitch } = stores;
    const row = delivery({ state, nextAttemptAt: state === 'waiting' ? null : noon });
    if (!whileDisabled) await endpoints.disable(endpointId(1), 'gone', noon);
    expect(await deliveries.plan(alone(row), undefined)).toBe(false);
    if (whileDisabled) await endpoints.disable(endpointId(1), 'gone', noon);
    else await endpointSwitch.enable(endpointId(1), noon, work('enabled'));
    expect(await deliveries.plan(alone(row), undefined)).toBe(true);
  });

  test('what is due at a disabled endpoint is made to wait only while it is disabled', async () => {
    const stores = await withEndpoint(open);
    const row = delivery();
    await stores.deliveries.plan(alone(row), undefined);
    expect(await settleParked(stores, row)).toBe(false);
    await stores.endpoints.disable(endpointId(1), 'gone', noon);
    expect(await settleParked(stores, row)).toBe(true);
    expect(await stores.deliveries.get(webhookPlace(1, 1))).toMatchObject({ state: 'waiting' });
  });

  test('a delivery is replayed only while nothing newer of its ruling is owed', async () => {
    const { deliveries } = await withEndpoint(open);
    const row = delivery();
    await deliveries.plan(alone(row), undefined);
    const replayed = { before: row, after: replay(row, now + 1), ...nothingElse };
    expect(await deliveries.settle({ ...replayed, lastOwed: 2 })).toBe(false);
    expect(await deliveries.settle({ ...replayed, lastOwed: 1, wake: work('replay') })).toBe(true);
    expect(await deliveries.due(endpointId(1), 10)).toEqual([replayed.after]);
  });
};
