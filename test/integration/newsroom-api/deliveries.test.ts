import { expect, test } from 'vitest';
import { draftInput } from '../../samples/ruling-draft.ts';
import { type Api, committed, pageOf, problemOf, useApi } from './open-api.ts';
import { answered, owing } from './owing.ts';
import { newPartner } from './partners.ts';

const open = useApi();

const publish = async (api: Api, slug: string) =>
  committed(await api.call('POST', '/v1/rulings', { body: draftInput({ slug }) }));

const correct = async (api: Api, id: string) =>
  committed(
    await api.call('POST', `/v1/rulings/${id}/corrections`, {
      ...{ headers: { 'if-match': '"1"' }, body: { note: 'We misread the bill.', changes: { rating: 'true' } } },
    }),
  );

test('a delivery says what was owed, where it stands and how each attempt went, and nothing of our own', async () => {
  const api = await open();
  const { plan, attempt } = owing(api);
  const herald = await newPartner(api, 'Herald');
  const endpoint = await herald.endpoint();
  const { ruling, event } = await publish(api, 'one');
  await plan();
  const look = async () => pageOf(await herald.call('GET', `/v1/endpoints/${endpoint.id}/deliveries`));
  const owed = {
    ...{ id: expect.stringMatching(/^dlv_[0-7][0-9A-HJKMNP-TV-Z]{25}$/), eventId: event.id, sequence: 1 },
    ...{ rulingId: ruling.id, revision: 1 },
  };
  const now = '2026-11-20T12:00:00.000Z';
  const fresh = { ...owed, state: 'pending', nextAttemptAt: now, attempts: [] };
  expect(await look()).toEqual({ items: [fresh], nextCursor: null });

  await attempt(endpoint, 1, answered(503, { answer: 'busy' }));
  const ms = { dns: 1, connect: 2, firstByte: 40, total: 41 };
  const first = { at: now, number: 1, url: endpoint.url, status: 503, error: null, ms, answer: 'busy' };
  const [retried] = (await look()).items;
  expect(retried).toEqual({ ...owed, state: 'pending', nextAttemptAt: expect.any(String), attempts: [first] });
  expect(Date.parse(String(retried?.['nextAttemptAt']))).toBeGreaterThan(api.clock.now());

  api.clock.advance(6000);
  await attempt(endpoint, 1, answered(204));
  const second = { ...first, at: '2026-11-20T12:00:06.000Z', number: 2, status: 204, answer: '204' };
  const whole = { ...owed, state: 'delivered', nextAttemptAt: null, attempts: [first, second] };
  const page = await look();
  expect(page.items).toEqual([whole]);
  const alone = await herald.call('GET', `/v1/deliveries/${page.items[0]?.['id']}`);
  expect([alone.status, alone.body]).toEqual([200, whole]);
});

test('a delivery shows each state that it can be in', async () => {
  const api = await open();
  const { plan, attempt, start } = owing(api);
  const herald = await newPartner(api, 'Herald');
  const endpoint = await herald.endpoint();
  const first = await publish(api, 'one');
  for (const slug of ['two', 'three', 'four']) await publish(api, slug);
  await plan();
  await correct(api, first.ruling.id);
  await plan();
  await attempt(endpoint, 2, answered(200));
  await attempt(endpoint, 3, answered(500, { abort: true }));
  await start(endpoint.id, 4);
  const { items } = pageOf(await herald.call('GET', `/v1/endpoints/${endpoint.id}/deliveries`));
  expect(items.map(({ sequence, state }) => [sequence, state])).toEqual([
    ...[
      [5, 'pending'],
      [4, 'sending'],
      [3, 'waiting'],
      [2, 'delivered'],
      [1, 'superseded'],
    ],
  ]);
  for (const item of items) {
    expect((await herald.call('GET', `/v1/deliveries/${item['id']}`)).body).toEqual(item);
    expect(typeof item['nextAttemptAt'] === 'string').toBe(item['state'] === 'pending');
  }
});

test('an endpoint is owed what is published after it was made, and is listed that alone, on pages of any size', async () => {
  const api = await open();
  const { plan } = owing(api);
  const herald = await newPartner(api, 'Herald');
  const early = await herald.endpoint();
  await publish(api, 'before');
  const late = await herald.endpoint();
  for (let at = 0; at < 6; at++) await publish(api, `ruling-${at}`);
  await plan();
  for (const [{ id }, sequences] of [
    [early, [7, 6, 5, 4, 3, 2, 1]],
    [late, [7, 6, 5, 4, 3, 2]],
  ] as const)
    for (const limit of [1, 2, 3, 100]) {
      const found: unknown[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const target = `/v1/endpoints/${id}/deliveries?limit=${limit}${cursor && `&cursor=${cursor}`}`;
        const page = pageOf(await herald.call('GET', target));
        found.push(...page.items.map(({ sequence }) => sequence));
        cursor = page.nextCursor;
      }
      expect(found).toEqual(sequences);
    }
});

test('a partner sees deliveries to its own endpoints alone', async () => {
  const api = await open();
  const { plan } = owing(api);
  const [herald, tribune] = [await newPartner(api, 'Herald'), await newPartner(api, 'Tribune')];
  const endpoint = await herald.endpoint();
  await publish(api, 'one');
  await plan();
  const list = `/v1/endpoints/${endpoint.id}/deliveries`;
  const [delivery] = pageOf(await herald.call('GET', list)).items;
  const one = `/v1/deliveries/${delivery?.['id']}`;
  const missing = '/v1/deliveries/dlv_01JD4Z00000000000000000009';
  for (const target of [list, one, missing, '/v1/deliveries/1', `${one}x`, '/v1/deliveries/%00'])
    expect(problemOf(await tribune.call('GET', target)), target).toEqual({
      ...{ status: 404, kind: 'not-found', pointers: [] },
    });
  await herald.call('DELETE', `/v1/endpoints/${endpoint.id}`);
  expect(problemOf(await herald.call('GET', list))).toMatchObject({ status: 404 });
});

test('what the list does not know is refused by name, also a cursor that nobody gave out', async () => {
  const api = await open();
  const herald = await newPartner(api, 'Herald');
  const { id } = await herald.endpoint();
  const cursors = ['0', '00', '-1', '1.5', '1e3', '9'.repeat(17), 'x', ''].map((text) =>
    Buffer.from(text).toString('base64url'),
  );
  for (const query of [
    ...['limit=0', 'limit=101', 'limit=many', 'state=pending', 'cursor=!', `cursor=${'A'.repeat(500)}`],
    ...cursors.map((cursor) => `cursor=${cursor}`),
  ])
    expect(problemOf(await herald.call('GET', `/v1/endpoints/${id}/deliveries?${query}`)), query).toEqual({
      ...{ status: 422, kind: 'invalid', pointers: [`?/${query.split('=')[0]}`] },
    });
  for (const sequence of ['1', '9'.repeat(16)]) {
    const cursor = Buffer.from(sequence).toString('base64url');
    expect((await herald.call('GET', `/v1/endpoints/${id}/deliveries?cursor=${cursor}`)).status).toBe(200);
  }
});
