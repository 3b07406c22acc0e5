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

/** A wire whose ruling has this rating by now. */
const wireRated = (rating: string) => {
  const saved: { path: string; body: unknown }[] = [];
  const api: ApiClient = {
    call: async (method, path, schema, body) => {
      if (method === 'GET') return schema.parse({ revision: 2, rating, status: 'published' });
      saved.push({ path, body });
      return schema.parse({ ruling: { id: 'rul_1' } });
    },
  };
  return { saving: { api, scales: newsroom.ratingScales, texts: false }, saved };
};

test('a rating that an editor corrected in the wire stays while the page’s own does not change', async () => {
  const { saving, saved } = wireRated('half-true');
  expect(await reviseClaim(saving, known, draft({ headline: 'Another', scale: 'truth-o-meter' }))).toBe('updated');
  const body = { edit: 'update', changes: { headline: 'Another' } };
  expect(saved).toEqual([{ path: '/v1/rulings/rul_1/updates', body }]);
});

test('a page that follows the wire’s correction corrects nothing', async () => {
  const { saving, saved } = wireRated('half-true');
  expect(await reviseClaim(saving, known, draft({ rating: 'half-true' }))).toBe('unchanged');
  expect(saved).toEqual([]);
  expect(await reviseClaim(saving, known, draft({ rating: 'half-true', headline: 'Another' }))).toBe('updated');
  const body = { edit: 'update', changes: { headline: 'Another' } };
  expect(saved).toEqual([{ path: '/v1/rulings/rul_1/updates', body }]);
});

test('a page whose rating changed to a third one corrects what stands', async () => {
  const { saving, saved } = wireRated('half-true');
  expect(await reviseClaim(saving, known, draft({ rating: 'true', headline: 'Another' }))).toBe('corrected');
  expect(saved).toEqual([
    {
      path: '/v1/rulings/rul_1/corrections',
      body: {
        note: 'The rating on https://site.example/check was changed from “Half True” to “True”.',
        changes: { headline: 'Another', rating: 'true' },
        texts: 'none',
      },
    },
  ]);
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
