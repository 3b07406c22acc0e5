import { describe, expect, test } from 'vitest';
import { draftInput } from '../../samples/ruling-draft.ts';
import { type Answer, type Api, type Ask, committed, pageOf, problemOf, useApi } from './open-api.ts';

const open = useApi();

const publishIn = async (api: Api, differs: Record<string, unknown> = {}) => {
  const { ruling } = committed(await api.call('POST', '/v1/rulings', { body: draftInput(differs) }));
  const write = (what: string, body: unknown, ifMatch: string | null = '"1"', ask: Ask = {}): Promise<Answer> =>
    api.call('POST', `/v1/rulings/${ruling.id}/${what}`, {
      ...{ body, headers: ifMatch === null ? {} : { 'if-match': ifMatch } },
      ...ask,
    });
  return { id: ruling.id, write };
};

const minor = { edit: 'minor', changes: { headline: 'A comma less' } };
const correction = { note: 'We misread the bill.', changes: { rating: 'half-true' } };

test('a correction makes revision 2, an event that says what it was, and a public note', async () => {
  const api = await open();
  const { id, write } = await publishIn(api);
  api.clock.advance(1000);
  const answer = await write('corrections', correction);
  const { ruling, event } = committed(answer);
  const at = '2026-11-20T12:00:01.000Z';
  expect([answer.status, answer.headers['etag']]).toEqual([200, '"2"']);
  expect(ruling).toMatchObject({
    ...{ id, revision: 2, rating: 'half-true', changedAt: at, updatedAt: at },
    notes: [{ revision: 2, at, kind: 'correction', text: 'We misread the bill.', previousRating: 'false' }],
  });
  expect(event).toMatchObject({ type: 'ruling.corrected', sequence: 2, ratingChanged: true, previousRating: 'false' });
  expect(answer.body).toHaveProperty('broadcast');
});

test('a correction of words alone texts nobody unless it is asked to', async () => {
  const { write } = await publishIn(await open());
  const words = { note: 'A name was wrong.', changes: { headline: 'Mended' } };
  expect((await write('corrections', words)).body).not.toHaveProperty('broadcast');
  const asked = await write('corrections', { ...words, texts: 'immediate' }, '"2"');
  expect(asked.body).toHaveProperty('broadcast');
});

test('a retraction is the end: the ruling stays readable and takes nothing more', async () => {
  const api = await open();
  const { id, write } = await publishIn(api);
  const answer = await write('retraction', { note: 'The claim was never made.' });
  expect(committed(answer).event).toMatchObject({ type: 'ruling.retracted', texts: 'immediate' });
  expect(answer.body).toHaveProperty('broadcast');
  const read = await api.call('GET', `/v1/rulings/${id}`);
  expect(read.body).toMatchObject({ status: 'retracted', revision: 2, notes: [{ text: 'The claim was never made.' }] });
  for (const [what, body] of [
    ['updates', minor],
    ['corrections', correction],
    ['retraction', { note: 'Again.' }],
  ] as const)
    expect(problemOf(await write(what, body, '"2"'))).toMatchObject({ status: 409, kind: 'ruling-retracted' });
});

test('an update changes what it names, by any edit, and no ordered rating', async () => {
  const api = await open();
  const { write } = await publishIn(api, { summary: ['One.'] });
  for (const [at, edit] of ['minor', 'clarification', 'update', 'context', 'status'].entries()) {
    const answer = await write('updates', { edit, changes: { headline: `Headline ${at}` } }, `"${at + 1}"`);
    expect(committed(answer).event).toMatchObject({ type: 'ruling.updated', edit, texts: 'none' });
    expect(committed(answer).ruling).toMatchObject({ headline: `Headline ${at}`, summary: ['One.'], rating: 'false' });
    expect(answer.body).not.toHaveProperty('broadcast');
  }
  const refused = await write('updates', { edit: 'update', changes: { rating: 'true' } }, '"6"');
  expect(problemOf(refused)).toEqual({ status: 422, kind: 'invalid', pointers: ['/changes/rating'] });
});

test('an update texts those who heard of the ruling where it asks to, and a minor one may not ask', async () => {
  const { write } = await publishIn(await open());
  for (const texts of ['immediate', 'digest']) {
    const refused = await write('updates', { ...minor, texts });
    expect(problemOf(refused)).toEqual({ status: 422, kind: 'invalid', pointers: ['/texts'] });
  }
  const unasked = await write('updates', { ...minor, texts: 'none' });
  expect(committed(unasked).event).toMatchObject({ type: 'ruling.updated', edit: 'minor', texts: 'none' });
  expect(unasked.body).not.toHaveProperty('broadcast');
  const changes = { summary: ['The figures are the state’s own.'] };
  for (const [at, edit] of ['clarification', 'update', 'context'].entries()) {
    const asked = await write(
      'updates',
      { edit, changes: { ...changes, headline: `${at}` }, texts: 'immediate' },
      `"${at + 2}"`,
    );
    expect(committed(asked).event).toMatchObject({ type: 'ruling.updated', edit, texts: 'immediate' });
    expect(asked.body).toHaveProperty('broadcast');
  }
  const odd = await write('updates', { edit: 'update', changes, texts: 'at once' }, '"5"');
  expect(problemOf(odd)).toEqual({ status: 422, kind: 'invalid', pointers: ['/texts'] });
});

test('the status of a promise moves by an update', async () => {
  const { write } = await publishIn(await open(), { rating: 'in-the-works' });
  const kept = await write('updates', { edit: 'status', changes: { rating: 'promise-kept' } });
  expect(committed(kept).ruling).toMatchObject({ rating: 'promise-kept', scale: 'promise-meter' });
  const toTrue = await write('updates', { edit: 'status', changes: { rating: 'true' } }, '"2"');
  expect(problemOf(toTrue)).toMatchObject({ status: 422, pointers: ['/changes/rating'] });
});

describe('which revision was seen', () => {
  const writes = [
    ['updates', minor],
    ['corrections', correction],
    ['retraction', { note: 'Wrong.' }],
  ] as const;

  test('is to be said', async () => {
    const api = await open();
    const { write } = await publishIn(api);
    for (const [what, body] of writes) {
      expect(problemOf(await write(what, body, null))).toMatchObject({ status: 428, kind: 'if-match-missing' });
      for (const value of ['1', '*', '"0"', 'W/"1"', '"1", "2"', '"x"', ''])
        expect(problemOf(await write(what, body, value)), value).toEqual({
          ...{ status: 400, kind: 'bad-header', pointers: ['If-Match'] },
        });
    }
    expect(await api.rulings.lastSequence()).toBe(1);
  });

  test('must be the one that stands', async () => {
    const api = await open();
    const { write } = await publishIn(api);
    await write('updates', minor);
    for (const [what, body] of writes)
      for (const seen of ['"1"', '"3"']) {
        const answer = await write(what, body, seen);
        expect(problemOf(answer)).toMatchObject({ status: 412, kind: 'stale' });
        expect(answer.headers['etag']).toBe('"2"');
      }
    expect(await api.rulings.lastSequence()).toBe(2);
  });

  test('decides which one of several at once wins', async () => {
    const api = await open();
    const { write } = await publishIn(api);
    const answers = await Promise.all(Array.from({ length: 8 }, () => write('corrections', correction)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(412)]);
    expect(await api.rulings.lastSequence()).toBe(2);
  });
});

test('every revision can be read, with who made it, a page at a time', async () => {
  const api = await open();
  const { id, write } = await publishIn(api);
  const { key } = await api.newKey(['newsroom:write']);
  await write('updates', minor);
  await write('corrections', correction, '"2"', { key });
  const found: unknown[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = pageOf(await api.call('GET', `/v1/rulings/${id}/revisions?limit=2${cursor && `&cursor=${cursor}`}`));
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  const by = (name: string, revision: number) =>
    expect.objectContaining({ revision, actor: expect.objectContaining({ name }) });
  expect(found).toEqual([by('Sam Roe', 1), by('Sam Roe', 2), by('Ann Lee', 3)]);
});

test('the distribution names every event, newest first', async () => {
  const api = await open();
  const { id, write } = await publishIn(api);
  await write('corrections', correction);
  const { status, body } = await api.call('GET', `/v1/rulings/${id}/distribution`);
  const event = (type: string, sequence: number) => ({
    id: expect.stringMatching(/^evt_/),
    type,
    sequence,
    revision: sequence,
  });
  const owedToNobody = { owed: 0, delivered: 0, pending: 0, waiting: 0, superseded: 0, partners: [] };
  const nothing = { feeds: [], texts: null, deliveries: owedToNobody };
  expect([status, body]).toEqual([
    200,
    {
      ...{ rulingId: id, revision: 2, pausedChannels: [] },
      correctionReach: { revision: 2, partners: 0, acknowledged: 0, outstanding: [] },
      events: [
        { event: event('ruling.corrected', 2), ...nothing },
        { event: event('ruling.published', 1), ...nothing },
      ],
    },
  ]);
});
