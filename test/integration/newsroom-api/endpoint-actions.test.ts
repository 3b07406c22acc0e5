import { expect, test } from 'vitest';
import { createTimetable } from '../../../shared/adapters/dynamo/timetable.ts';
import { park } from '../../../shared/domain/delivery.ts';
import type { EndpointId } from '../../../shared/domain/ids.ts';
import { draftInput } from '../../samples/ruling-draft.ts';
import { type Api, committed, pageOf, problemOf, useApi } from './open-api.ts';
import { answered, owing } from './owing.ts';
import { type EndpointAnswer, endpointOf, newPartner } from './partners.ts';

const open = useApi();
const noon = '2026-11-20T12:00:00.000Z';
const conflict = (kind: string) => ({ kind, status: 409, pointers: [] });

const publish = async (api: Api, slug: string) =>
  committed(await api.call('POST', '/v1/rulings', { body: draftInput({ slug }) }));
const correct = async (api: Api, id: string) =>
  api.call('POST', `/v1/rulings/${id}/corrections`, {
    ...{ headers: { 'if-match': '"1"' }, body: { note: 'We misread the bill.', changes: { rating: 'true' } } },
  });

/** A partner whose endpoint is owed a ruling for each of these slugs. */
const openOwing = async (...slugs: string[]) => {
  const api = await open();
  const work = owing(api);
  const herald = await newPartner(api, 'Herald');
  const endpoint = await herald.endpoint();
  const rulings = [];
  for (const slug of slugs) rulings.push((await publish(api, slug)).ruling);
  await work.plan();
  const owed = async () => {
    const { items } = pageOf(await herald.call('GET', `/v1/endpoints/${endpoint.id}/deliveries`));
    return items.sort((a, b) => Number(a['sequence']) - Number(b['sequence']));
  };
  return {
    api,
    ...work,
    herald,
    endpoint,
    rulings,
    owed,
    states: async () => (await owed()).map(({ state }) => state),
  };
};
const disable = ({ deps }: Api, { id }: EndpointAnswer) => deps.endpoints.disable(id, 'broken', noon);
const parkFirst = async ({ deps }: Api, endpointId: EndpointId): Promise<void> => {
  const before = await deps.deliveries.get({ kind: 'webhook', endpointId, sequence: 1 });
  if (before === undefined) throw new Error('nothing is owed');
  const nothingElse = { lastOwed: undefined, newer: undefined, wake: undefined };
  expect(await deps.deliveries.settle({ before, after: park(before), ...nothingElse })).toBe(true);
};

test('an endpoint that is enabled is in service again, and somebody looks for what waits there', async () => {
  const { api, herald, endpoint } = await openOwing('one');
  await api.deps.endpoints.setFailing(endpoint.id, noon);
  await disable(api, endpoint);
  const woken = api.woken().length;
  const enabled = await herald.call('POST', `/v1/endpoints/${endpoint.id}/enable`);
  expect(enabled.status).toBe(200);
  expect(endpointOf(enabled)).toEqual({ ...endpoint, status: 'active', disabledReason: null });
  expect(api.woken().slice(woken)).toEqual([{ endpointId: endpoint.id }]);
  expect(await api.deps.endpoints.get(endpoint.id)).toMatchObject({ resumedAt: noon, failingSince: null });
});

test('a test is owed to the endpoint, shows how it goes, and is in no list', async () => {
  const { api, herald, endpoint, owed } = await openOwing();
  const asked = await herald.call('POST', `/v1/endpoints/${endpoint.id}/test`);
  const whole = {
    ...{ id: expect.stringMatching(/^dlv_/), eventId: expect.stringMatching(/^evt_/) },
    ...{ sequence: null, rulingId: null, revision: null, state: 'pending', nextAttemptAt: noon, attempts: [] },
  };
  expect([asked.status, asked.body]).toEqual([202, whole]);
  expect(api.woken()).toContainEqual({ endpointId: endpoint.id });
  const { id } = Object(asked.body);
  const again = await herald.call('POST', `/v1/endpoints/${endpoint.id}/test`);
  expect(Object(again.body).id).not.toBe(id);
  expect((await herald.call('GET', `/v1/deliveries/${id}`)).body).toEqual({
    ...{ ...Object(asked.body), state: 'superseded', nextAttemptAt: null },
  });
  expect(await owed()).toEqual([]);
  expect(problemOf(await herald.call('POST', `/v1/deliveries/${id}/replay`)).status).toBe(404);
});

test('a disabled endpoint is asked for nothing', async () => {
  const { api, herald, endpoint, owed } = await openOwing('one');
  const [delivery] = await owed();
  await disable(api, endpoint);
  const range = { body: { afterSequence: 0, untilSequence: 9 } };
  for (const [path, ask] of [
    [`/v1/endpoints/${endpoint.id}/test`, {}],
    [`/v1/endpoints/${endpoint.id}/replay`, range],
    [`/v1/deliveries/${delivery?.['id']}/replay`, {}],
  ] as const)
    expect(problemOf(await herald.call('POST', path, ask)), path).toEqual(conflict('endpoint-disabled'));
});

test('a delivery that arrived is sent again under the same message, and so is one that waits', async () => {
  const { api, herald, endpoint, attempt, owed } = await openOwing('one', 'two');
  await attempt(endpoint, 2, answered(204));
  await parkFirst(api, endpoint.id);
  for (const [at, { id, eventId }] of (await owed()).entries()) {
    const answer = await herald.call('POST', `/v1/deliveries/${id}/replay`);
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ id, eventId, sequence: at + 1, state: 'pending', nextAttemptAt: noon });
  }
  expect(api.woken().slice(-2)).toEqual(Array(2).fill({ endpointId: endpoint.id }));
  await attempt(endpoint, 2, answered(204));
  expect((await owed())[1]).toMatchObject({ state: 'delivered', attempts: [{ number: 1 }, { number: 2 }] });
});

test('of a ruling only the newest event is sent again', async () => {
  const { api, herald, endpoint, attempt, plan, rulings, owed } = await openOwing('one', 'two');
  await attempt(endpoint, 1, answered(204));
  await correct(api, rulings[0]?.id ?? '');
  await plan();
  await attempt(endpoint, 3, answered(204));
  const [first] = await owed();
  const refused = await herald.call('POST', `/v1/deliveries/${first?.['id']}/replay`);
  expect(problemOf(refused)).toEqual(conflict('delivery-superseded'));
  const range = await herald.call('POST', `/v1/endpoints/${endpoint.id}/replay`, {
    body: { afterSequence: 0, untilSequence: 3 },
  });
  expect([range.status, range.body]).toEqual([202, { replayed: 2, skipped: 1, nextUntilSequence: null }]);
  expect((await owed()).map(({ state }) => state)).toEqual(['delivered', 'pending', 'pending']);
});

test('a range leaves one word in the Timetable, for when its call is over, should it die before it sends its message', async () => {
  const { api, herald, endpoint, attempt } = await openOwing('one', 'two', 'three', 'four');
  for (const sequence of [1, 2, 3, 4]) await attempt(endpoint, sequence, answered(204));
  const timetable = createTimetable(api.client, api.tables.timetable);
  for (const row of await timetable.due('9999', 100)) await timetable.done(row);
  await herald.call('POST', `/v1/endpoints/${endpoint.id}/replay`, { body: { afterSequence: 0, untilSequence: 4 } });
  const left = await timetable.due('9999', 100);
  expect(left).toMatchObject([{ kind: 'deliver', id: endpoint.id, queue: 'deliveries' }]);
  expect(Date.parse(left[0]?.at ?? '') - api.clock.now()).toBeGreaterThanOrEqual(60_000);
});

test.each([
  [0, 1, [1]],
  [1, 3, [2, 3]],
  [3, 4, [4]],
  [4, 900, []],
])('a range after %d up to %d holds %j', async (afterSequence, untilSequence, sequences) => {
  const { api, herald, endpoint, attempt, owed } = await openOwing('one', 'two', 'three', 'four');
  for (const sequence of [1, 2, 3, 4]) await attempt(endpoint, sequence, answered(204));
  const woken = api.woken().length;
  const { body } = await herald.call('POST', `/v1/endpoints/${endpoint.id}/replay`, {
    body: { afterSequence, untilSequence },
  });
  expect(body).toEqual({ replayed: sequences.length, skipped: 0, nextUntilSequence: null });
  const pending = (await owed()).filter(({ state }) => state === 'pending');
  expect(pending.map(({ sequence }) => sequence)).toEqual(sequences);
  expect(api.woken().length - woken).toBe(sequences.length > 0 ? 1 : 0);
});

test.each([
  [{}, ['/afterSequence', '/untilSequence']],
  [{ afterSequence: 3, untilSequence: 3 }, ['/untilSequence']],
  [{ afterSequence: -1, untilSequence: 3 }, ['/afterSequence']],
  [{ afterSequence: 0, untilSequence: '3' }, ['/untilSequence']],
  [{ afterSequence: 0, untilSequence: 3, dry: true }, ['/dry']],
])('a range of %j is refused', async (body, pointers) => {
  const { herald, endpoint } = await openOwing();
  const answer = await herald.call('POST', `/v1/endpoints/${endpoint.id}/replay`, { body });
  expect(problemOf(answer)).toEqual({ status: 422, kind: 'invalid', pointers });
});

test('another partner’s endpoints and deliveries are not there', async () => {
  const { api, endpoint, owed } = await openOwing('one');
  const [delivery] = await owed();
  const ledger = await newPartner(api, 'Ledger');
  const range = { body: { afterSequence: 0, untilSequence: 9 } };
  for (const [path, ask] of [
    [`/v1/endpoints/${endpoint.id}/enable`, {}],
    [`/v1/endpoints/${endpoint.id}/test`, {}],
    [`/v1/endpoints/${endpoint.id}/replay`, range],
    [`/v1/deliveries/${delivery?.['id']}/replay`, {}],
  ] as const)
    expect((await ledger.call('POST', path, ask)).status, path).toBe(404);
  expect((await api.call('POST', `/v1/endpoints/${endpoint.id}/enable`)).status).toBe(403);
});
