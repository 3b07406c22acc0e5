import { expect, test } from 'vitest';
import * as z from 'zod';
import { channels, neverPaused } from '../../../shared/domain/channel.ts';
import type { CohortShard } from '../../../shared/domain/cohort.ts';
import { broadcastOf } from '../../../shared/domain/event.ts';
import { idSchema } from '../../../shared/domain/ids.ts';
import { noCounts } from '../../../shared/domain/text-counts.ts';
import { textStates } from '../../../shared/domain/text-ledger.ts';
import { draftInput } from '../../samples/ruling-draft.ts';
import { broadcast } from '../../samples/texting.ts';
import { type Api, committed, problemOf, useApi } from './open-api.ts';
import { answered, owing } from './owing.ts';
import { newPartner } from './partners.ts';

const open = useApi();

const publish = async (api: Api, slug: string) => {
  const { ruling, event } = committed(await api.call('POST', '/v1/rulings', { body: draftInput({ slug }) }));
  return { rulingId: idSchema('ruling').parse(ruling.id), eventId: idSchema('event').parse(event.id) };
};
const correct = (api: Api, id: string) =>
  api.call('POST', `/v1/rulings/${id}/corrections`, {
    ...{ headers: { 'if-match': '"1"' }, body: { note: 'We misread the bill.', changes: { rating: 'true' } } },
  });

const count = z.int().min(0);
const partnerSchema = z.strictObject({
  ...{
    partnerId: z.string(),
    name: z.string(),
    gotRevision: z.int().nullable(),
    acknowledgedRevision: z.int().nullable(),
  },
});
const deliveriesSchema = z
  .strictObject({
    ...{ owed: count, delivered: count, pending: count, waiting: count, superseded: count },
    partners: z.array(partnerSchema),
  })
  .refine(({ owed, delivered, pending, waiting, superseded }) => owed === delivered + pending + waiting + superseded);
const textsSchema = z
  .strictObject({
    ...{ broadcastId: z.string(), status: z.string(), pausedBecause: z.string().nullable() },
    ...{ approval: z.string(), approvedBy: z.unknown(), holdUntil: z.string().nullable() },
    ...{ audience: count, segments: count },
    ...{ pending: count, deferred: count, posting: count, accepted: count, delivered: count, undelivered: count },
    ...{ refused: count, unknown: count, lost: count, skipped: count },
    cost: z.strictObject({ currency: z.string(), amount: z.string().regex(/^\d+\.\d+$/) }),
    failures: z.array(z.strictObject({ code: z.int(), people: count, meaning: z.string().nullable() })),
    skips: z.array(z.strictObject({ reason: z.string(), people: count })),
  })
  .refine((texts) => texts.audience === textStates.reduce((sum, state) => sum + texts[state], 0));
/** Exactly the fields that INTERFACE names, in states that add up. */
const distributionSchema = z.strictObject({
  ...{ rulingId: z.string(), revision: z.int(), pausedChannels: z.array(z.enum(channels)) },
  correctionReach: z
    .strictObject({
      ...{ revision: z.int(), partners: count, acknowledged: count },
      outstanding: z.array(partnerSchema),
    })
    .refine(({ partners, acknowledged, outstanding }) => partners === acknowledged + outstanding.length)
    .nullable(),
  events: z.array(
    z.strictObject({
      event: z.strictObject({ id: z.string(), type: z.string(), sequence: z.int(), revision: z.int() }),
      feeds: z.array(z.strictObject({ path: z.string(), writtenAt: z.string(), etag: z.string() })),
      texts: textsSchema.nullable(),
      deliveries: deliveriesSchema,
    }),
  ),
});
const distributionOf = async (api: Api, id: string) => {
  const { status, body } = await api.call('GET', `/v1/rulings/${id}/distribution`);
  expect(status).toBe(200);
  return distributionSchema.parse(body);
};

test('before any channel began there is an event, and nothing anywhere', async () => {
  const api = await open();
  const { rulingId, eventId } = await publish(api, 'one');
  expect(await distributionOf(api, rulingId)).toEqual({
    ...{ rulingId, revision: 1, pausedChannels: [], correctionReach: null },
    events: [
      {
        event: { id: eventId, type: 'ruling.published', sequence: 1, revision: 1 },
        ...{ feeds: [], texts: null },
        deliveries: { owed: 0, delivered: 0, pending: 0, waiting: 0, superseded: 0, partners: [] },
      },
    ],
  });
});

test('what an operator paused is named for as long as it is', async () => {
  const api = await open();
  const { rulingId } = await publish(api, 'one');
  const set = (paused: boolean) =>
    api.deps.switches.set({ ...neverPaused('texts'), paused, since: new Date(api.clock.now()).toISOString() });
  await set(true);
  expect((await distributionOf(api, rulingId)).pausedChannels).toEqual(['texts']);
  await set(false);
  expect((await distributionOf(api, rulingId)).pausedChannels).toEqual([]);
});

test('each event has the feeds that it was recorded with', async () => {
  const api = await open();
  const [one, two] = [await publish(api, 'one'), await publish(api, 'two')];
  const feeds = ['/feeds/rss.xml', '/feeds/feed.json'].map((path) => ({
    ...{ path, writtenAt: '2026-11-20T12:00:01.000Z', etag: '"abc"' },
  }));
  await api.deps.feedRecord.record({ rulingId: one.rulingId, sequence: 1 }, feeds);
  await correct(api, one.rulingId);
  const later = feeds.map((feed) => ({ ...feed, writtenAt: '2026-11-20T13:00:00.000Z' }));
  await api.deps.feedRecord.record({ rulingId: one.rulingId, sequence: 3 }, later);
  expect((await distributionOf(api, one.rulingId)).events.map((event) => event.feeds)).toEqual([later, feeds]);
  expect((await distributionOf(api, two.rulingId)).events.map((event) => event.feeds)).toEqual([[]]);
});

test('an event’s texts are the sum of what its shards tell, with every person in one state, and what they cost', async () => {
  const api = await open();
  const { rulingId, eventId } = await publish(api, 'one');
  const id = broadcastOf({ id: eventId });
  await api.deps.broadcasts.freeze(broadcast({ id, rulingId, eventId }), undefined);
  expect((await distributionOf(api, rulingId)).events[0]?.texts).toMatchObject({ status: 'planning', audience: 0 });
  const shards: [CohortShard, Partial<ReturnType<typeof noCounts>['states']>, number][] = [
    ['America/New_York#1', { pending: 1, deferred: 2, posting: 3, accepted: 4, delivered: 5 }, 18],
    ['America/Chicago#2', { undelivered: 6, refused: 7, unknown: 8, lost: 9, skipped: 10, delivered: 1 }, 7],
  ];
  for (const [shard, states, segments] of shards)
    await api.deps.broadcasts.markPlanned(
      id,
      shard,
      { ...noCounts(), states: { ...noCounts().states, ...states }, segments },
      undefined,
    );
  await api.deps.broadcasts.setStatus(id, 'planning', 'sending', {
    patch: { plannedAt: '2026-11-20T12:00:01.000Z' },
  });
  expect((await distributionOf(api, rulingId)).events[0]?.texts).toEqual({
    ...{ broadcastId: id, status: 'sending', pausedBecause: null, audience: 56 },
    ...{ approval: 'none', approvedBy: null, holdUntil: null },
    ...{ pending: 1, deferred: 2, posting: 3, accepted: 4, delivered: 6, undelivered: 6 },
    ...{ refused: 7, unknown: 8, lost: 9, skipped: 10, segments: 25, cost: { currency: 'USD', amount: '0.2075' } },
    ...{ failures: [], skips: [] },
  });
});

test('each delivery is counted in one state, also while it is being sent, and partners by what they got', async () => {
  const api = await open();
  const { plan, start, attempt } = owing(api);
  const herald = await newPartner(api, 'Herald');
  // ids sort by the millisecond
  api.clock.advance(1);
  const tribune = await newPartner(api, 'Tribune');
  const [one, two] = [await herald.endpoint(), await herald.endpoint()];
  const [third, picky] = [await tribune.endpoint(), await tribune.endpoint({ filters: { topics: ['health'] } })];
  const { rulingId } = await publish(api, 'one');
  await plan();
  const deliveries = async () => (await distributionOf(api, rulingId)).events.map((event) => event.deliveries);
  const got = (heralds: number | null, tribunes: number | null) => [
    { partnerId: herald.id, name: 'Herald', gotRevision: heralds, acknowledgedRevision: null },
    { partnerId: tribune.id, name: 'Tribune', gotRevision: tribunes, acknowledgedRevision: null },
  ];
  const nothing = { owed: 3, delivered: 0, pending: 0, waiting: 0, superseded: 0 };
  expect(await deliveries()).toEqual([{ ...nothing, pending: 3, partners: got(null, null) }]);

  await attempt(one, 1, answered(200));
  await attempt(two, 1, answered(400, { abort: true }));
  await start(third.id, 1);
  expect(await deliveries()).toEqual([{ ...nothing, delivered: 1, pending: 1, waiting: 1, partners: got(1, null) }]);

  await correct(api, rulingId);
  await plan();
  await attempt(one, 2, answered(503));
  await attempt(two, 2, answered(204));
  expect(await deliveries()).toEqual([
    { ...nothing, delivered: 1, pending: 2, partners: got(2, null) },
    { ...nothing, delivered: 1, pending: 1, superseded: 1, partners: got(2, null) },
  ]);
  expect(await api.deps.deliveries.get({ kind: 'webhook', endpointId: picky.id, sequence: 1 })).toBeUndefined();
});

test('who was not owed the event is not among its partners', async () => {
  const api = await open();
  const herald = await newPartner(api, 'Herald');
  await (await newPartner(api, 'Tribune')).endpoint({ eventTypes: ['ruling.retracted'] });
  await herald.endpoint();
  const { rulingId } = await publish(api, 'one');
  await owing(api).plan();
  const { deliveries } = (await distributionOf(api, rulingId)).events[0] ?? {};
  expect(deliveries).toMatchObject({ owed: 1, partners: [{ partnerId: herald.id }] });
});

test('there is none of what is no ruling, and none for a partner', async () => {
  const api = await open();
  const { rulingId } = await publish(api, 'one');
  const { call } = await newPartner(api, 'Herald');
  expect(problemOf(await call('GET', `/v1/rulings/${rulingId}/distribution`))).toMatchObject({ status: 403 });
  for (const id of ['rul_01JD4Z00000000000000000009', rulingId.replace('rul', 'evt'), 'x', '%00'])
    expect(problemOf(await api.call('GET', `/v1/rulings/${id}/distribution`)), id).toMatchObject({ status: 404 });
});
