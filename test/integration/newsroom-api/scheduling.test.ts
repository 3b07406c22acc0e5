import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createTimetable } from '../../../shared/adapters/dynamo/timetable.ts';
import { idSchema } from '../../../shared/domain/ids.ts';
import { publishMessageSchema } from '../../../shared/domain/scheduled-ruling.ts';
import { publishScheduled } from '../../../shared/use-cases/publish-scheduled.ts';
import { draft, draftInput } from '../../samples/ruling-draft.ts';
import { allItems } from './all-items.ts';
import { type Api, committed, pageOf, problemOf, scheduledOf, useApi } from './open-api.ts';

const open = useApi();
const one = '2026-11-20T13:00:00Z';

const handIn = ({ call }: Api, differs: Record<string, unknown>, headers = {}) =>
  call('POST', '/v1/rulings', { body: draftInput({ publishAt: one, ...differs }), headers });

/** What the sweep and the queue do. */
const work = async ({ client, tables, clock, deps }: Api): Promise<void> => {
  const timetable = createTimetable(client, tables.timetable);
  for (const due of await timetable.due(new Date(clock.now()).toISOString(), 100)) {
    await publishScheduled(deps)(publishMessageSchema.parse(JSON.parse(due.body)));
    await timetable.done(due);
  }
};

test('what is scheduled is answered in short, listed, and published when its time has come', async () => {
  const api = await open();
  const { call, clock, rulings } = api;
  const answer = await handIn(api, { publishAt: '2026-11-20T14:00:00+01:00', topics: ['transport'] });
  const scheduled = scheduledOf(answer);
  expect(answer.status).toBe(202);
  expect(scheduled).toEqual({
    id: expect.stringMatching(/^sch_/),
    publishAt: '2026-11-20T13:00:00.000Z',
    slug: 'bridge-tolls-not-doubled',
    headline: 'No, the transit bill does not double every bridge toll',
    actor: { kind: 'person', id: expect.stringMatching(/^key_/), name: 'Sam Roe' },
    createdAt: '2026-11-20T12:00:00.000Z',
    failure: null,
  });
  expect(pageOf(await call('GET', '/v1/scheduled'))).toEqual({ items: [scheduled], nextCursor: null });
  await work(api);
  expect(await rulings.lastSequence()).toBe(0);
  clock.advance(3_600_000);
  await work(api);
  const { items } = pageOf(await call('GET', '/v1/rulings?topic=transport'));
  expect(items).toMatchObject([{ slug: 'bridge-tolls-not-doubled', publishedAt: '2026-11-20T13:00:00.000Z' }]);
  expect(pageOf(await call('GET', '/v1/scheduled')).items).toEqual([]);
});

test('its draft is answered whole, the HTML made harmless, also when it could not be published, until it is gone', async () => {
  const api = await open();
  const read = (id: string) => api.call('GET', `/v1/scheduled/${id}`);
  const bodyHtml = '<p>Text<script>alert(1)</script></p>';
  const scheduled = scheduledOf(await handIn(api, { bodyHtml, textBody: 'Not every toll.' }));
  const wanted = draft({ bodyHtml: '<p>Text</p>', textBody: 'Not every toll.', texts: 'immediate' });
  const answer = await read(scheduled.id);
  expect([answer.status, answer.body]).toEqual([200, { scheduled, draft: wanted }]);
  const other = committed(await handIn(api, { publishAt: null })).ruling;
  api.clock.advance(3_600_000);
  await work(api);
  const failure = { reason: 'slug-taken', at: '2026-11-20T13:00:00.000Z' };
  const failed = await read(scheduled.id);
  expect([failed.status, failed.body]).toEqual([200, { ...Object(answer.body), scheduled: { ...scheduled, failure } }]);
  // what an editor mends in it is taken as it is
  const mended = { ...z.object({ draft: z.looseObject({}) }).parse(failed.body).draft, slug: 'another' };
  const anew = await api.call('POST', '/v1/rulings', { body: mended });
  expect(committed(anew).ruling).toMatchObject({ slug: 'another', bodyHtml: '<p>Text</p>', texts: 'immediate' });
  await api.call('DELETE', `/v1/scheduled/${scheduled.id}`);
  for (const id of [scheduled.id, 'sch_01JD4Z00000000000000000009', 'sch_1', other.id])
    expect(problemOf(await read(id))).toMatchObject({ status: 404, kind: 'not-found' });
});

test('the list is the soonest first, page by page', async () => {
  const api = await open();
  for (const minute of ['30', '05', '59', '00'])
    await handIn(api, { slug: minute, publishAt: `2026-11-20T13:${minute}:00Z` });
  const slugs: unknown[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = pageOf(await api.call('GET', `/v1/scheduled?limit=3${cursor && `&cursor=${cursor}`}`));
    slugs.push(...page.items.map(({ slug }) => slug));
    cursor = page.nextCursor;
  }
  expect(slugs).toEqual(['00', '05', '30', '59']);
  for (const query of ['limit=0', 'cursor=AAAA', 'before=1']) {
    const pointer = `?/${query.split('=')[0]}`;
    const refused = problemOf(await api.call('GET', `/v1/scheduled?${query}`));
    expect(refused).toEqual({ status: 422, kind: 'invalid', pointers: [pointer] });
  }
});

test('what is called off is gone and is not published; there is nothing to call off twice, nor once it is out', async () => {
  const api = await open();
  const { call, clock, rulings } = api;
  const [off, out] = [scheduledOf(await handIn(api, { slug: 'off' })), scheduledOf(await handIn(api, { slug: 'out' }))];
  const callOff = (id: string) => call('DELETE', `/v1/scheduled/${id}`);
  expect(await callOff(off.id)).toMatchObject({ status: 204, body: undefined });
  clock.advance(3_600_000);
  await work(api);
  expect((await rulings.eventsAfter(0, 10)).length).toBe(1);
  for (const id of [off.id, out.id, 'sch_01JD4Z00000000000000000009', 'sch_1', 'rul_01JD4Z00000000000000000009'])
    expect(problemOf(await callOff(id))).toMatchObject({ status: 404, kind: 'not-found' });
});

describe('what is called off while it is being published', () => {
  const begin = async () => {
    const api = await open();
    const { id } = scheduledOf(await handIn(api, {}));
    api.clock.advance(3_600_000);
    const { rulings } = api;
    const callOff = () => api.call('DELETE', `/v1/scheduled/${id}`);
    /** Publishes it, and does something else right before or after its commit. */
    const publish = (around: { before?: () => Promise<unknown>; after?: () => Promise<unknown> } = {}) =>
      publishScheduled({
        ...api.deps,
        rulings: {
          ...rulings,
          commit: async (commit, sequence) => {
            await around.before?.();
            const outcome = await rulings.commit(commit, sequence);
            await around.after?.();
            return outcome;
          },
        },
      })({ scheduledId: idSchema('scheduled').parse(id), early: 0 });
    const left = async () => pageOf(await api.call('GET', '/v1/scheduled')).items;
    return { ...api, callOff, publish, left };
  };

  test('is gone where that came before the commit, and is published where it came after', async () => {
    for (const [when, status, published] of [
      ['before', 204, 0],
      ['after', 404, 1],
    ] as const) {
      const { rulings, callOff, publish, left, lines } = await begin();
      const answers: number[] = [];
      await publish({ [when]: async () => answers.push((await callOff()).status) });
      expect(answers, when).toEqual([status]);
      expect([await rulings.lastSequence(), await left()]).toEqual([published, []]);
      expect(lines.filter(({ code }) => code === 'SCHEDULED_NOT_PUBLISHED')).toEqual([]);
    }
  });

  test('and at the very same time, too: the answer says which of the two it was', async () => {
    for (let round = 0; round < 8; round += 1) {
      const { rulings, callOff, publish, left } = await begin();
      const [{ status }] = await Promise.all([callOff(), publish()]);
      expect([status, await rulings.lastSequence()]).toEqual(status === 204 ? [204, 0] : [404, 1]);
      expect(await left()).toEqual([]);
    }
  });
});

test('what publishing would refuse is refused, and nothing is written', async () => {
  const api = await open();
  await handIn(api, { publishAt: null, externalId: 'cms-1' });
  const before = await allItems(api);
  const nobody = 'rul_01JD4Z00000000000000000009';
  for (const [differs, problem] of [
    [{ publishAt: 'tomorrow' }, { status: 422, kind: 'invalid', pointers: ['/publishAt'] }],
    [
      { slug: 'two', publishAt: '2027-11-22T12:00:00Z' },
      { status: 422, kind: 'invalid', pointers: ['/publishAt'] },
    ],
    [
      { slug: 'two', publishedAt: '2026-11-20T12:59:59Z' },
      { status: 422, kind: 'invalid', pointers: ['/publishedAt'] },
    ],
    [
      { slug: 'two', rating: 'none', topics: 1 },
      { status: 422, kind: 'invalid', pointers: ['/rating', '/topics'] },
    ],
    [
      { slug: 'two', translationOf: nobody },
      { status: 422, kind: 'invalid', pointers: ['/translationOf'] },
    ],
    [
      { slug: 'two', bodyHtml: 'x'.repeat(300_000) },
      { status: 413, kind: 'too-large', pointers: ['/bodyHtml'] },
    ],
    [{}, { status: 409, kind: 'slug-taken', pointers: ['/slug'] }],
    [
      { slug: 'two', externalId: 'cms-1' },
      { status: 409, kind: 'slug-taken', pointers: ['/externalId'] },
    ],
  ] as const) {
    const refused = problemOf(await handIn(api, differs));
    expect({ ...refused, pointers: refused.pointers.sort() }).toEqual(problem);
  }
  expect(await allItems(api)).toEqual(before);
});

test('only a ruling that is handed in anew is scheduled', async () => {
  const { call } = await open();
  const body = draftInput({ publishAt: one });
  const saved = problemOf(await call('PUT', '/v1/rulings/by-source/cms-1', { body }));
  expect(saved).toEqual({ status: 422, kind: 'invalid', pointers: ['/publishAt'] });
  const imported = await call('POST', '/v1/import', {
    body: JSON.stringify({ ...body, publishedAt: '2019-05-01T09:00:00Z' }),
  });
  expect(pageOf({ ...imported, body: { ...Object(imported.body), nextCursor: null } }).items).toMatchObject([
    { outcome: 'refused', errors: [{ pointer: '/publishAt' }] },
  ]);
});

test('a time that is over publishes at once', async () => {
  const api = await open();
  const answer = await handIn(api, { publishAt: '2026-11-20T11:00:00Z' });
  expect(answer.status).toBe(201);
  expect(committed(answer).ruling).toMatchObject({ publishedAt: '2026-11-20T12:00:00.000Z' });
  expect(committed(answer).ruling).not.toHaveProperty('publishAt');
});

test('the same Idempotency-Key gets the same answer, also when the ruling is out', async () => {
  const api = await open();
  const headers = { 'idempotency-key': 'try-1' };
  const first = await handIn(api, {}, headers);
  const again = await handIn(api, {}, headers);
  api.clock.advance(3_600_000);
  await work(api);
  const late = await handIn(api, {}, headers);
  for (const each of [again, late]) {
    expect([each.status, each.body]).toEqual([202, first.body]);
    expect(each.headers['idempotency-replayed']).toBe('true');
  }
  expect(first.headers).not.toHaveProperty('idempotency-replayed');
  for (const publishAt of [null, '2026-11-20T18:00:00Z'])
    expect(problemOf(await handIn(api, { publishAt }, headers))).toMatchObject({ kind: 'idempotency-key-reused' });
  expect(await api.rulings.lastSequence()).toBe(1);
});

test('of the same request at once, one is scheduled, and each gets its answer', async () => {
  const api = await open();
  const ask = () => handIn(api, {}, { 'idempotency-key': 'try-1' });
  const answers = await Promise.all(Array.from({ length: 6 }, ask));
  for (const { status, body } of answers) expect([status, body]).toEqual([202, answers[0]?.body]);
  expect(pageOf(await api.call('GET', '/v1/scheduled')).items).toHaveLength(1);
});

test('a slug that was taken meanwhile shows in the list, until somebody clears it away', async () => {
  const api = await open();
  const { id } = scheduledOf(await handIn(api, {}));
  await handIn(api, { publishAt: null });
  api.clock.advance(3_600_000);
  await work(api);
  const { items } = pageOf(await api.call('GET', '/v1/scheduled'));
  expect(items).toMatchObject([{ id, failure: { reason: 'slug-taken', at: '2026-11-20T13:00:00.000Z' } }]);
  expect((await api.call('DELETE', `/v1/scheduled/${id}`)).status).toBe(204);
  expect(pageOf(await api.call('GET', '/v1/scheduled')).items).toEqual([]);
});

test('HTML is made harmless before it is kept, and what was taken out does not weigh', async () => {
  const api = await open();
  const bodyHtml = `<p>Text<script>${'x'.repeat(500_000)}</script></p>`;
  expect((await handIn(api, { bodyHtml })).status).toBe(202);
  expect(JSON.stringify(await allItems(api))).not.toContain('xxx');
  api.clock.advance(3_600_000);
  await work(api);
  const event = await api.rulings.event(1);
  expect(event && (await api.rulings.revision(event.rulingId, 1))?.content.bodyHtml).toBe('<p>Text</p>');
});
