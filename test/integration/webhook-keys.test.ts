import { expect, test } from 'vitest';
import * as z from 'zod';
import { webhookKeyRoutes } from '../../functions/webhook-keys/routes.ts';
import { createSigningKeys } from '../../shared/adapters/signing-keys/signing-keys.ts';
import { createApi } from '../../shared/runtime/api/api.ts';
import { manualClock } from '../fakes/clock.ts';
import { recordingLog } from '../fakes/log.ts';
import { callerOf, problemOf } from './call-api.ts';

const path = '/.well-known/webhook-keys.json';
const longOf = (word: string): string => word.padEnd(64, 'x');
const keysSchema = z.strictObject({
  keys: z.array(
    z.strictObject({
      id: z.string().regex(/^[A-Za-z0-9_-]{16}$/),
      algorithm: z.literal('ed25519'),
      publicKey: z.string().regex(/^whpk_[A-Za-z0-9+/]{43}=$/),
    }),
  ),
});

const openKeys = (first: string) => {
  let secret = first;
  const clock = manualClock();
  const signingKeys = createSigningKeys(async () => secret, clock.now);
  const log = recordingLog();
  const call = callerOf(createApi(webhookKeyRoutes({ signingKeys }), { log, authenticate: async () => undefined }), '');
  return {
    ...{ signingKeys, log },
    get: (headers = {}) => call('GET', path, { key: null, headers }),
    becomes: (text: string) => {
      secret = text;
      clock.advance(300_000);
    },
  };
};
const secretOf = (...words: string[]): string =>
  JSON.stringify(Object.fromEntries(words.map((word) => [word, longOf(word)])));

test('anybody gets the public half of every key that signs, and no more', async () => {
  const { get, signingKeys } = openKeys(secretOf('current', 'next'));
  const { status, headers, body } = await get();
  expect([status, headers['content-type'], headers['cache-control']]).toEqual([
    ...[200, 'application/json', 'public, max-age=300'],
  ]);
  const { keys } = keysSchema.parse(body);
  expect(keys.map(({ publicKey }) => publicKey)).toEqual((await signingKeys.live()).map(({ publicKey }) => publicKey));
  expect(keys).toHaveLength(2);
  expect(JSON.stringify([body, headers])).not.toMatch(/current|next|x{8}/);
});

test('who has the keys is not sent them again, until one is added', async () => {
  const { get, becomes } = openKeys(secretOf('current'));
  const { headers } = await get();
  const named = { 'if-none-match': String(headers['etag']) };
  const again = await get(named);
  expect([again.status, again.body]).toEqual([304, undefined]);
  expect(again.headers).toMatchObject({ etag: headers['etag'], 'cache-control': 'public, max-age=300' });
  becomes(secretOf('current', 'next'));
  const more = await get(named);
  expect([more.status, keysSchema.parse(more.body).keys.length]).toEqual([200, 2]);
  expect(more.headers['etag']).not.toBe(headers['etag']);
});

test('a secret that is damaged is our problem, is kept by no cache, and is quoted nowhere', async () => {
  const { get, log } = openKeys('{"current":"hush-hush');
  const answer = await get();
  expect(problemOf(answer)).toEqual({ status: 500, kind: 'internal', pointers: [] });
  expect(answer.headers['cache-control']).toBe('no-store');
  const [line] = log.lines.filter(({ code }) => code === 'REQUEST_FAILED');
  if (!(line?.cause instanceof Error)) throw new Error('nothing was logged');
  expect(`${JSON.stringify([answer, log.lines])}${line.cause.message}${line.cause.stack}`).not.toMatch(/hush/);
});
