import { expect, test } from 'vitest';
import * as z from 'zod';
import { draftInput } from '../../samples/ruling-draft.ts';
import { committed, pageOf, problemOf, useApi } from './open-api.ts';

const open = useApi();
const keySchema = z.strictObject({
  id: z.string().regex(/^key_/),
  ...{ name: z.string(), scopes: z.array(z.string()), partnerId: z.null(), createdAt: z.string() },
  key: z.string().regex(/^rwk_[A-Za-z0-9_-]{43}$/),
});

test('a key is made, works, is listed without itself, and opens nothing once deleted', async () => {
  const api = await open();
  const operator = { key: api.operatorKey };
  const made = await api.call('POST', '/v1/keys', {
    ...operator,
    body: { name: ' Ann  Lee ', scopes: ['newsroom:write'] },
  });
  expect(made.status).toBe(201);
  const { key, ...listed } = keySchema.parse(made.body);
  expect(listed).toMatchObject({ name: 'Ann Lee', scopes: ['newsroom:write'] });

  const publish = (slug: string) => api.call('POST', '/v1/rulings', { key, body: draftInput({ slug }) });
  expect(committed(await publish('one')).event).toMatchObject({
    actor: { kind: 'person', id: listed.id, name: 'Ann Lee' },
  });
  const page = await api.call('GET', '/v1/keys', operator);
  expect(pageOf(page).items).toContainEqual(listed);
  expect(JSON.stringify(page.body)).not.toMatch(/rwk_|hash/);

  expect(await api.call('DELETE', `/v1/keys/${listed.id}`, operator)).toMatchObject({ status: 204, body: undefined });
  expect(problemOf(await publish('two'))).toMatchObject({ status: 401 });
  expect(pageOf(await api.call('GET', '/v1/keys', operator)).items).not.toContainEqual(listed);
  expect(problemOf(await api.call('DELETE', `/v1/keys/${listed.id}`, operator))).toMatchObject({ status: 404 });
});

test('the list of keys has each once, on pages of any size', async () => {
  const api = await open();
  const operator = { key: api.operatorKey };
  const made = [api.newKey(['partner'], true), api.newKey(['operator']), api.newKey(['newsroom:send'])];
  const ids = (await Promise.all(made)).map(({ id }) => id);
  for (const limit of [1, 2, 100]) {
    const found: unknown[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = pageOf(await api.call('GET', `/v1/keys?limit=${limit}${cursor && `&cursor=${cursor}`}`, operator));
      found.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(found).toHaveLength(4);
    expect(found).toEqual(expect.arrayContaining(ids));
  }
});

test('who shows no key that we know gets no further, and learns nothing', async () => {
  const { call, newKey, operatorKey } = await open();
  const { key } = await newKey(['newsroom:write']);
  for (const authorization of [
    ...[
      undefined,
      '',
      'Bearer',
      `Basic ${key}`,
      key,
      `Bearer ${key}x`,
      `Bearer ${key.slice(0, -1)}`,
      `Bearer ${operatorKey}x`,
    ],
    ...[`Bearer ${key.replace('rwk_', '')}`, `Bearer rwk_${'a'.repeat(43)}`, `Bearer ${key} ${key}`, 'Bearer rwk_'],
  ]) {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    const answer = await call('POST', '/v1/rulings', { key: null, headers, body: '{' });
    expect(problemOf(answer), authorization).toEqual({ status: 401, kind: 'unauthorized', pointers: [] });
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  }
  expect((await call('GET', '/v1/rulings', { key: null, headers: { authorization: `bearer  ${key}` } })).status).toBe(
    200,
  );
});

test('a key does what its scopes say and nothing else', async () => {
  const { call, newKey, operatorKey } = await open();
  const of = {
    write: (await newKey(['newsroom:write'])).key,
    send: (await newKey(['newsroom:send'])).key,
    partner: (await newKey(['partner'], true)).key,
    operator: operatorKey,
  };
  const missing = '/v1/rulings/rul_01JD4Z00000000000000000009';
  const everybody = ['write', 'send', 'partner', 'operator'];
  for (const [method, target, may] of [
    ['POST', '/v1/rulings', ['write']],
    ['PUT', '/v1/rulings/by-source/cms-1', ['write']],
    ['POST', `${missing}/updates`, ['write']],
    ['POST', `${missing}/corrections`, ['write']],
    ['POST', `${missing}/retraction`, ['write']],
    ['GET', missing, everybody],
    ['GET', '/v1/rulings', everybody],
    ['GET', `${missing}/revisions`, everybody],
    ['GET', '/v1/rating-scales', everybody],
    ['GET', `${missing}/distribution`, ['write', 'send', 'operator']],
    ['POST', '/v1/keys', ['operator']],
    ['GET', '/v1/keys', ['operator']],
    ['DELETE', '/v1/keys/key_01JD4Z00000000000000000009', ['operator']],
  ] as const)
    for (const [name, key] of Object.entries(of)) {
      const { status } = await call(method, target, { key, body: {} });
      const allowed = may.some((each) => each === name);
      expect(status === 403, `${name} ${method} ${target}: ${status}`).toBe(!allowed);
      expect(status).not.toBe(401);
      expect(status, `${name} ${method} ${target}`).toBeLessThan(500);
    }
});

test('a key cannot be made for a partner or with a scope that there is not, nor without a name', async () => {
  const { call, operatorKey: key } = await open();
  for (const [body, pointers] of [
    [{ name: 'Ann', scopes: ['partner'] }, ['/scopes/0']],
    [{ name: 'Ann', scopes: ['everything'] }, ['/scopes/0']],
    [{ name: 'Ann', scopes: [] }, ['/scopes']],
    [{ name: ' ', scopes: ['operator'], partnerId: 'ptr_1' }, ['/name', '/partnerId']],
    [{}, ['/name', '/scopes']],
  ] as const) {
    const problem = problemOf(await call('POST', '/v1/keys', { key, body }));
    expect({ ...problem, pointers: problem.pointers.sort() }).toEqual({ status: 422, kind: 'invalid', pointers });
  }
});
