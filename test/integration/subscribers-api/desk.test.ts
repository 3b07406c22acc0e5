import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { hash as hashOf, phone as phoneOf } from '../../samples/texting.ts';
import { problemOf } from '../call-api.ts';
import { hash, phone, type SubscribersApi, signUp, useSubscribersApi } from './open-subscribers-api.ts';

const open = useSubscribersApi();

describe('an opt-out by another way than a text', () => {
  test('ends texts, also of a number that we do not know, and is answered alike', async () => {
    const { call, post, subscribers, vault } = await open();
    await post(signUp());
    const answers = [
      await call('POST', '/v1/suppressions', { body: { phone: '(202) 555-0143', note: 'a letter' } }),
      await call('POST', '/v1/suppressions', { body: { phone } }),
      await call('POST', '/v1/suppressions', { body: { phone: phoneOf(44) } }),
    ];
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ status: 202, body: {} });
    expect(await subscribers.find(hash)).toMatchObject({ status: 'suppressed', reason: 'opted-out' });
    expect(await subscribers.suppressionOf(hashOf(44))).toMatchObject({ by: 'operator' });
    const left = (await subscribers.evidenceOf(hash)).find(({ kind, said }) => kind === 'left' && said !== null);
    expect(left).toMatchObject({ by: 'operator', recordedBy: 'platform' });
    expect(await vault.open(left?.said ?? '', hash)).toBe('a letter');
  });

  test('is refused where it is none', async () => {
    const { call, items } = await open();
    for (const body of [{}, { phone: 'x' }, { phone, note: 'a'.repeat(501) }, { phone, why: 'x' }])
      expect(problemOf(await call('POST', '/v1/suppressions', { body })).status).toBe(422);
    expect(await items()).toEqual([]);
  });
});

describe('texts that wait for a person', () => {
  const waiting = async (): Promise<SubscribersApi & { readonly key: string }> => {
    const api = await open();
    await api.post(signUp());
    const { key } = await api.newKey('Ann Lee', ['newsroom:send'], null);
    const at = '2026-11-20T12:00:00.000Z';
    await api.subscribers.move(hash, ['active'], { status: 'paused', reason: 'unclear-reply' }, at);
    const body = await api.vault.seal('not interested', hash);
    await api.inbound.add(
      { sid: 'SM1', hash, body, at, kind: 'unclear', held: true, resolvedAs: null },
      '2027-02-01T00:00:00.000Z',
    );
    return { ...api, key };
  };

  test('are shown in their words, without a number', async () => {
    const { call, key } = await waiting();
    expect(await call('GET', '/v1/replies', { key })).toMatchObject({ status: 200 });
    expect((await call('GET', '/v1/replies', { key })).body).toEqual({
      items: [{ id: 'SM1', at: '2026-11-20T12:00:00.000Z', kind: 'unclear', body: 'not interested' }],
      nextCursor: null,
    });
  });

  test.each([
    [true, { status: 'suppressed', reason: 'opted-out' }],
    [false, { status: 'active', reason: null }],
  ])('are resolved, once: an opt-out %s', async (optOut, standing) => {
    const { call, key, subscribers } = await waiting();
    const resolve = (id: string) => call('POST', `/v1/replies/${id}/resolution`, { key, body: { optOut } });
    expect(problemOf(await resolve('SM2')).status).toBe(404);
    expect((await resolve('SM1')).status).toBe(204);
    expect(await subscribers.find(hash)).toMatchObject(standing);
    expect((await call('GET', '/v1/replies', { key })).body).toEqual({ items: [], nextCursor: null });
    expect(problemOf(await resolve('SM1')).status).toBe(404);
  });
});

test('staff phones are added, listed by the end of their number, and taken away', async () => {
  const { call, items } = await open();
  const made = await call('POST', '/v1/staff-phones', { body: { name: 'Sam Roe', phone: '202-555-0143' } });
  const { id } = z
    .strictObject({ id: z.string(), name: z.literal('Sam Roe'), lastDigits: z.literal('0143') })
    .parse(made.body);
  expect([made.status, (await call('GET', '/v1/staff-phones')).body]).toEqual([
    201,
    { items: [{ id, name: 'Sam Roe', lastDigits: '0143' }], nextCursor: null },
  ]);
  expect((await call('DELETE', `/v1/staff-phones/${id}`)).status).toBe(204);
  for (const gone of [id, 'sub_x', 'key_01JD4Z00000000000000000009'])
    expect(problemOf(await call('DELETE', `/v1/staff-phones/${gone}`)).status).toBe(404);
  expect(await items()).toEqual([]);
  expect(problemOf(await call('POST', '/v1/staff-phones', { body: { name: '', phone } })).status).toBe(422);
});

test('each call takes the keys that it is for, and no others', async () => {
  const { call, newKey } = await open();
  const calls = [
    ['POST', '/v1/suppressions', 'operator'],
    ['GET', '/v1/replies', 'newsroom:send'],
    ['POST', '/v1/replies/SM1/resolution', 'newsroom:send'],
    ['GET', '/v1/staff-phones', 'operator'],
    ['POST', '/v1/staff-phones', 'operator'],
    ['DELETE', '/v1/staff-phones/sub_01JD4Z00000000000000000009', 'operator'],
  ] as const;
  for (const scope of ['newsroom:write', 'newsroom:send', 'operator', 'partner'] as const) {
    const { key } = await newKey('Ann Lee', [scope], null);
    for (const [method, target, wanted] of calls) {
      const { status } = await call(method, target, { key, body: {} });
      expect(status === 403, `${scope}: ${method} ${target} ${status}`).toBe(scope !== wanted);
    }
  }
  for (const [method, target] of calls) expect((await call(method, target, { key: null, body: {} })).status).toBe(401);
});
