import { expect, test } from 'vitest';
import { draftInput } from '../../samples/ruling-draft.ts';
import { type Api, committed, problemOf, useApi } from './open-api.ts';

const open = useApi();
const save = (api: Api, differs: Record<string, unknown> = {}, externalId = 'cms-8812') =>
  api.call('PUT', `/v1/rulings/by-source/${externalId}`, { body: draftInput(differs) });

test('the first save publishes, the same again does nothing, whatever the CMS leaves out or spells out', async () => {
  const api = await open();
  const first = await save(api);
  expect(first.status).toBe(201);
  expect(committed(first).ruling).toMatchObject({ externalId: 'cms-8812', revision: 1 });
  api.clock.advance(60_000);
  for (const same of [
    {},
    { externalId: 'cms-8812' },
    { edit: 'update', note: 'Nothing.' },
    { topics: [], scale: 'truth-o-meter' },
  ]) {
    const again = await save(api, same);
    expect([again.status, again.headers['etag']]).toEqual([200, '"1"']);
    expect(again.body).toEqual({ ruling: committed(first).ruling });
  }
  expect(await api.rulings.lastSequence()).toBe(1);
});

test('a change needs to say how much it matters', async () => {
  const api = await open();
  await save(api);
  expect(problemOf(await save(api, { headline: 'Another' }))).toEqual({
    ...{ status: 422, kind: 'invalid', pointers: ['/edit'] },
  });
  const answer = await save(api, { headline: 'Another', edit: 'clarification', note: 'Clearer now.' });
  expect([answer.status, answer.headers['etag']]).toEqual([200, '"2"']);
  expect(committed(answer)).toMatchObject({
    ruling: { headline: 'Another', notes: [{ kind: 'clarification', text: 'Clearer now.' }] },
    event: { type: 'ruling.updated', edit: 'clarification', sequence: 2 },
  });
  expect((await save(api, { headline: 'Another' })).body).not.toHaveProperty('event');
});

test('a field that the CMS takes away is taken away', async () => {
  const api = await open();
  await save(api, { topics: ['transport'], summary: ['One.'], textBody: 'A text.' });
  const { ruling } = committed(await save(api, { edit: 'update' }));
  expect(ruling).toMatchObject({ topics: [], summary: [], textBody: null });
});

test('an ordered rating, the slug and a retracted ruling do not change this way', async () => {
  const api = await open();
  const { ruling } = committed(await save(api));
  const rating = await save(api, { rating: 'true', edit: 'update' });
  expect(problemOf(rating)).toEqual({ status: 422, kind: 'invalid', pointers: ['/rating'] });
  expect(problemOf(await save(api, { slug: 'another', edit: 'minor' }))).toMatchObject({
    status: 422,
    pointers: ['/slug'],
  });
  const headers = { 'if-match': '"1"' };
  await api.call('POST', `/v1/rulings/${ruling.id}/retraction`, { headers, body: { note: 'Wrong.' } });
  expect((await save(api)).status).toBe(200);
  expect(problemOf(await save(api, { headline: 'Another', edit: 'minor' }))).toMatchObject({ status: 409 });
  expect(await api.rulings.lastSequence()).toBe(2);
});

test('first saves at once publish once', async () => {
  const api = await open();
  const answers = await Promise.all(Array.from({ length: 6 }, () => save(api)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 201]);
  expect(await api.rulings.lastSequence()).toBe(1);
});

test('the id of the CMS is taken as it is meant', async () => {
  const api = await open();
  const odd = 'a/b c%é?';
  const answer = await save(api, {}, encodeURIComponent(odd));
  expect(committed(answer).ruling).toMatchObject({ externalId: odd });
  expect((await save(api, {}, encodeURIComponent(odd))).status).toBe(200);
  for (const id of ['%20', 'x'.repeat(201)])
    expect(problemOf(await save(api, { slug: 'two' }, id))).toMatchObject({ status: 422, pointers: ['/externalId'] });
  expect(problemOf(await save(api, { slug: 'two', externalId: 'other' }, 'cms-2'))).toMatchObject({
    ...{ status: 422, pointers: ['/externalId'] },
  });
});

test('another ruling with the slug is in the way', async () => {
  const api = await open();
  await save(api);
  expect(problemOf(await save(api, {}, 'cms-2'))).toEqual({ status: 409, kind: 'slug-taken', pointers: ['/slug'] });
});
