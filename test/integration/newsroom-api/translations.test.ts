import { expect, test } from 'vitest';
import { draftInput } from '../../samples/ruling-draft.ts';
import { committed, problemOf, useApi } from './open-api.ts';

const open = useApi();
const nothing = 'rul_01JD4Z00000000000000000009';

test('a translation of nothing is refused by its field, when it is made and when it is changed', async () => {
  const api = await open();
  const made = await api.call('POST', '/v1/rulings', { body: draftInput({ translationOf: nothing }) });
  expect(problemOf(made)).toEqual({ status: 422, kind: 'invalid', pointers: ['/translationOf'] });
  expect(await api.rulings.lastSequence()).toBe(0);

  const { ruling } = committed(await api.call('POST', '/v1/rulings', { body: draftInput() }));
  const changes = { translationOf: nothing };
  for (const [what, body] of [
    ['updates', { edit: 'update', changes }],
    ['corrections', { note: 'We erred.', changes }],
  ] as const) {
    const answer = await api.call('POST', `/v1/rulings/${ruling.id}/${what}`, { headers: { 'if-match': '"1"' }, body });
    expect(problemOf(answer), what).toEqual({ status: 422, kind: 'invalid', pointers: ['/changes/translationOf'] });
  }
  expect(await api.rulings.lastSequence()).toBe(1);
});

test('a translation names what it translates, and touches its feeds', async () => {
  const api = await open();
  const original = committed(await api.call('POST', '/v1/rulings', { body: draftInput({ topics: ['taxes'] }) }));
  const body = draftInput({ slug: 'spanish', language: 'es', translationOf: original.ruling.id });
  const { ruling, event } = committed(await api.call('POST', '/v1/rulings', { body }));
  expect(ruling).toMatchObject({ language: 'es', translationOf: original.ruling.id });
  const stored = await api.rulings.event(2);
  expect(event).toMatchObject({ sequence: 2 });
  expect(stored?.facets).toEqual(expect.arrayContaining(['language#es', 'language#en', 'topic#taxes']));
});
