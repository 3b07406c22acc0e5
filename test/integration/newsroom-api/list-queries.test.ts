import fc from 'fast-check';
import { expect, test } from 'vitest';
import { draftInput } from '../../samples/ruling-draft.ts';
import { committed, problemOf, useApi } from './open-api.ts';
import { newEndpointOf, partnerOf, partnersKeyOf } from './partners.ts';

const open = useApi();

test('whatever a query says, a list answers or names what is wrong in it', async () => {
  const api = await open();
  const { id, name } = partnerOf(await api.call('POST', '/v1/partners', { body: { name: 'Herald' } }));
  const { key } = partnersKeyOf(await api.call('POST', `/v1/partners/${id}/keys`, { body: { name } }));
  const endpoint = newEndpointOf(await api.call('POST', '/v1/endpoints', { key, body: { url: 'https://a.example/' } }));
  const { ruling } = committed(await api.call('POST', '/v1/rulings', { body: draftInput() }));
  const lists: [path: string, key?: string][] = [
    ['/v1/partners'],
    ['/v1/rulings'],
    [`/v1/rulings/${ruling.id}/revisions`],
    ['/v1/keys', api.operatorKey],
    ['/v1/endpoints', key],
    [`/v1/endpoints/${endpoint.id}/deliveries`, key],
  ];
  const ids = ['ptr', 'ept', 'key', 'rul'].map((prefix) => `${prefix}_7ZZZZZZZZZZZZZZZZZZZZZZZZZ`);
  const places = ids.flatMap((id) => [`2026-11-20T12:00:00.000Z#${id}`, `9999-99-99T::Z#${id}`]);
  const seal = (text: string) => ({ cursor: Buffer.from(text).toString('base64url') });
  /** Such as a list could have given out, or nearly. */
  const likely = [...['0', '00', '1', '-1', '9999', '9'.repeat(16), ''], ...ids, ...places].map(seal);
  const cursors = fc.oneof(
    fc.stringMatching(/^\d{1,17}$/).map(seal),
    fc.string({ unit: 'binary', maxLength: 300 }).map(seal),
    fc.record({ cursor: fc.string({ unit: 'binary' }) }),
  );
  const limit = fc.oneof(fc.constantFrom('0', '1', '100', '101', '1e1', '-1', 'NaN', '0x10', '', ' 7'), fc.string());
  const others = fc.dictionary(fc.constantFrom('topic', 'updatedAfter', 'language', '__proto__', 'a/b'), fc.string(), {
    maxKeys: 1,
  });
  const queries: fc.Arbitrary<Record<string, string>> = fc.oneof(cursors, fc.record({ limit }), others);
  await fc.assert(
    fc.asyncProperty(queries, async (query) => {
      for (const [path, caller] of lists) {
        const target = `${path}?${new URLSearchParams(query)}`;
        const answer = await api.call('GET', target, caller === undefined ? {} : { key: caller });
        if (answer.status === 200) continue;
        const { status, pointers } = problemOf(answer);
        expect(status, path).toBe(422);
        const named = Object.keys(query).map((name) => `?/${name.replace('/', '~1')}`);
        expect(pointers.length).toBeGreaterThan(0);
        for (const pointer of pointers) expect(named, path).toContain(pointer);
      }
    }),
    { numRuns: 60, examples: likely.map((query): [Record<string, string>] => [query]) },
  );
});
