import { expect, test } from 'vitest';
import { allItems } from './all-items.ts';
import { type Api, pageOf, problemOf, useApi } from './open-api.ts';
import { endpointOf, newEndpointOf, newPartner } from './partners.ts';

const open = useApi();
const url = 'https://herald.example/hooks/rulings';
const noFilters = { ratings: [], topics: [], editions: [], languages: [], claimantKinds: [], appearanceHosts: [] };
const everything = {
  url: 'https://herald.example:8443/other?from=wire',
  eventTypes: ['ruling.corrected', 'ruling.retracted'],
  filters: {
    ...{ ratings: ['false'], topics: ['transport'], editions: ['new-york'], languages: ['en'] },
    ...{ claimantKinds: ['person'], appearanceHosts: ['video.example'] },
  },
  ...{ include: ['body'], ratePerSecond: 3, maxInFlight: 2, contact: 'desk@herald.example' },
};

const inService = { status: 'active', failingSince: null, disabledReason: null, disabledAt: null, headerNames: [] };

const openWithTwo = async (): Promise<
  Api & { [Name in 'herald' | 'tribune']: Awaited<ReturnType<typeof newPartner>> }
> => {
  const api = await open();
  return { ...api, herald: await newPartner(api, 'Herald'), tribune: await newPartner(api, 'Tribune') };
};

test('an endpoint needs a URL alone, and is answered whole with what was filled in', async () => {
  const { herald } = await openWithTwo();
  const answer = await herald.call('POST', '/v1/endpoints', { body: { url } });
  const { secret: _, ...endpoint } = newEndpointOf(answer);
  expect(answer.status).toBe(201);
  expect(endpoint).toEqual({
    ...{ id: endpoint.id, url, filters: noFilters, include: [], ratePerSecond: 10, maxInFlight: 4 },
    eventTypes: ['ruling.published', 'ruling.updated', 'ruling.corrected', 'ruling.retracted'],
    ...{ ...inService, contact: null },
  });
});

test('an endpoint has what it was made with', async () => {
  const { herald } = await openWithTwo();
  const { secret: _, ...endpoint } = newEndpointOf(await herald.call('POST', '/v1/endpoints', { body: everything }));
  expect(endpoint).toEqual({ id: endpoint.id, ...everything, ...inService });
  expect(endpointOf(await herald.call('GET', `/v1/endpoints/${endpoint.id}`))).toEqual(endpoint);
});

test('the secret is in the answer that made the endpoint, and nowhere else', async () => {
  const api = await openWithTwo();
  const { herald } = api;
  const { id, secret } = newEndpointOf(await herald.call('POST', '/v1/endpoints', { body: { url } }));
  const another = newEndpointOf(await herald.call('POST', '/v1/endpoints', { body: { url } }));
  expect(another.secret).not.toBe(secret);
  const changed = await herald.call('PATCH', `/v1/endpoints/${id}`, { body: { contact: 'Ann' } });
  const read = [await herald.call('GET', `/v1/endpoints/${id}`), await herald.call('GET', '/v1/endpoints'), changed];
  for (const { status, body } of read) {
    expect(status).toBe(200);
    expect(JSON.stringify(body)).not.toMatch(/secret|whsec_|sealed/);
  }
  expect(JSON.stringify([await allItems(api), api.lines])).not.toContain(secret);
  const found = await api.deps.endpoints.get(id);
  const [stored] = found?.kind === 'webhook' ? found.secrets : [];
  expect(await api.vault.open(stored?.sealed ?? '', id)).toBe(secret);
});

test('a change replaces each field that it names, whole, and leaves the others', async () => {
  const { herald } = await openWithTwo();
  const made = newEndpointOf(await herald.call('POST', '/v1/endpoints', { body: everything }));
  const { secret: _, ...endpoint } = made;
  const target = `/v1/endpoints/${endpoint.id}`;
  let expected = endpoint;
  for (const changes of [
    { url },
    { eventTypes: ['ruling.published'] },
    { filters: { ...noFilters, topics: ['health'] } },
    { include: [] },
    { ratePerSecond: 100, maxInFlight: 20 },
    { contact: null },
    {},
  ]) {
    expected = { ...expected, ...changes };
    const answer = await herald.call('PATCH', target, { body: changes });
    expect([answer.status, endpointOf(answer)]).toEqual([200, expected]);
    expect(endpointOf(await herald.call('GET', target))).toEqual(expected);
  }
  const filtered = await herald.call('PATCH', target, { body: { filters: { ratings: ['true'] } } });
  expect(endpointOf(filtered)).toEqual({ ...expected, filters: { ...noFilters, ratings: ['true'] } });
});

test('a partner sees its own endpoints, oldest first, each once on pages of any size', async () => {
  const api = await openWithTwo();
  const { herald, tribune } = api;
  const own: unknown[] = [];
  for (let made = 0; made < 5; made++) {
    own.push(await herald.endpoint());
    await tribune.endpoint();
    api.clock.advance(1000);
  }
  for (const limit of [1, 2, 5, 100]) {
    const found: unknown[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = pageOf(await herald.call('GET', `/v1/endpoints?limit=${limit}${cursor && `&cursor=${cursor}`}`));
      found.push(...page.items);
      cursor = page.nextCursor;
    }
    expect(found).toEqual(own);
  }
});

test('another partner’s endpoint is not found, whatever is done with it', async () => {
  const api = await openWithTwo();
  const { id } = await api.tribune.endpoint();
  const before = await allItems(api);
  const woken = api.woken().length;
  for (const name of [id, 'ept_01JD4Z00000000000000000009', 'ept_x', id.toLowerCase(), '%00'])
    for (const [method, rest, body] of [
      ['GET', '', undefined],
      ['PATCH', '', { contact: 'Mallory' }],
      ['DELETE', '', undefined],
      ['POST', '/rotate-secret', {}],
      ['GET', '/deliveries', undefined],
    ] as const) {
      const answer = await api.herald.call(method, `/v1/endpoints/${name}${rest}`, { body });
      expect(problemOf(answer), `${method} ${name}`).toEqual({ status: 404, kind: 'not-found', pointers: [] });
    }
  expect(await allItems(api)).toEqual(before);
  expect(api.woken()).toHaveLength(woken);
});

test('a deleted endpoint is gone for everybody, and deliver is told', async () => {
  const api = await openWithTwo();
  const [gone, stays] = [await api.herald.endpoint(), await api.herald.endpoint()];
  const target = `/v1/endpoints/${gone.id}`;
  expect(await api.herald.call('DELETE', target)).toMatchObject({ status: 204, body: undefined });
  expect(api.woken()).toEqual([{ endpointId: gone.id }]);
  for (const [method, body] of [['GET'], ['DELETE'], ['PATCH', { contact: 'Ann' }]] as const)
    expect(problemOf(await api.herald.call(method, target, { body }))).toMatchObject({ status: 404 });
  expect(pageOf(await api.herald.call('GET', '/v1/endpoints')).items).toEqual([stays]);
  // all that is left is the word that somebody must look for what it was owed
  const left = (await allItems(api)).filter((item) => JSON.stringify(item).includes(gone.id));
  expect(left).toMatchObject([{ kind: 'deliver', queue: 'deliveries' }]);
});

test('an endpoint tells how it does', async () => {
  const { herald, deps } = await openWithTwo();
  const { id } = await herald.endpoint();
  const look = async () => {
    const { status, disabledReason } = endpointOf(await herald.call('GET', `/v1/endpoints/${id}`));
    return [status, disabledReason];
  };
  await deps.endpoints.setFailing(id, '2026-11-20T12:00:00.000Z');
  expect(await look()).toEqual(['failing', null]);
  await deps.endpoints.disable(id, 'the endpoint answered 410 Gone', '2026-11-20T12:00:00.000Z');
  expect(await look()).toEqual(['disabled', 'the endpoint answered 410 Gone']);
});
