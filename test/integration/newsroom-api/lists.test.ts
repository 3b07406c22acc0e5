import { expect, test } from 'vitest';
import { draftInput } from '../../samples/ruling-draft.ts';
import { type Api, committed, pageOf, problemOf, useApi } from './open-api.ts';

const open = useApi();

/** Twelve rulings, one a second: each third in Albany, every second on health, one in Spanish. */
const publishTwelve = async (api: Api): Promise<string[]> => {
  const ids: string[] = [];
  for (let at = 0; at < 12; at++) {
    const body = draftInput({
      ...{ slug: `ruling-${at}`, topics: [at % 2 ? 'transport' : 'health'], editions: at % 3 ? [] : ['albany'] },
      ...{ rating: at < 6 ? 'false' : 'true', language: at === 5 ? 'es' : 'en' },
      ...{ authors: [{ name: 'Sam Roe', slug: at === 7 ? 'ann-lee' : 'sam-roe' }] },
    });
    ids.push(committed(await api.call('POST', '/v1/rulings', { body })).ruling.id);
    api.clock.advance(1000);
  }
  return ids;
};

const listed = async (api: Api, query: string): Promise<string[]> => {
  const ids: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = pageOf(await api.call('GET', `/v1/rulings?${query}${cursor && `&cursor=${cursor}`}`));
    ids.push(...page.items.map((item) => String(item['id'])));
    cursor = page.nextCursor;
  }
  return ids;
};

test('rulings are listed by each facet, the newest change first, on pages of any size', async () => {
  const api = await open();
  const ids = await publishTwelve(api);
  const where = (fits: (at: number) => boolean) => ids.filter((_, at) => fits(at)).reverse();
  for (const [query, fits] of [
    ['', () => true],
    ['rating=true', (at) => at >= 6],
    ['claimant=alex-doe', () => true],
    ['claimant=nobody', () => false],
    ['topic=health', (at) => at % 2 === 0],
    ['author=ann-lee', (at) => at === 7],
    ['edition=albany', (at) => at % 3 === 0],
    ['language=es', (at) => at === 5],
    ['language=ES', (at) => at === 5],
    ['topic=health&edition=albany&rating=false', (at) => at === 0],
    ['updatedAfter=2026-11-20T12:00:09Z', (at) => at > 9],
    ['topic=transport&updatedAfter=2026-11-20T13:00:08%2B01:00', (at) => at === 9 || at === 11],
  ] satisfies [string, (at: number) => boolean][])
    for (const limit of [1, 5, 100]) expect(await listed(api, `${query}&limit=${limit}`), query).toEqual(where(fits));
});

test('a page has what names a ruling, and a cursor that tells nothing', async () => {
  const api = await open();
  await publishTwelve(api);
  const { items, nextCursor } = pageOf(await api.call('GET', '/v1/rulings?limit=2'));
  expect(items).toHaveLength(2);
  expect(items[0]).toMatchObject({
    slug: 'ruling-11',
    rating: 'true',
    claimant: { name: 'Alex Doe', slug: 'alex-doe' },
  });
  expect(items[0]).not.toHaveProperty('bodyHtml');
  expect(nextCursor).toMatch(/^[A-Za-z0-9_-]+$/);
});

test('what a list does not know is refused by name', async () => {
  const { call } = await open();
  for (const [query, pointers] of [
    ['limit=0', ['?/limit']],
    ['limit=101', ['?/limit']],
    ['limit=many', ['?/limit']],
    ['cursor=!', ['?/cursor']],
    ['cursor=AAAA', ['?/cursor']],
    ['topics=health', ['?/topics']],
    ['rating=FALSE', ['?/rating']],
    ['updatedAfter=2026-02-30T00:00:00Z', ['?/updatedAfter']],
    ['updatedAfter=yesterday&limit=-1', ['?/limit', '?/updatedAfter']],
    ['__proto__=1&constructor=1', ['?/__proto__', '?/constructor']],
  ] as const) {
    const problem = problemOf(await call('GET', `/v1/rulings?${query}`));
    expect({ ...problem, pointers: problem.pointers.sort() }, query).toEqual({
      status: 422,
      kind: 'invalid',
      pointers,
    });
  }
});

test('a ruling that the reader has is not sent again', async () => {
  const api = await open();
  const { ruling } = committed(await api.call('POST', '/v1/rulings', { body: draftInput() }));
  const read = (etag: string) => api.call('GET', `/v1/rulings/${ruling.id}`, { headers: { 'if-none-match': etag } });
  const unchanged = await read('"1"');
  expect([unchanged.status, unchanged.body, unchanged.headers['etag']]).toEqual([304, undefined, '"1"']);
  expect(unchanged.headers).not.toHaveProperty('content-type');
  for (const same of ['W/"1"', '"7", "1"', '*']) expect((await read(same)).status, same).toBe(304);
  expect((await read('"2"')).status).toBe(200);
});

test('what is not there is not found', async () => {
  const { call } = await open();
  const missing = 'rul_01JD4Z00000000000000000009';
  for (const target of [
    missing,
    `${missing}/revisions`,
    `${missing}/distribution`,
    'cms-1',
    '__proto__',
    'rul_x',
    '%',
    '%00',
  ])
    expect(problemOf(await call('GET', `/v1/rulings/${target}`)), target).toMatchObject({ status: 404 });
  for (const what of ['updates', 'corrections', 'retraction']) {
    const body =
      what === 'updates'
        ? { edit: 'minor', changes: {} }
        : { note: 'Wrong.', ...(what === 'corrections' && { changes: {} }) };
    const headers = { 'if-match': '"1"' };
    expect(problemOf(await call('POST', `/v1/rulings/${missing}/${what}`, { headers, body }))).toMatchObject({
      status: 404,
    });
  }
  for (const [method, target] of [
    ['GET', '/v1/nothing'],
    ['DELETE', '/v1/rulings'],
    ['GET', '/__proto__'],
    ['GET', '/'],
  ] as const)
    expect(problemOf(await call(method, target))).toMatchObject({ status: 404, kind: 'not-found' });
});

test('the rating scales are those of the newsroom', async () => {
  const { call } = await open();
  const { items } = pageOf(await call('GET', '/v1/rating-scales'));
  expect(items.map(({ id }) => id)).toEqual(['truth-o-meter', 'flip-o-meter', 'promise-meter']);
  expect(items[0]?.['ratings']).toContainEqual({
    slug: 'pants-on-fire',
    label: 'Pants on Fire',
    value: 1,
    color: '#8e1600',
  });
});
