import { expect, test } from 'vitest';
import type { PartnerId } from '../../../shared/domain/ids.ts';
import { endpoint, endpointId, noon, partner } from '../../samples/delivering.ts';
import { type OpenDeliveryStores, withEndpoint } from './under-test.ts';

const other: PartnerId = 'ptr_01JD4Z00000000000000000002';
const later = '2026-11-20T13:00:00.000Z';

export const endpointsContract = (open: OpenDeliveryStores): void => {
  test('partners are listed by age, page by page; who is there already stays', async () => {
    const { endpoints } = await open();
    expect(await endpoints.listPartners(5, undefined)).toEqual({ items: [], nextCursor: null });
    const both = [partner(), partner({ id: other, name: 'The Ohio Ledger' })];
    for (const one of [...both].reverse()) await endpoints.addPartner(one);
    await endpoints.addPartner(partner({ name: 'Another name' }));
    const first = await endpoints.listPartners(1, undefined);
    expect(first.items).toEqual(both.slice(0, 1));
    const rest = await endpoints.listPartners(5, first.nextCursor ?? undefined);
    expect(rest).toEqual({ items: both.slice(1), nextCursor: null });
    expect(await endpoints.partners([other, 'ptr_01JD4Z00000000000000000003'])).toEqual(both.slice(1));
  });

  test('an endpoint comes back as it was added, and none is added for nobody', async () => {
    const { endpoints } = await withEndpoint(open);
    expect(await endpoints.get(endpointId(1))).toEqual(endpoint());
    expect(await endpoints.get(endpointId(2))).toBeUndefined();
    expect(await endpoints.add(endpoint({ id: endpointId(2), partnerId: other }))).toBe(false);
    expect(await endpoints.get(endpointId(2))).toBeUndefined();
    expect((await Array.fromAsync(endpoints.all(10))).flat()).toEqual([endpoint()]);
  });

  test('each partner lists their own, and the planner goes through all of them in pages', async () => {
    const { endpoints } = await withEndpoint(open);
    await endpoints.addPartner(partner({ id: other }));
    const ours = [1, 3, 5].map((number) => endpoint({ id: endpointId(number) }));
    const theirs = [2, 4].map((number) => endpoint({ id: endpointId(number), partnerId: other }));
    for (const one of [...ours.slice(1), ...theirs]) expect(await endpoints.add(one)).toBe(true);
    const first = await endpoints.list(partner().id, 2, undefined);
    expect(first.items).toEqual(ours.slice(0, 2));
    expect(await endpoints.list(partner().id, 2, first.nextCursor ?? undefined)).toEqual({
      items: ours.slice(2),
      nextCursor: null,
    });
    expect((await endpoints.list(other, 10, undefined)).items).toEqual(theirs);
    const pages = await Array.fromAsync(endpoints.all(2));
    expect(pages.flat().map(({ id }) => id)).toEqual([1, 2, 3, 4, 5].map(endpointId));
    expect(Math.max(...pages.map((page) => page.length))).toBe(2);
  });

  test('a change replaces the fields that it names, and nothing else', async () => {
    const { endpoints } = await withEndpoint(open);
    const filters = { ...endpoint().filters, topics: ['health'] };
    const changed = endpoint({ filters, maxInFlight: 1, contact: 'desk@partner.example' });
    expect(await endpoints.change(endpointId(1), { filters, maxInFlight: 1, contact: 'desk@partner.example' })).toEqual(
      changed,
    );
    expect(await endpoints.change(endpointId(1), {})).toEqual(changed);
    expect(await endpoints.get(endpointId(1))).toEqual(changed);
  });

  test('it fails since the first of many failures, until it succeeds', async () => {
    const { endpoints } = await withEndpoint(open);
    const failingSince = async () => (await endpoints.get(endpointId(1)))?.failingSince;
    for (const since of [noon, later]) await endpoints.setFailing(endpointId(1), since);
    expect(await failingSince()).toBe(noon);
    await endpoints.setFailing(endpointId(1), null);
    expect(await failingSince()).toBeNull();
    await endpoints.setFailing(endpointId(1), later);
    expect(await failingSince()).toBe(later);
  });

  test('one that is disabled says why', async () => {
    const { endpoints } = await withEndpoint(open);
    await endpoints.disable(endpointId(1), 'gone');
    expect(await endpoints.get(endpointId(1))).toEqual(endpoint({ disabledReason: 'gone' }));
  });

  test('one that was removed is nowhere, and nothing that still comes brings it back', async () => {
    const { endpoints } = await withEndpoint(open);
    await endpoints.remove(endpoint());
    await endpoints.disable(endpointId(1), 'gone');
    await endpoints.setFailing(endpointId(1), noon);
    await endpoints.setFailing(endpointId(1), null);
    expect(await endpoints.change(endpointId(1), { maxInFlight: 2 })).toBeUndefined();
    expect(await endpoints.change(endpointId(1), {})).toBeUndefined();
    expect(await endpoints.get(endpointId(1))).toBeUndefined();
    expect((await endpoints.list(partner().id, 10, undefined)).items).toEqual([]);
    expect((await Array.fromAsync(endpoints.all(10))).flat()).toEqual([]);
  });
};
