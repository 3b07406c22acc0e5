import { expect, test } from 'vitest';
import { allItems } from './all-items.ts';
import { type Api, pageOf, problemOf, useApi } from './open-api.ts';
import { newPartner, partnerOf, partnersKeyOf } from './partners.ts';

const open = useApi();
const missing = 'ptr_01JD4Z00000000000000000009';

const pagesOf = async (api: Api, limit: number): Promise<unknown[]> => {
  const found: unknown[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = pageOf(await api.call('GET', `/v1/partners?limit=${limit}${cursor && `&cursor=${cursor}`}`));
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
};

test('partners are taken on and listed, oldest first, each once on pages of any size', async () => {
  const api = await open();
  expect(await pagesOf(api, 50)).toEqual([]);
  const partners: unknown[] = [];
  for (const name of ['The  Harbor\tHerald ', 'KFRY 7', 'Ørsted Nyt']) {
    const answer = await api.call('POST', '/v1/partners', { body: { name } });
    expect(answer.status).toBe(201);
    partners.push(partnerOf(answer));
    api.clock.advance(1000);
  }
  expect(partners[0]).toMatchObject({ name: 'The Harbor Herald', createdAt: '2026-11-20T12:00:00.000Z' });
  for (const limit of [1, 2, 3, 100]) expect(await pagesOf(api, limit)).toEqual(partners);
});

test('a key of a partner is shown once, is listed without itself, and is the partner’s alone', async () => {
  const api = await open();
  const herald = await newPartner(api, 'Herald');
  const made = await api.call('POST', `/v1/partners/${herald.id}/keys`, { body: { name: 'night desk' } });
  expect(made.status).toBe(201);
  const { key, ...listed } = partnersKeyOf(made);
  expect(listed).toMatchObject({ name: 'night desk', scopes: ['partner'], partnerId: herald.id });
  const keys = await api.call('GET', '/v1/keys', { key: api.operatorKey });
  expect(pageOf(keys).items).toContainEqual(listed);
  expect(JSON.stringify(keys.body)).not.toContain('rwk_');
  expect(JSON.stringify(await allItems(api))).not.toContain(key);
  const endpoint = await herald.endpoint();
  expect(pageOf(await api.call('GET', '/v1/endpoints', { key })).items).toEqual([endpoint]);
  await api.call('DELETE', `/v1/keys/${listed.id}`, { key: api.operatorKey });
  expect(problemOf(await api.call('GET', '/v1/endpoints', { key }))).toMatchObject({ status: 401 });
  expect(pageOf(await herald.call('GET', '/v1/endpoints')).items).toHaveLength(1);
});

test('what is no partner, or no name, is refused by name and leaves nothing', async () => {
  const api = await open();
  const { id } = await newPartner(api, 'Herald');
  const before = await allItems(api);
  for (const target of ['/v1/partners', `/v1/partners/${id}/keys`]) {
    for (const [body, pointers] of [
      [{}, ['/name']],
      [{ name: ' \u0000\n' }, ['/name']],
      [{ name: 'x'.repeat(101) }, ['/name']],
      [{ name: ['Herald'] }, ['/name']],
      [{ name: 'Herald', scopes: ['operator'], id: missing }, ['/scopes', '/id']],
      [[], ['']],
    ] as const)
      expect(problemOf(await api.call('POST', target, { body })), JSON.stringify(body)).toEqual({
        ...{ status: 422, kind: 'invalid', pointers },
      });
    for (const body of ['', '{"name":', 'name=Herald'])
      expect(problemOf(await api.call('POST', target, { body }))).toEqual({
        ...{ status: 400, kind: 'not-json', pointers: [''] },
      });
  }
  for (const other of [missing, 'ptr_x', id.toLowerCase(), id.replace('ptr', 'key'), '%00', '__proto__'])
    expect(problemOf(await api.call('POST', `/v1/partners/${other}/keys`, { body: { name: 'desk' } }))).toMatchObject({
      ...{ status: 404, kind: 'not-found' },
    });
  for (const query of ['limit=0', 'limit=101', 'cursor=AAAA', `cursor=${missing}`, 'name=Herald'])
    expect(problemOf(await api.call('GET', `/v1/partners?${query}`)), query).toMatchObject({
      ...{ status: 422, pointers: [`?/${query.split('=')[0]}`] },
    });
  expect(await allItems(api)).toEqual(before);
});
