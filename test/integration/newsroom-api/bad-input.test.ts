import { expect, test } from 'vitest';
import { draftInput } from '../../samples/ruling-draft.ts';
import { type Api, committed, pageOf, problemOf, useApi } from './open-api.ts';

const open = useApi();

const fresh = 'rul_01JD4Z00000000000000000009';
const headers = { 'if-match': '"1"' };
/** Every call that takes a body, and a key that may make it. */
const writes = (api: Api) =>
  [
    ['POST', '/v1/rulings', undefined],
    ['PUT', '/v1/rulings/by-source/cms-1', undefined],
    ['POST', `/v1/rulings/${fresh}/updates`, undefined],
    ['POST', `/v1/rulings/${fresh}/corrections`, undefined],
    ['POST', `/v1/rulings/${fresh}/retraction`, undefined],
    ['POST', '/v1/keys', api.operatorKey],
  ] as const;

const nothingStored = async ({ rulings, call, operatorKey }: Api): Promise<void> => {
  expect(await rulings.lastSequence()).toBe(0);
  expect(await rulings.newest('all', 1)).toEqual([]);
  expect(pageOf(await call('GET', '/v1/keys', { key: operatorKey })).items).toHaveLength(1);
};

test('what is not JSON is refused, and not quoted', async () => {
  const api = await open();
  for (const [method, target, key] of writes(api))
    for (const body of ['', '{', 'secret', '{"a":1}x', "{'a':1}", '\u0000', '<ruling/>']) {
      const answer = await api.call(method, target, { ...(key && { key }), headers, body });
      expect(problemOf(answer), `${method} ${target} ${body}`).toMatchObject({ status: 400, kind: 'not-json' });
      expect(JSON.stringify(answer.body)).not.toContain('secret');
    }
  await nothingStored(api);
});

test('JSON of another shape is refused, in every call', async () => {
  const api = await open();
  const deep = '['.repeat(10_000) + ']'.repeat(10_000);
  const shapes = [
    'null',
    '[]',
    '7',
    'true',
    '"text"',
    '[{}]',
    '{}',
    deep,
    `{"slug":${deep},"note":${deep},"name":${deep}}`,
  ];
  for (const [method, target, key] of writes(api))
    for (const body of [...shapes, '{"changes":null}', '{"edit":"minor","changes":[]}', '{"edit":"minor"}']) {
      const answer = await api.call(method, target, { ...(key && { key }), headers, body });
      expect(problemOf(answer), `${method} ${target} ${body.slice(0, 30)}`).toMatchObject({
        status: 422,
        kind: 'invalid',
      });
    }
  await nothingStored(api);
});

test('fields with the names of a prototype are fields that there are not', async () => {
  const api = await open();
  const json = JSON.stringify(draftInput()).slice(0, -1);
  const body = `${json},"__proto__":{"rating":"true"},"constructor":{},"toString":1,"a/b~c":1}`;
  expect(problemOf(await api.call('POST', '/v1/rulings', { body }))).toMatchObject({
    ...{ status: 422, pointers: ['/__proto__', '/constructor', '/toString', '/a~1b~0c'] },
  });
  const nested = JSON.stringify(draftInput()).replace('"claimant":{', '"claimant":{"__proto__":{"x":1},');
  expect(problemOf(await api.call('POST', '/v1/rulings', { body: nested }))).toMatchObject({
    ...{ status: 422, pointers: ['/claim/claimant/__proto__'] },
  });
  await nothingStored(api);
});

test('all wrong fields are named at once, where they are', async () => {
  const api = await open();
  const body = draftInput({
    ...{ slug: 'Not A Slug', url: 'javascript:alert(1)', rating: 'mostly-wrong', publishedAt: '2026-02-30T00:00:00Z' },
    ...{
      claim: { text: 'A claim.', madeOn: '2026-02-30' },
      extra: 1,
      sources: [{ title: 'Bill', url: 'ftp://x.example' }],
    },
  });
  const problem = problemOf(await api.call('POST', '/v1/rulings', { body }));
  expect(problem.status).toBe(422);
  expect(problem.pointers.sort()).toEqual(
    [
      ...['/claim/claimant', '/claim/madeOn', '/extra', '/publishedAt'],
      ...['/rating', '/slug', '/sources/0/url', '/url'],
    ].sort(),
  );
  await nothingStored(api);
});

test('a ruling that no row holds is refused by its heaviest field, when it is made and when it is changed', async () => {
  const api = await open();
  const heavy = 'é'.repeat(151_000);
  expect(problemOf(await api.call('POST', '/v1/rulings', { body: draftInput({ bodyHtml: heavy }) }))).toEqual({
    ...{ status: 413, kind: 'too-large', pointers: ['/bodyHtml'] },
  });
  const facets = (name: string) => Array.from({ length: 20 }, (_, at) => `${name}-${at}`);
  const many = draftInput({ topics: facets('topic'), editions: facets('edition') });
  expect(problemOf(await api.call('POST', '/v1/rulings', { body: many }))).toMatchObject({ status: 413 });
  await nothingStored(api);
  const { ruling } = committed(await api.call('POST', '/v1/rulings', { body: draftInput() }));
  const update = { edit: 'minor', changes: { bodyHtml: heavy } };
  const answer = await api.call('POST', `/v1/rulings/${ruling.id}/updates`, { headers, body: update });
  expect(problemOf(answer)).toMatchObject({ status: 413, pointers: ['/changes/bodyHtml'] });
});

test('an awkward text is stored harmless', async () => {
  const { call } = await open();
  const nasty = 'A\ud800 lone\udfff one,\u0000\u0007 a bell,\u0085 ]]> and ]]> again, \ufffe <b>&amp;';
  const body = draftInput({ headline: nasty, bodyHtml: `<p>${nasty}</p>`, summary: [` two\n\tlines ${nasty}`] });
  const { ruling } = committed(await call('POST', '/v1/rulings', { body: JSON.stringify(body) }));
  const harmless = 'A\ufffd lone\ufffd one, a bell, ]]> and ]]> again, <b>&amp;';
  expect(ruling['headline']).toBe(harmless);
  expect(ruling['summary']).toEqual([`two lines ${harmless}`]);
  const read = await call('GET', `/v1/rulings/${ruling.id}`);
  expect(read.body).toEqual(ruling);
  const forbidden = [0x00, 0x07, 0x85, 0xfffe].map((code) => String.fromCodePoint(code));
  for (const character of forbidden) expect(JSON.stringify(ruling)).not.toContain(character);
  expect(JSON.stringify(ruling).isWellFormed()).toBe(true);
  expect(JSON.stringify(ruling)).not.toMatch(/\\ud[89a-f]/i);
});

test('a bad header names itself', async () => {
  const api = await open();
  for (const key of ['', 'two words', 'é', 'x'.repeat(256)]) {
    const answer = await api.call('POST', '/v1/rulings', { headers: { 'idempotency-key': key }, body: draftInput() });
    expect(problemOf(answer), key).toEqual({ status: 400, kind: 'bad-header', pointers: ['Idempotency-Key'] });
  }
  await nothingStored(api);
});

test('no line of the log carries what came from outside, and each request has one', async () => {
  const api = await open();
  await api.call('POST', '/v1/rulings', { body: draftInput({ headline: 'Words of a headline' }) });
  await api.call('POST', '/v1/rulings', { body: '{"words": of a body' });
  await api.call('GET', '/v1/rulings/words-of-a-path?words=query', { headers: { 'x-words': 'words' } });
  const answered = api.lines.filter(({ code }) => code === 'REQUEST_ANSWERED');
  expect(answered.map(({ fields }) => fields['status'])).toEqual([201, 400, 404]);
  expect(JSON.stringify(api.lines)).not.toMatch(/words/i);
});
