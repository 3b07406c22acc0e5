import { describe, expect, test } from 'vitest';
import type { EndpointId } from '../../../shared/domain/ids.ts';
import { allItems } from './all-items.ts';
import { type Api, problemOf, useApi } from './open-api.ts';
import { endpointOf, newEndpointOf, newPartner } from './partners.ts';

const open = useApi();
const url = 'https://herald.example/hooks/rulings';
const hour = 3_600_000;

const openWithOne = async (differs: Record<string, unknown> = {}) => {
  const api = await open();
  const herald = await newPartner(api, 'Herald');
  const made = newEndpointOf(await herald.call('POST', '/v1/endpoints', { body: { url, ...differs } }));
  const target = `/v1/endpoints/${made.id}`;
  return {
    api,
    herald,
    made,
    target,
    rotate: (body: unknown) => herald.call('POST', `${target}/rotate-secret`, { body }),
  };
};
const storedAt = async ({ deps }: Api, id: EndpointId) => {
  const endpoint = await deps.endpoints.get(id);
  if (endpoint?.kind !== 'webhook') throw new Error('there is no such endpoint');
  return endpoint;
};

describe('a rotated secret', () => {
  test('is in this answer alone, and signs beside the old one for a day', async () => {
    const { api, herald, made, target, rotate } = await openWithOne();
    const answer = await rotate({});
    const { secret, ...endpoint } = newEndpointOf(answer);
    expect([answer.status, secret === made.secret]).toEqual([200, false]);
    expect(endpointOf(await herald.call('GET', target))).toEqual(endpoint);
    const { secrets } = await storedAt(api, made.id);
    expect(await Promise.all(secrets.map(({ sealed }) => api.vault.open(sealed, made.id)))).toEqual([
      secret,
      made.secret,
    ]);
    const [, old] = secrets;
    expect(Date.parse(old?.expiresAt ?? '') - api.clock.now()).toBe(24 * hour);
    const told = JSON.stringify([await allItems(api), api.lines]);
    for (const one of [secret, made.secret]) expect(told).not.toContain(one);
  });

  test.each([0, 1, 168])('leaves the old one %d hours, as it was asked to', async (overlapHours) => {
    const { api, made, rotate } = await openWithOne();
    expect((await rotate({ overlapHours })).status).toBe(200);
    const ends = (await storedAt(api, made.id)).secrets.slice(1).map(({ expiresAt }) => Date.parse(expiresAt ?? ''));
    expect(ends).toEqual(overlapHours === 0 ? [] : [api.clock.now() + overlapHours * hour]);
  });

  test('is not given for an overlap that is none', async () => {
    const { api, rotate } = await openWithOne();
    const before = await allItems(api);
    for (const overlapHours of [-1, 169, 0.5, '24', null, {}])
      expect(problemOf(await rotate({ overlapHours }))).toEqual({
        ...{ status: 422, kind: 'invalid', pointers: ['/overlapHours'] },
      });
    expect(problemOf(await rotate({ overlap: 1 }))).toMatchObject({ status: 422, pointers: ['/overlap'] });
    expect(problemOf(await rotate('{'))).toMatchObject({ status: 400, kind: 'not-json' });
    expect(await allItems(api)).toEqual(before);
  });

  test('is given to each of many who rotate at once, and all of them sign', async () => {
    const { api, made, rotate } = await openWithOne();
    const answers = (await Promise.all([rotate({}), rotate({}), rotate({})])).map(
      (answer) => newEndpointOf(answer).secret,
    );
    const { secrets } = await storedAt(api, made.id);
    const live = await Promise.all(secrets.map(({ sealed }) => api.vault.open(sealed, made.id)));
    expect(live.toSorted()).toEqual([...answers, made.secret].toSorted());
  });

  test('is refused where ten are live', async () => {
    const { rotate } = await openWithOne();
    for (let made = 1; made < 10; made += 1) expect((await rotate({ overlapHours: 168 })).status).toBe(200);
    expect(problemOf(await rotate({}))).toEqual({ status: 409, kind: 'too-many-secrets', pointers: [] });
    expect((await rotate({ overlapHours: 0 })).status).toBe(200);
  });
});

describe('headers of an endpoint', () => {
  const headers = { Authorization: 'Bearer hush-hush', 'X-Api-Key': 'hush again' };

  test('are shown by their names, and stored sealed', async () => {
    const { api, herald, made, target } = await openWithOne({ headers });
    expect(made.headerNames).toEqual(['authorization', 'x-api-key']);
    const read = [await herald.call('GET', target), await herald.call('GET', '/v1/endpoints')];
    const told = JSON.stringify([made, read.map(({ body }) => body), await allItems(api), api.lines]);
    expect(told).not.toMatch(/hush/);
    const stored = await storedAt(api, made.id);
    expect(JSON.parse(await api.vault.open(stored.headers?.sealed ?? '', made.id))).toEqual({
      ...{ authorization: 'Bearer hush-hush', 'x-api-key': 'hush again' },
    });
  });

  test('are replaced all together, left alone by other changes, and cleared', async () => {
    const { api, herald, made, target } = await openWithOne({ headers });
    const change = async (body: unknown) => endpointOf(await herald.call('PATCH', target, { body })).headerNames;
    expect(await change({ contact: 'Ann' })).toEqual(['authorization', 'x-api-key']);
    expect(await change({ headers: { 'x-other': 'v' } })).toEqual(['x-other']);
    expect(JSON.parse(await api.vault.open((await storedAt(api, made.id)).headers?.sealed ?? '', made.id))).toEqual({
      'x-other': 'v',
    });
    expect(await change({ headers: {} })).toEqual([]);
    expect((await storedAt(api, made.id)).headers).toBeNull();
  });
});
