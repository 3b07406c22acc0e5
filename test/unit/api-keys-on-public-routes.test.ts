import { expect, test } from 'vitest';
import type { Caller } from '../../shared/ports/api-keys.ts';
import { createApi } from '../../shared/runtime/api/api.ts';
import { type ApiRequest, nobody, route } from '../../shared/runtime/api/route.ts';
import { recordingLog } from '../fakes/log.ts';
import { callerOf, problemOf } from '../integration/call-api.ts';

const good = `rwk_${'a'.repeat(43)}`;
const operator: Caller = {
  actor: { kind: 'platform', id: 'platform', name: 'Op' },
  scopes: ['operator'],
  partnerId: null,
};

const setUp = (heeds: { readonly heedsKeys?: true } = { heedsKeys: true }) => {
  const asked: string[] = [];
  const seen: ApiRequest[] = [];
  const api = createApi(
    [
      route(
        { method: 'GET', path: '/open', summary: '', scopes: 'public', ...heeds, answers: { 200: 'ok' } },
        async (request) => {
          seen.push(request);
          return { status: 200, body: {} };
        },
      ),
    ],
    {
      log: recordingLog(),
      authenticate: async (key) => {
        asked.push(key);
        return key === good ? operator : undefined;
      },
    },
  );
  const call = callerOf(api, good);
  return { asked, seen, call };
};

test('a public route is called by nobody where no key is brought, also with a bearer that is none', async () => {
  const { call, asked, seen } = setUp();
  for (const authorization of [undefined, 'Bearer rwp_abcdefghijklmnopqrstuvwxyz', 'Basic YTpi', 'Bearer x'])
    await call('GET', '/open', { key: null, headers: authorization === undefined ? {} : { authorization } });
  expect(seen.map(({ caller }) => caller)).toEqual(Array(4).fill(nobody));
  expect(asked).toEqual([]);
});

test('a public route that heeds no keys is called by nobody, whatever key is brought', async () => {
  const { call, asked, seen } = setUp({});
  for (const key of [good, `rwk_${'b'.repeat(43)}`]) expect((await call('GET', '/open', { key })).status).toBe(200);
  expect(seen.map(({ caller }) => caller)).toEqual([nobody, nobody]);
  expect(asked).toEqual([]);
});

test('a key on a public route that heeds keys is looked up, and its caller is told', async () => {
  const { call, seen } = setUp();
  expect((await call('GET', '/open')).status).toBe(200);
  expect(seen.map(({ caller }) => caller)).toEqual([operator]);
});

test('a wrong key on such a route is refused, and not taken for none', async () => {
  const { call, seen } = setUp();
  for (const key of [`rwk_${'b'.repeat(43)}`, 'rwk_short', 'rwk_'])
    expect(problemOf(await call('GET', '/open', { key })), key).toMatchObject({ status: 401, kind: 'unauthorized' });
  expect(seen).toEqual([]);
});

test('a route sees where a request came from', async () => {
  const { call, seen } = setUp();
  await call('GET', '/open', { headers: { 'x-forwarded-for': '1.1.1.1, 203.0.113.7, 127.0.0.1' } });
  expect(seen.map(({ address }) => address)).toEqual(['203.0.113.7']);
});
