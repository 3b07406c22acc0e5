import { expect, test } from 'vitest';
import type { PartnerId } from '../../../shared/domain/ids.ts';
import { endpoint, endpointId, noon, partner } from '../../samples/delivering.ts';
import { type OpenDeliveryStores, withEndpoint, work } from './under-test.ts';

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

  test('its headers are replaced whole, and taken away', async () => {
    const { endpoints } = await withEndpoint(open);
    const headers = { names: ['authorization', 'x-api-key'], sealed: 'sealed' };
    expect(await endpoints.change(endpointId(1), { headers })).toEqual(endpoint({ headers }));
    expect(await endpoints.change(endpointId(1), { maxInFlight: 1 })).toEqual(endpoint({ headers, maxInFlight: 1 }));
    expect(await endpoints.change(endpointId(1), { headers: null })).toEqual(endpoint({ maxInFlight: 1 }));
    expect(await endpoints.get(endpointId(1))).toEqual(endpoint({ maxInFlight: 1 }));
  });

  test('its secrets are replaced by whoever saw them as they are, and by nobody else', async () => {
    const { endpoints } = await withEndpoint(open);
    const secrets = async () => {
      const found = await endpoints.get(endpointId(1));
      return found?.kind === 'webhook' ? found.secrets : undefined;
    };
    const one = [{ sealed: 'one', expiresAt: null }];
    const two = [
      { sealed: 'two', expiresAt: null },
      { sealed: 'one', expiresAt: later },
    ];
    expect(await endpoints.replaceSecrets(endpointId(1), [], one)).toBe(true);
    expect(await endpoints.replaceSecrets(endpointId(1), [], two)).toBe(false);
    expect(await secrets()).toEqual(one);
    expect(await endpoints.replaceSecrets(endpointId(1), one, two)).toBe(true);
    for (const seen of [one, two.toReversed(), two.slice(0, 1), [{ sealed: 'two', expiresAt: later }, ...two.slice(1)]])
      expect(await endpoints.replaceSecrets(endpointId(1), seen, one)).toBe(false);
    expect(await secrets()).toEqual(two);
    expect(await endpoints.get(endpointId(1))).toEqual(endpoint({ secrets: two }));
  });

  test('of many who saw the same secrets one replaces them', async () => {
    const { endpoints } = await withEndpoint(open);
    const names = ['a', 'b', 'c', 'd', 'e'];
    const replaced = await Promise.all(
      names.map((sealed) => endpoints.replaceSecrets(endpointId(1), [], [{ sealed, expiresAt: null }])),
    );
    const [winner] = names.filter((_, at) => replaced[at]);
    expect(replaced.filter((done) => done)).toHaveLength(1);
    expect(await endpoints.get(endpointId(1))).toMatchObject({ secrets: [{ sealed: winner, expiresAt: null }] });
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

  test('one that is disabled says why and since when, once', async () => {
    const { endpoints } = await withEndpoint(open);
    expect(await endpoints.disable(endpointId(1), 'gone', noon)).toBe(true);
    expect(await endpoints.disable(endpointId(1), 'broken', later)).toBe(false);
    const disabled = endpoint({ disabledReason: 'gone', disabledAt: noon });
    expect(await endpoints.get(endpointId(1))).toEqual(disabled);
    await endpoints.setTold(endpointId(1), later, later);
    expect(await endpoints.get(endpointId(1))).toEqual(disabled);
    await endpoints.setTold(endpointId(1), noon, later);
    expect(await endpoints.get(endpointId(1))).toEqual({ ...disabled, toldAt: later });
  });

  test('one is disabled for failing only while it fails since then', async () => {
    const { endpoints } = await withEndpoint(open);
    expect(await endpoints.disable(endpointId(1), 'broken', later, { failingSince: noon })).toBe(false);
    await endpoints.setFailing(endpointId(1), later);
    expect(await endpoints.disable(endpointId(1), 'broken', later, { failingSince: noon })).toBe(false);
    expect(await endpoints.disable(endpointId(1), 'broken', later, { failingSince: later })).toBe(true);
  });

  test('one that was enabled since it was read is not disabled by what it said before', async () => {
    const { endpoints, endpointSwitch } = await withEndpoint(open);
    const asRead = { resumedAt: null };
    await endpointSwitch.enable(endpointId(1), later, work('enabled'));
    expect(await endpoints.disable(endpointId(1), 'gone', later, asRead)).toBe(false);
    expect(await endpoints.disable(endpointId(1), 'gone', later, { resumedAt: later, failingSince: null })).toBe(true);
  });

  test('one that is enabled forgets why it was not, and somebody looks at what waits there', async () => {
    const { endpoints, endpointSwitch, due } = await withEndpoint(open);
    await endpoints.setFailing(endpointId(1), noon);
    await endpoints.disable(endpointId(1), 'gone', noon);
    await endpoints.setTold(endpointId(1), noon, noon);
    expect(await endpointSwitch.enable(endpointId(1), later, work('enabled'))).toBe(true);
    expect(await endpoints.get(endpointId(1))).toEqual(endpoint({ resumedAt: later }));
    expect(await due()).toEqual([work('enabled')]);
    expect(await endpointSwitch.enable(endpointId(2), later, work('nowhere'))).toBe(false);
    expect(await due()).toEqual([work('enabled')]);
  });

  test('one recovers from the outage that it was in, unless it was disabled meanwhile', async () => {
    const { endpoints } = await withEndpoint(open);
    await endpoints.setFailing(endpointId(1), noon);
    await endpoints.setRecovered(endpointId(1), later, later);
    expect(await endpoints.get(endpointId(1))).toEqual(endpoint({ failingSince: noon }));
    await endpoints.setRecovered(endpointId(1), later, noon);
    expect(await endpoints.get(endpointId(1))).toEqual(endpoint({ recoveredAt: later }));
    await endpoints.setFailing(endpointId(1), noon);
    await endpoints.disable(endpointId(1), 'gone', noon);
    await endpoints.setRecovered(endpointId(1), noon, noon);
    expect(await endpoints.get(endpointId(1))).toMatchObject({ disabledReason: 'gone', failingSince: noon });
  });

  test('one that was removed is nowhere, and nothing that still comes brings it back', async () => {
    const { endpoints, endpointSwitch, due } = await withEndpoint(open);
    await endpointSwitch.remove(endpoint(), work('removed'));
    expect(await due()).toEqual([work('removed')]);
    await endpoints.disable(endpointId(1), 'gone', noon);
    await endpoints.setTold(endpointId(1), noon, noon);
    await endpoints.setRecovered(endpointId(1), noon, noon);
    await endpoints.setFailing(endpointId(1), noon);
    await endpoints.setFailing(endpointId(1), null);
    expect(await endpoints.change(endpointId(1), { maxInFlight: 2 })).toBeUndefined();
    expect(await endpoints.change(endpointId(1), {})).toBeUndefined();
    expect(await endpoints.replaceSecrets(endpointId(1), [], [])).toBe(false);
    expect(await endpoints.get(endpointId(1))).toBeUndefined();
    expect((await endpoints.list(partner().id, 10, undefined)).items).toEqual([]);
    expect((await Array.fromAsync(endpoints.all(10))).flat()).toEqual([]);
  });
};
