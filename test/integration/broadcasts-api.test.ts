import { afterAll, beforeAll, expect, test } from 'vitest';
import { broadcastsRoutes } from '../../functions/broadcasts-api/routes.ts';
import { createApiKeys } from '../../shared/adapters/dynamo/api-keys.ts';
import { createBroadcastStore } from '../../shared/adapters/dynamo/broadcast-store.ts';
import { createChannelSwitches } from '../../shared/adapters/dynamo/channel-switches.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { createShortLinks } from '../../shared/adapters/dynamo/short-links.ts';
import { createStaffPhones } from '../../shared/adapters/dynamo/staff-phones.ts';
import { createSubscriberStore } from '../../shared/adapters/dynamo/subscriber-store.ts';
import { createTextBudget } from '../../shared/adapters/dynamo/text-budget.ts';
import { createTextTimeline } from '../../shared/adapters/dynamo/text-timeline.ts';
import { sanitizeHtml } from '../../shared/adapters/sanitize-html/sanitizer.ts';
import type { EventBroadcast } from '../../shared/domain/broadcast.ts';
import { neverPaused } from '../../shared/domain/channel.ts';
import { cohortShardOf } from '../../shared/domain/cohort.ts';
import { quietHours } from '../../shared/domain/quiet-hours.ts';
import { countOf, plus } from '../../shared/domain/text-counts.ts';
import type { TextPlan, TextWork } from '../../shared/domain/text-messages.ts';
import { createApi } from '../../shared/runtime/api/api.ts';
import { authenticate, issueKey } from '../../shared/use-cases/manage-keys.ts';
import { type EmbeddedTables, openTables } from '../embedded-tables.ts';
import { sleeplessClock } from '../fakes/clock.ts';
import { recordingLog } from '../fakes/log.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { publishing } from '../samples/commit.ts';
import { newsroom } from '../samples/revision.ts';
import { draftInput } from '../samples/ruling-draft.ts';
import { broadcast, consent, hash, ledgerRow, noon, subscriber } from '../samples/texting.ts';
import { callerOf, problemOf } from './call-api.ts';

let embedded: EmbeddedTables;
beforeAll(async () => {
  embedded = await openTables();
});
afterAll(() => embedded.close());

const operatorSecret = 'an-operator-key-of-this-test-alone-0123456789';
const id = 'brd_01JD4Z00000000000000000001';
const nobodys = 'brd_01JD4Z00000000000000000009';

/** Every route over fresh tables, at noon in New York; the caller is Sam Roe, an editor who may write and send. */
const open = async () => {
  const { client } = embedded;
  const tables = {
    ...{ texts: await embedded.make(), timetable: await embedded.make() },
    subscribers: await embedded.make({ cohort: ['cohort', 'pk'] }),
  };
  const [clock, log, random] = [sleeplessClock(noon), recordingLog(), seededRandomness(3)];
  const [plans, urgent] = [fakeQueue<TextPlan>(), fakeQueue<TextWork>()];
  const keys = createApiKeys(client, await embedded.make());
  const deps = {
    rulings: createRulingStore(client, await embedded.make()),
    broadcasts: createBroadcastStore(client, tables),
    subscribers: createSubscriberStore(client, tables.subscribers),
    staffPhones: createStaffPhones(client, tables.subscribers),
    links: createShortLinks(client, tables.texts),
    budget: createTextBudget(client, tables.texts),
    switches: createChannelSwitches(client, tables.timetable),
    timeline: createTextTimeline(client, tables.texts, newsroom.texts.retention.ledgerDays),
    windowAt: quietHours(newsroom.texts),
    ...{ plans, urgent, sanitizeHtml, newsroom, livemode: false, clock, log, random },
  };
  const api = createApi(broadcastsRoutes(deps), {
    log,
    authenticate: authenticate({ keys, operatorKey: async () => operatorSecret }),
  });
  const issue = issueKey({ keys, clock, random });
  const sam = await issue('Sam Roe', ['newsroom:write', 'newsroom:send'], null);
  const kim = await issue('Kim Lee', ['newsroom:send'], null);
  const has = async (last: number, differs: Parameters<typeof subscriber>[0] = {}): Promise<void> => {
    await deps.subscribers.add(subscriber({ hash: hash(last), ...differs }), consent({ hash: hash(last) }));
  };
  const freeze = (differs: Partial<EventBroadcast> = {}) =>
    deps.broadcasts.freeze(
      broadcast({
        actor: { kind: 'person', id: sam.id, name: 'Sam Roe' },
        status: 'sending',
        plannedAt: noon,
        ...differs,
      }),
      undefined,
    );
  return { ...deps, call: callerOf(api, sam.key), kims: { key: kim.key }, issue, has, freeze };
};

test('preflight tells of a draft what it would say, to whom, when, and what it costs, and writes nothing', async () => {
  const { call, has, budget, broadcasts, rulings } = await open();
  await has(1);
  await has(2, { zones: 'Pacific/Honolulu' });
  await has(3, { frequency: 'daily' });
  await has(4, { topics: ['health'] });
  const answer = await call('POST', '/v1/preflight', { body: draftInput({ topics: ['transport'] }) });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    texts: {
      ...{ mode: 'immediate', encoding: 'GSM-7', segments: 1, outsideGsm: [] },
      body: 'Ferry St: No, the transit bill does not double every bridge toll. Claim rated FALSE. https://wire.newsroom.example/s/00000000 STOP to end',
      audience: {
        ...{ people: 2, margin: 0 },
        cohorts: expect.arrayContaining([
          { zones: 'America/New_York', people: 1, open: true, firstAt: noon, lastAt: expect.any(String) },
          // seven in the morning there
          expect.objectContaining({
            zones: 'Pacific/Honolulu',
            people: 1,
            open: false,
            firstAt: '2026-11-20T19:00:00.000Z',
          }),
        ]),
        deferred: [{ opensAt: '2026-11-20T19:00:00.000Z', people: 1 }],
      },
      cost: { currency: 'USD', least: '0.0166', most: '0.0166', withinBudget: true },
      finish: { daysNeeded: 1, segmentsPerSecond: newsroom.texts.sender.segmentsPerSecond },
      approval: 'none',
    },
    webhook: { type: 'ruling.published' },
    feedEntry: { title: expect.stringContaining('transit bill') },
  });
  expect([await broadcasts.newest(9), await rulings.lastSequence()]).toEqual([[], 0]);
  // what was spent in the month counts, and what is kept for corrections is not to be had
  await budget.reserve('2026-11', 3_999_990_000, Number.MAX_SAFE_INTEGER);
  const spent = await call('POST', '/v1/preflight', { body: draftInput() });
  expect(spent.body).toMatchObject({ texts: { audience: { people: 2 }, cost: { withinBudget: false } } });
});

test('preflight and the list of broadcasts name what an operator paused', async () => {
  const { call, switches } = await open();
  const named = async () => [
    (await call('POST', '/v1/preflight', { body: draftInput() })).body,
    (await call('GET', '/v1/broadcasts')).body,
  ];
  expect(await named()).toMatchObject([{ pausedChannels: [] }, { pausedChannels: [] }]);
  await switches.set({ ...neverPaused('texts'), paused: true, since: noon });
  expect(await named()).toMatchObject([{ pausedChannels: ['texts'] }, { pausedChannels: ['texts'] }]);
});

test('preflight names the characters that make a text dear, and refuses what publishing refuses', async () => {
  const { call } = await open();
  const dear = await call('POST', '/v1/preflight', {
    body: draftInput({ headline: 'Según la ley, los peajes “suben”' }),
  });
  expect(dear.body).toMatchObject({
    texts: { encoding: 'UCS-2', segments: 2, outsideGsm: ['ú'], audience: { people: 0 } },
  });
  const wrong = await call('POST', '/v1/preflight', { body: draftInput({ rating: 'kinda', url: 'ftp://x' }) });
  expect(problemOf(wrong)).toMatchObject({ status: 422, kind: 'invalid' });
  expect(problemOf(wrong).pointers.toSorted()).toEqual(['/rating', '/url']);
});

test('a test goes to the staff’s phones, of the newest revision; without any there is none', async () => {
  const { call, rulings, staffPhones, urgent } = await open();
  const commit = publishing(noon);
  await rulings.commit(commit, 1);
  const path = `/v1/rulings/${commit.revision.rulingId}/test-send`;
  expect(problemOf(await call('POST', path))).toEqual({ status: 409, kind: 'no-staff-phones', pointers: [] });
  await staffPhones.add({ id: 'sub_01JD4Z00000000000000000001', name: 'Sam', phone: 'sealed' });
  await staffPhones.add({ id: 'sub_01JD4Z00000000000000000002', name: 'Kim', phone: 'sealed' });
  expect(urgent.messages()).toEqual([]);
  const answer = await call('POST', path);
  expect(answer).toMatchObject({ status: 202, body: { phones: 2, testId: expect.stringMatching(/^tst_/) } });
  expect(urgent.messages()).toEqual([
    expect.objectContaining({ kind: 'test-send', rulingId: commit.revision.rulingId, revision: 1 }),
  ]);
  expect(urgent.messages()[0]).toMatchObject({ testId: Reflect.get(Object(answer.body), 'testId') });
  for (const unknown of ['rul_01JD4Z00000000000000000009', 'no-id'])
    expect(problemOf(await call('POST', `/v1/rulings/${unknown}/test-send`))).toMatchObject({
      status: 404,
      kind: 'not-found',
    });
});

test('a test of a draft carries its text, whose link leads to its page, and publishes nothing', async () => {
  const { call, rulings, staffPhones, urgent, links } = await open();
  const [path, body] = ['/v1/preflight/test-send', draftInput()];
  expect(problemOf(await call('POST', path, { body }))).toEqual({
    ...{ status: 409, kind: 'no-staff-phones', pointers: [] },
  });
  await staffPhones.add({ id: 'sub_01JD4Z00000000000000000001', name: 'Sam', phone: 'sealed' });
  const wrong = await call('POST', path, { body: draftInput({ rating: 'kinda' }) });
  expect(problemOf(wrong)).toEqual({ status: 422, kind: 'invalid', pointers: ['/rating'] });
  expect(urgent.messages()).toEqual([]);
  const answer = await call('POST', path, { body });
  expect(answer).toMatchObject({ status: 202, body: { phones: 1, testId: expect.stringMatching(/^tst_/) } });
  const [sent, ...more] = urgent.messages();
  expect(more).toEqual([]);
  expect(sent).toEqual({
    kind: 'test-send',
    testId: Reflect.get(Object(answer.body), 'testId'),
    text: expect.stringMatching(/^TEST: Ferry St: No, the transit bill .* Claim rated FALSE\. .* STOP to end$/),
  });
  const [, code = ''] = /\/s\/(\w{8}) /.exec(String(Reflect.get(Object(sent), 'text'))) ?? [];
  expect(await links.find(code)).toMatchObject({ url: body['url'], broadcastId: null, rulingId: null });
  expect(await rulings.lastSequence()).toBe(0);
});

test('broadcasts are listed, newest first, with where they stand, what they cost and how often they were followed', async () => {
  const { call, freeze, broadcasts, links } = await open();
  const rulingId = 'rul_01JD4Z00000000000000000001';
  const code = await links.shorten({ url: 'https://newsroom.example/r', broadcastId: id, rulingId });
  await links.click(code);
  const body = `Ferry St: No. https://wire.newsroom.example/s/${code}`;
  await freeze({ variants: { first: { body, segments: 1, encoding: 'GSM-7' } } });
  const second = 'brd_01JD4Z00000000000000000002';
  await freeze({ id: second, kind: 'correction', createdAt: '2026-11-20T18:00:00.000Z' });
  const rows = [ledgerRow({ state: 'delivered' }), ledgerRow({ state: 'pending' })];
  const counts = rows.map(countOf).reduce(plus);
  await broadcasts.markPlanned(id, cohortShardOf('America/New_York', hash(1)), counts, undefined);
  const shown = {
    ...{ broadcastId: id, kind: 'first', rulingIds: [rulingId], urgent: false, author: 'Sam Roe', createdAt: noon },
    ...{ status: 'sending', audience: 2, delivered: 1, pending: 1, segments: 2, clicks: 1 },
    cost: { currency: 'USD', amount: '0.0166' },
  };
  const list = await call('GET', '/v1/broadcasts');
  expect(list).toMatchObject({
    status: 200,
    body: { items: [{ broadcastId: second, urgent: true, clicks: 0 }, shown], nextCursor: null },
  });
  expect((await call('GET', '/v1/broadcasts?limit=1')).body).toMatchObject({ items: [{ broadcastId: second }] });
  expect((await call('GET', `/v1/broadcasts/${id}`)).body).toMatchObject({ broadcast: shown });
  expect(JSON.stringify(list.body)).not.toContain(hash(1));
  for (const wrong of ['0', '51', 'x']) {
    const answer = await call('GET', `/v1/broadcasts?limit=${wrong}`);
    expect(problemOf(answer)).toMatchObject({ status: 422, kind: 'invalid', pointers: ['?/limit'] });
  }
  for (const unknown of [nobodys, 'no-id'])
    expect(problemOf(await call('GET', `/v1/broadcasts/${unknown}`))).toMatchObject({ status: 404, kind: 'not-found' });
});

test('another person than the author approves', async () => {
  const { call, kims, freeze, plans } = await open();
  await freeze({ status: 'awaiting-approval', approval: 'second-person' });
  expect(problemOf(await call('POST', `/v1/broadcasts/${id}/approve`))).toMatchObject({
    status: 409,
    kind: 'own-work',
  });
  expect(plans.messages()).toEqual([]);
  const approved = await call('POST', `/v1/broadcasts/${id}/approve`, kims);
  expect(approved.body).toMatchObject({ broadcast: { status: 'sending', approvedBy: { name: 'Kim Lee' } } });
  expect(plans.messages()).toEqual([{ kind: 'recheck', broadcastId: id }]);
});

test('a broadcast is held, goes on, is sent again and is called off; what comes too late is refused and says why', async () => {
  const { call, freeze, plans } = await open();
  await freeze();
  const control = (what: string) => call('POST', `/v1/broadcasts/${id}/${what}`);
  const statusAfter = async (what: string) => Reflect.get(Object((await control(what)).body), 'broadcast')?.status;
  expect(await statusAfter('pause')).toBe('paused');
  expect(await statusAfter('pause')).toBe('paused');
  expect(problemOf(await control('resend'))).toEqual({ status: 409, kind: 'broadcast-status', pointers: ['/status'] });
  expect(await statusAfter('resume')).toBe('sending');
  expect(await statusAfter('resend')).toBe('sending');
  expect(plans.messages().at(-1)).toMatchObject({ kind: 'resend', broadcastId: id, actor: { name: 'Sam Roe' } });
  expect(await statusAfter('cancel')).toBe('cancelled');
  for (const late of ['pause', 'resume', 'approve', 'resend'])
    expect(problemOf(await control(late)), late).toMatchObject({ status: 409, kind: 'broadcast-status' });
  for (const what of ['approve', 'pause', 'resume', 'cancel', 'resend'])
    expect(problemOf(await call('POST', `/v1/broadcasts/${nobodys}/${what}`)), what).toMatchObject({ status: 404 });
});

test('who may only write looks and tests, and holds or approves nothing; a partner sees nothing', async () => {
  const { call, issue, freeze } = await open();
  await freeze();
  const { key: writer } = await issue('Wen Poe', ['newsroom:write'], null);
  const { key: partner } = await issue('Herald', ['partner'], 'ptr_01JD4Z00000000000000000001');
  expect((await call('GET', '/v1/broadcasts', { key: writer })).status).toBe(200);
  for (const [method, path, key] of [
    ['POST', `/v1/broadcasts/${id}/pause`, writer],
    ['POST', `/v1/broadcasts/${id}/approve`, writer],
    ['POST', `/v1/broadcasts/${id}/cancel`, `rwk_${operatorSecret}`],
    ['GET', '/v1/broadcasts', partner],
    ['POST', '/v1/preflight', partner],
    ['POST', '/v1/preflight/test-send', partner],
    ['POST', '/v1/preflight/test-send', `rwk_${operatorSecret}`],
  ] as const)
    expect(problemOf(await call(method, path, { key, body: method === 'POST' ? {} : undefined })), path).toMatchObject({
      status: 403,
    });
});
