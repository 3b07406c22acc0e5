import { describe, expect, test } from 'vitest';
import { createApiKeys } from '../../shared/adapters/dynamo/api-keys.ts';
import { makeId } from '../../shared/domain/ids.ts';
import type { ApiKey, ApiKeys } from '../../shared/ports/api-keys.ts';
import { fakeApiKeys } from '../fakes/api-keys.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { inDynamo } from './dynamo/in-dynamo.ts';
import { allPages } from './ruling-store/under-test.ts';

const random = seededRandomness();
const createdAt = '2026-11-20T12:00:00.000Z';
const newKey = (differs: Partial<ApiKey> = {}): ApiKey => ({
  id: makeId('key', Date.parse(createdAt), random),
  name: 'Sam Roe',
  scopes: ['newsroom:write', 'newsroom:send'],
  partnerId: null,
  createdAt,
  ...differs,
});

const apiKeysContract = (open: () => Promise<ApiKeys>): void => {
  test('a key is found by its hash alone', async () => {
    const keys = await open();
    const [mine, partners] = [newKey(), newKey({ partnerId: 'ptr_01JD4Z00000000000000000001', scopes: ['partner'] })];
    await keys.add(mine, 'hash-1');
    await keys.add(partners, 'hash-2');
    expect(await keys.find('hash-1')).toEqual(mine);
    expect(await keys.find('hash-2')).toEqual(partners);
    for (const hash of ['hash', 'hash-3', mine.id]) expect(await keys.find(hash)).toBeUndefined();
  });

  test('a removed key opens nothing and is not listed; the others stay', async () => {
    const keys = await open();
    const [gone, stays] = [newKey(), newKey()];
    await keys.add(gone, 'hash-1');
    await keys.add(stays, 'hash-2');
    expect(await keys.remove(gone.id)).toBe(true);
    expect(await keys.find('hash-1')).toBeUndefined();
    expect(await keys.find('hash-2')).toEqual(stays);
    expect((await keys.list(10, undefined)).items).toEqual([stays]);
    expect(await keys.remove(gone.id)).toBe(false);
  });

  test('the list has every key once, without its hash, however large the pages', async () => {
    const keys = await open();
    const all = Array.from({ length: 7 }, () => newKey()).sort((a, b) => (a.id < b.id ? -1 : 1));
    for (const key of all.toReversed()) await keys.add(key, `hash of ${key.id}`);
    for (const limit of [1, 3, 7, 100]) {
      const { items, sizes } = await allPages((cursor) => keys.list(limit, cursor));
      expect(items).toEqual(all);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(limit);
    }
  });
};

describe('API keys in memory', () => apiKeysContract(async () => fakeApiKeys()));

inDynamo('API keys', (tables) => {
  apiKeysContract(async () => createApiKeys(tables().client, await tables().make()));
});
