import { describe, expect, test } from 'vitest';
import { newsroom } from '../../samples/revision.ts';
import { hash as hashOf } from '../../samples/texting.ts';
import { problemOf } from '../call-api.ts';
import { hash, phone, type SubscribersApi, signUp, useSubscribersApi } from './open-subscribers-api.ts';

const open = useSubscribersApi();
const path = '/v1/preferences';
const defaults = { topics: [], editions: [], language: 'en', frequency: 'immediate', zip: null, notBefore: null };
const subscribed = async (): Promise<SubscribersApi> => {
  const api = await open();
  await api.post(signUp());
  return api;
};

test('whoever holds the link sees their preferences and the receipt of their consent, and no number', async () => {
  const { call, linkOf } = await subscribed();
  const answer = await call('GET', path, { key: linkOf() });
  expect([answer.status, answer.headers['cache-control']]).toEqual([200, 'no-store']);
  expect(answer.body).toEqual({
    ...{ status: 'active', preferences: defaults },
    consent: {
      ...{ at: '2026-11-20T12:00:00.000Z', kind: 'recorded', by: 'operator' },
      wording: { version: '2026-11', language: 'en', text: newsroom.texts.consent.wordings['en'] },
    },
  });
  for (const word of [phone.slice(2), hash.slice(2), 'key_']) expect(JSON.stringify(answer)).not.toContain(word);
});

test('a link that is wrong, altered, of another platform or a day old opens nothing', async () => {
  const { call, linkOf, clock, items } = await subscribed();
  const link = linkOf();
  const before = await items();
  const wrong = [
    null,
    '',
    'rwp_',
    'rwp_x',
    `${link.slice(0, -3)}AAA`,
    link.slice(4),
    `rwk_${link.slice(4)}`,
    hash,
    phone,
  ];
  const refused = async (key: string | null) => {
    for (const [method, body] of [
      ['GET', undefined],
      ['PATCH', { status: 'paused' }],
      ['DELETE', { erase: true }],
    ] as const) {
      const answer = await call(method, path, { key, ...(body ? { body } : {}) });
      expect(problemOf(answer).status, `${method} ${key}`).toBe(401);
    }
  };
  for (const key of wrong) await refused(key);
  clock.advance(24 * 3_600_000 + 1000);
  await refused(link);
  expect(await items()).toEqual(before);
});

describe('a change', () => {
  test('is made and answered as it stands then', async () => {
    const { call, linkOf, subscribers } = await subscribed();
    const key = linkOf();
    const wish = { zip: '85001', notBefore: 11, topics: ['health'], frequency: 'daily' };
    const changed = await call('PATCH', path, { key, body: wish });
    expect(changed).toMatchObject({ status: 200, body: { status: 'active', preferences: { ...defaults, ...wish } } });
    expect(await subscribers.find(hash)).toMatchObject({ ...wish, zones: 'America/Phoenix@11' });
    expect(await subscribers.shards()).toContainEqual(expect.stringContaining('America/Phoenix@11#'));
    expect(await call('PATCH', path, { key, body: { status: 'paused' } })).toMatchObject({
      body: { status: 'paused' },
    });
    expect(await call('PATCH', path, { key, body: { status: 'active' } })).toMatchObject({
      body: { status: 'active' },
    });
    expect((await subscribers.evidenceOf(hash)).map(({ kind, by }) => `${kind} ${by}`).sort()).toEqual([
      ...['changed page', 'paused page', 'recorded operator', 'resumed page'],
    ]);
  });

  test('that does not fit is refused by name', async () => {
    const { call, linkOf, items } = await subscribed();
    const before = await items();
    for (const [body, pointers] of [
      [{}, ['']],
      [{ status: 'suppressed' }, ['/status']],
      [{ status: 'dormant' }, ['/status']],
      [{ notBefore: 20 }, ['/notBefore']],
      [{ zip: '86515', notBefore: 19 }, ['/notBefore']],
      [{ zip: 'x', language: 'fr', frequency: 'hourly' }, ['/frequency', '/language', '/zip']],
      [{ phone, hash, frequency: 'daily' }, ['/hash', '/phone']],
    ] as const) {
      const problem = problemOf(await call('PATCH', path, { key: linkOf(), body }));
      expect({ ...problem, pointers: problem.pointers.sort() }).toEqual({ status: 422, kind: 'invalid', pointers });
    }
    expect(await items()).toEqual(before);
  });
});

describe('whoever leaves', () => {
  test('is texted no more, and cannot change their mind on the page', async () => {
    const { call, linkOf, subscribers } = await subscribed();
    const key = linkOf();
    for (let time = 0; time < 2; time++)
      expect((await call('DELETE', path, { key, body: { erase: false } })).status).toBe(204);
    expect(await subscribers.find(hash)).toMatchObject({ status: 'suppressed', reason: 'opted-out' });
    expect(await call('GET', path, { key })).toMatchObject({ status: 200, body: { status: 'suppressed' } });
    for (const body of [{ status: 'active' }, { topics: [] }])
      expect(problemOf(await call('PATCH', path, { key, body }))).toMatchObject({ status: 409, kind: 'texts-ended' });
  });

  test('and is erased leaves the suppression and the evidence, and nothing else', async () => {
    const { call, linkOf, items, post } = await subscribed();
    const key = linkOf();
    expect((await call('DELETE', path, { key, body: { erase: true } })).status).toBe(204);
    const kinds = (await items())
      .filter(({ pk }) => String(pk).startsWith('SUB#'))
      .map(({ sk }) => String(sk).split('#')[0]);
    expect(kinds.sort()).toEqual(['CONSENT', 'CONSENT', 'SUPPRESSION']);
    expect(problemOf(await call('GET', path, { key }))).toMatchObject({ status: 404 });
    expect(problemOf(await call('PATCH', path, { key, body: { status: 'active' } }))).toMatchObject({ status: 404 });
    expect((await call('DELETE', path, { key, body: { erase: true } })).status).toBe(204);
    await post(signUp());
    expect(problemOf(await call('GET', path, { key }))).toMatchObject({ status: 404 });
  });

  test('says whether to erase', async () => {
    const { call, linkOf } = await subscribed();
    for (const body of [{}, { erase: 'yes' }, { erase: true, note: '' }])
      expect(problemOf(await call('DELETE', path, { key: linkOf(), body })).status).toBe(422);
  });
});

test('a link of somebody who is not there leaves nothing of them', async () => {
  const { call, linkOf, items } = await open();
  const key = linkOf(hashOf(77));
  expect(problemOf(await call('GET', path, { key })).status).toBe(404);
  expect((await call('DELETE', path, { key, body: { erase: true } })).status).toBe(204);
  expect(await items()).toEqual([]);
});
