import { expect, test } from 'vitest';
import { draftInput } from '../../samples/ruling-draft.ts';
import { committed, problemOf, useApi } from './open-api.ts';

const open = useApi();

test('a published ruling is answered whole, with its event and its broadcast', async () => {
  const { call } = await open();
  const answer = await call('POST', '/v1/rulings', { body: draftInput({ topics: ['transport'] }) });
  const { ruling, event } = committed(answer);
  expect(answer.status).toBe(201);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/json',
    etag: '"1"',
    location: `/v1/rulings/${ruling.id}`,
  });
  expect(ruling).toMatchObject({
    ...draftInput({ topics: ['transport'] }),
    ...{ revision: 1, status: 'published', scale: 'truth-o-meter', language: 'en', notes: [], texts: 'immediate' },
    claim: { text: 'The new law doubles every bridge toll in the state.', madeOn: null, appearances: [] },
    publishedAt: '2026-11-20T12:00:00.000Z',
  });
  expect(event).toMatchObject({ type: 'ruling.published', sequence: 1, revision: 1, rulingId: ruling.id });
  expect(event).toMatchObject({ actor: { kind: 'person', name: 'Sam Roe' }, origin: 'newsroom' });
  expect(answer.body).toMatchObject({ broadcast: { id: event.id.replace('evt_', 'brd_') } });

  const read = await call('GET', `/v1/rulings/${ruling.id}`);
  expect([read.status, read.body, read.headers['etag']]).toEqual([200, ruling, '"1"']);
});

test('a ruling without texts has no broadcast; one that is old news texts nobody unless it says so', async () => {
  const { call } = await open();
  const publish = async (differs: Record<string, unknown>) =>
    (await call('POST', '/v1/rulings', { body: draftInput(differs) })).body;
  const old = '2026-11-13T11:59:59Z';
  expect(await publish({ slug: 'one', texts: 'none' })).not.toHaveProperty('broadcast');
  expect(await publish({ slug: 'two', publishedAt: old })).toMatchObject({ ruling: { texts: 'none' } });
  expect(await publish({ slug: 'three', publishedAt: '2026-11-13T12:00:00Z' })).toHaveProperty('broadcast');
  expect(await publish({ slug: 'four', publishedAt: old, texts: 'immediate' })).toHaveProperty('broadcast');
  expect(await publish({ slug: 'five', texts: 'digest' })).not.toHaveProperty('broadcast');
});

test('the same Idempotency-Key gets the first answer, for 24 hours and whatever happened since', async () => {
  const { call, clock } = await open();
  const publish = (body: unknown, key = 'try-1') =>
    call('POST', '/v1/rulings', { body, headers: { 'idempotency-key': key } });
  const first = await publish(draftInput());
  const { ruling } = committed(first);
  const correction = { note: 'Wrong.', changes: { rating: 'true' } };
  await call('POST', `/v1/rulings/${ruling.id}/corrections`, { body: correction, headers: { 'if-match': '"1"' } });

  const again = await publish(draftInput());
  expect([again.status, again.body]).toEqual([201, first.body]);
  expect(again.headers['idempotency-replayed']).toBe('true');
  expect(first.headers).not.toHaveProperty('idempotency-replayed');
  expect(problemOf(await publish(draftInput({ headline: 'Another' })))).toMatchObject({
    ...{ status: 422, kind: 'idempotency-key-reused' },
  });
  expect(problemOf(await publish(draftInput(), 'try-2'))).toMatchObject({ status: 409, pointers: ['/slug'] });
  clock.advance(86_400_000);
  expect(problemOf(await publish(draftInput()))).toMatchObject({ status: 409 });
});

test('two callers may use the same Idempotency-Key', async () => {
  const { call, newKey } = await open();
  const headers = { 'idempotency-key': 'try-1' };
  const { key } = await newKey(['newsroom:write']);
  const mine = await call('POST', '/v1/rulings', { headers, body: draftInput() });
  const theirs = await call('POST', '/v1/rulings', { headers, key, body: draftInput({ slug: 'two' }) });
  expect([mine.status, theirs.status]).toEqual([201, 201]);
  expect(committed(theirs).event).toMatchObject({ actor: { name: 'Ann Lee' } });
});

test('of the same request at once, each gets the same answer', async () => {
  const { call, rulings } = await open();
  const ask = { headers: { 'idempotency-key': 'try-1' }, body: draftInput() };
  const answers = await Promise.all(Array.from({ length: 6 }, () => call('POST', '/v1/rulings', ask)));
  for (const { status, body } of answers) expect([status, body]).toEqual([201, answers[0]?.body]);
  expect(await rulings.lastSequence()).toBe(1);
});

test('a slug is taken once, an external id too', async () => {
  const { call, rulings } = await open();
  const publish = (differs: Record<string, unknown>) => call('POST', '/v1/rulings', { body: draftInput(differs) });
  await publish({ externalId: 'cms-1' });
  expect(problemOf(await publish({}))).toEqual({ status: 409, kind: 'slug-taken', pointers: ['/slug'] });
  const other = problemOf(await publish({ slug: 'two', externalId: 'cms-1' }));
  expect(other).toEqual({ status: 409, kind: 'slug-taken', pointers: ['/externalId'] });
  expect(await rulings.lastSequence()).toBe(1);
});

test('HTML is made harmless on the way in', async () => {
  const { call } = await open();
  const bodyHtml = '<p onclick="x()">Text<script>alert(1)</script><a href="javascript:x()">link</a></p>';
  const { ruling } = committed(await call('POST', '/v1/rulings', { body: draftInput({ bodyHtml }) }));
  expect(ruling['bodyHtml']).toBe('<p>Textlink</p>');
});
