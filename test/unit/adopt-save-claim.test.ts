import { expect, test } from 'vitest';
import type { Draft } from '../../local/cli/adopt/draft.ts';
import { reviseClaim } from '../../local/cli/adopt/save-claim.ts';
import { type ApiClient, ApiError } from '../../local/cli/api-client.ts';
import { newsroom } from '../samples/revision.ts';

const draft = (differs: Partial<Draft> = {}): Draft => ({
  slug: 'check',
  externalId: 'site:check:claim-1',
  url: 'https://site.example/check',
  headline: 'A headline',
  claim: { text: 'A claim.', claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person' } },
  rating: 'false',
  ...differs,
});
const known = { rulingId: 'rul_1', draft: { ...draft(), claim: { ...draft().claim } } };

/** A wire whose ruling somebody else changes `times` times, each time after it was read. */
const busyWire = (times: number) => {
  const calls: string[] = [];
  let revision = 1;
  const api: ApiClient = {
    call: async (method, path, schema, _body, headers = {}) => {
      calls.push(`${method} ${path} ${headers['if-match'] ?? ''}`.trim());
      if (method === 'GET') return schema.parse({ revision, rating: 'false', status: 'published' });
      if (revision <= times) {
        revision += 1;
        throw new ApiError(412, '412 The ruling has changed since');
      }
      return schema.parse({ ruling: { id: 'rul_1' } });
    },
  };
  return { saving: { api, scales: newsroom.ratingScales, texts: false }, calls };
};

test('a ruling that others change meanwhile is read again, three times at most', async () => {
  const { saving, calls } = busyWire(2);
  expect(await reviseClaim(saving, known, draft({ headline: 'Another' }))).toBe('updated');
  expect(calls.filter((call) => call.startsWith('POST'))).toEqual([
    'POST /v1/rulings/rul_1/updates "1"',
    'POST /v1/rulings/rul_1/updates "2"',
    'POST /v1/rulings/rul_1/updates "3"',
  ]);
  await expect(reviseClaim(busyWire(3).saving, known, draft({ headline: 'Another' }))).rejects.toThrow('412');
});

test('what is settled at publication changes nothing', async () => {
  const { saving, calls } = busyWire(0);
  const settled = { slug: 'other', externalId: 'other', publishedAt: '2024-01-01T00:00:00Z', texts: 'digest' } as const;
  expect(await reviseClaim(saving, known, draft(settled))).toBe('unchanged');
  expect(calls).toEqual([]);
});

test('a ruling whose id nobody knows is told, not sought', async () => {
  const { saving, calls } = busyWire(0);
  const lost = { ...known, rulingId: null };
  await expect(reviseClaim(saving, lost, draft({ headline: 'Another' }))).rejects.toThrow('did not say which ruling');
  expect(await reviseClaim(saving, lost, draft())).toBe('unchanged');
  expect(calls).toEqual([]);
});
