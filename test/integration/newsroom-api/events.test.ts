import { expect, test } from 'vitest';
import * as z from 'zod';
import { webhookBody } from '../../../shared/domain/webhook-body.ts';
import { draftInput } from '../../samples/ruling-draft.ts';
import { correctOne, publishOne } from './log.ts';
import { type Api, pageOf, problemOf, useApi } from './open-api.ts';
import { owing } from './owing.ts';
import { newPartner, type TestPartner } from './partners.ts';

const open = useApi();
const eventSchema = z.looseObject({
  ...{ id: z.string(), type: z.string() },
  data: z.looseObject({
    ...{ sequence: z.int(), previousSequence: z.int().nullable(), supersedes: z.array(z.int()) },
    ...{ origin: z.string(), revision: z.int(), ruling: z.looseObject({ headline: z.string() }) },
  }),
});

const pull = async (partner: TestPartner, query = '') => {
  const answer = await partner.call('GET', `/v1/events${query}`);
  expect(answer.status).toBe(200);
  const { items, nextCursor } = pageOf(answer);
  return { items: items.map((item) => eventSchema.parse(item)), nextCursor, answer };
};

const sequencesOf = (items: readonly z.output<typeof eventSchema>[]): number[] =>
  items.map(({ data }) => data.sequence);

/** Whatever there is, page by page, as a partner follows the cursor. */
const pullAll = async (partner: TestPartner, limit: number) => {
  const items: z.output<typeof eventSchema>[] = [];
  let after: string | null = '0';
  while (after !== null) {
    const page: Awaited<ReturnType<typeof pull>> = await pull(partner, `?limit=${limit}&after=${after}`);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    items.push(...page.items);
    after = page.nextCursor;
  }
  return items;
};

/** What an endpoint would be sent of an event, were it owed every one. */
const asSent = async ({ rulings, deps }: Api, sequence: number, include: 'body'[] = []): Promise<unknown> => {
  const event = await rulings.event(sequence);
  const revision = event && (await rulings.revision(event.rulingId, event.revision));
  if (event === undefined || revision === undefined) throw new Error(`there is no event ${sequence}`);
  const delivery = { previousSequence: sequence === 1 ? null : sequence - 1, supersedes: [] };
  const { newsroom, livemode } = deps;
  return JSON.parse(webhookBody({ endpoint: { include }, delivery, event, revision, newsroom, livemode }));
};

test('the log is pulled whole, in order and once, as endpoints get it: imports and superseded events too', async () => {
  const api = await open();
  const herald = await newPartner(api, 'Herald');
  expect((await pull(herald)).items).toEqual([]);
  await herald.endpoint({ filters: { topics: ['none'] } });
  const { rulingId } = await publishOne(api, 'one');
  const archived = draftInput({ slug: 'archived', publishedAt: '2019-05-01T09:00:00.000Z' });
  await api.call('POST', '/v1/import', { body: JSON.stringify({ ...archived, texts: 'none' }) });
  await correctOne(api, rulingId, 1, { headline: 'Better' });
  await correctOne(api, rulingId, 2, { headline: 'Better still', bodyHtml: '<p>All of it.</p>' });
  await owing(api).plan();
  const { items, nextCursor, answer } = await pull(herald);
  expect(sequencesOf(items)).toEqual([1, 2, 3, 4]);
  expect(items.map(({ data }) => data.origin)).toEqual(['newsroom', 'import', 'newsroom', 'newsroom']);
  // each event of a ruling has its own revision of it
  expect(items.map(({ data }) => [data.revision, data.ruling.headline])).toEqual([
    [1, expect.stringMatching(/^No/)],
    [1, expect.stringMatching(/^No/)],
    [2, 'Better'],
    [3, 'Better still'],
  ]);
  expect(items).toEqual(await Promise.all([1, 2, 3, 4].map((sequence) => asSent(api, sequence))));
  expect([nextCursor, answer.headers['cache-control']]).toEqual([null, 'no-store']);
  expect(JSON.stringify(items)).not.toContain('All of it');
  expect((await pull(herald, '?include=body&after=3')).items).toEqual([await asSent(api, 4, ['body'])]);
});

test('pages of any size cover it without a gap, and a cursor is where the next one begins', async () => {
  const api = await open();
  const herald = await newPartner(api, 'Herald');
  const { rulingId } = await publishOne(api, 'one');
  for (let revision = 1; revision <= 8; revision += 1)
    await correctOne(api, rulingId, revision, { headline: `${revision}` });
  for (const limit of [1, 2, 3, 4, 9, 100]) {
    const items = await pullAll(herald, limit);
    expect(sequencesOf(items)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    for (const { data } of items) {
      expect([data.previousSequence, data.supersedes]).toEqual([data.sequence === 1 ? null : data.sequence - 1, []]);
      expect(data.revision).toBe(data.sequence);
    }
  }
  const [most, last] = [await pull(herald, '?limit=8'), await pull(herald, '?after=8')];
  expect([most.nextCursor, last.nextCursor, sequencesOf(last.items)]).toEqual(['8', null, [9]]);
  expect(await pull(herald, '?after=9')).toMatchObject({ items: [], nextCursor: null });
  expect(await pull(herald, '?after=999999999999999')).toMatchObject({ items: [], nextCursor: null });
  await publishOne(api, 'two');
  expect(sequencesOf((await pull(herald, '?after=9')).items)).toEqual([10]);
});

test('a page stops before 4 MB, and goes on where it stopped', async () => {
  const api = await open();
  const herald = await newPartner(api, 'Herald');
  const bodyHtml = `<p>${'x'.repeat(280_000)}</p>`;
  const { rulingId } = await publishOne(api, 'one', { bodyHtml });
  for (let revision = 1; revision <= 24; revision += 1)
    await correctOne(api, rulingId, revision, { headline: `${revision}` });
  const sequences: number[] = [];
  let after: string | null = '0';
  let pages = 0;
  while (after !== null) {
    const page: Awaited<ReturnType<typeof pull>> = await pull(herald, `?include=body&limit=100&after=${after}`);
    expect(Buffer.byteLength(JSON.stringify(page.answer.body))).toBeLessThan(4_000_000);
    expect(page.items.length).toBeGreaterThan(10);
    sequences.push(...sequencesOf(page.items));
    after = page.nextCursor;
    pages += 1;
  }
  expect(sequences).toEqual(Array.from({ length: 25 }, (_, at) => at + 1));
  expect(pages).toBe(2);
  // without bodies it is one page
  expect((await pull(herald, '?limit=100')).nextCursor).toBeNull();
});

test('where that is asked for, each event tells what the partner itself acknowledged of its ruling', async () => {
  const api = await open();
  const [herald, tribune] = [await newPartner(api, 'Herald'), await newPartner(api, 'Tribune')];
  const { rulingId } = await publishOne(api, 'one');
  const second = await correctOne(api, rulingId, 1);
  await publishOne(api, 'two');
  await herald.call('POST', `/v1/events/${second}/acknowledgement`, { body: { revision: 2 } });
  const told = async (partner: TestPartner) =>
    (await pull(partner, '?include=acknowledgedRevision')).items.map(({ acknowledgedRevision: told }) => told);
  expect(await told(herald)).toEqual([2, 2, null]);
  expect(await told(tribune)).toEqual([null, null, null]);
  expect((await pull(herald, '?after=3&include=acknowledgedRevision')).items).toEqual([]);
});

test('what is no place in the log is refused by name, and only partners pull', async () => {
  const api = await open();
  const herald = await newPartner(api, 'Herald');
  for (const query of ['after=-1', 'after=x', 'after=', 'after=1.5', 'after=1e3', `after=${10 ** 15}`, 'limit=0'])
    expect(problemOf(await herald.call('GET', `/v1/events?${query}`)), query).toEqual({
      ...{ status: 422, kind: 'invalid', pointers: [`?/${query.split('=')[0]}`] },
    });
  for (const query of ['limit=101', 'include=everything', 'include=', 'cursor=1', 'rating=true'])
    expect(problemOf(await herald.call('GET', `/v1/events?${query}`)), query).toMatchObject({
      ...{ status: 422, pointers: [`?/${query.split('=')[0]}`] },
    });
  expect(problemOf(await api.call('GET', '/v1/events'))).toMatchObject({ status: 403 });
  const { key } = await api.newKey(['partner']);
  expect(problemOf(await api.call('GET', '/v1/events', { key }))).toMatchObject({ status: 403 });
  expect(problemOf(await api.call('GET', '/v1/events', { key: null }))).toMatchObject({ status: 401 });
});
