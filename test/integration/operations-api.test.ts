import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { operationsRoutes } from '../../functions/operations-api/routes.ts';
import { queueArn } from '../../local/aws/identity.ts';
import { type MessageBus, startMessageBus } from '../../local/aws/message-bus.ts';
import { createWorkQueue } from '../../shared/adapters/sqs/work-queue.ts';
import type { RebuildMessage } from '../../shared/domain/rebuild.ts';
import { createApi } from '../../shared/runtime/api/api.ts';
import { authenticate } from '../../shared/use-cases/manage-keys.ts';
import { fakeApiKeys } from '../fakes/api-keys.ts';
import { fakeChannelSwitches } from '../fakes/channel-switches.ts';
import { manualClock } from '../fakes/clock.ts';
import { fakeEndpointStore } from '../fakes/endpoint-store.ts';
import { fakeHeldWork } from '../fakes/held-work.ts';
import { recordingLog } from '../fakes/log.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { fakeRebuildState } from '../fakes/rebuild-state.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { fakeWatermark } from '../fakes/watermark.ts';
import { publishing } from '../samples/commit.ts';
import { endpoint, endpointId, partner } from '../samples/delivering.ts';
import { callerOf } from './call-api.ts';

const operatorSecret = 'an-operator-key-of-this-test-alone-0123456789';
const noon = Date.parse('2026-11-20T12:00:00.000Z');
const ago = (ms: number): string => new Date(noon - ms).toISOString();

let folder: string;
let bus: MessageBus;
let sqs: SQSClient;
let made = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'operations-'));
  bus = await startMessageBus({ folder });
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  sqs = new SQSClient({ endpoint: bus.url, region: 'us-east-1', credentials, maxAttempts: 1 });
});
afterAll(async () => {
  sqs.destroy();
  await bus.close();
  await rm(folder, { recursive: true });
});

const newQueue = (): string => {
  const name = `queue-${++made}`;
  bus.queues.createQueue(name, bus.queueUrl(name), queueArn(name));
  return bus.queueUrl(name);
};
const send = async (QueueUrl: string, bodies: readonly string[], DelaySeconds = 0): Promise<void> => {
  for (const MessageBody of bodies) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds }));
};
const receive = async (QueueUrl: string): Promise<string[]> => {
  const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  return Messages.length === 0 ? [] : [...Messages.map(({ Body = '' }) => Body), ...(await receive(QueueUrl))];
};

const openOperations = (relayed = 0) => {
  const urls = { feeds: newQueue(), dead: newQueue(), undelivered: newQueue() };
  const [rulings, endpoints, timetable] = [fakeRulingStore(), fakeEndpointStore(), fakeTimetable()];
  const clock = manualClock(ago(0));
  const log = recordingLog();
  const queues = [createWorkQueue('feeds', urls.feeds, [urls.dead, urls.undelivered], sqs)];
  const keys = fakeApiKeys();
  const [rebuildState, rebuilds] = [fakeRebuildState(), fakeQueue<RebuildMessage>()];
  const rebuilding = { rebuildState, rebuilds, random: seededRandomness(1) };
  const channels = { switches: fakeChannelSwitches(), heldWork: fakeHeldWork() };
  const shared = { queues, rulings, endpoints, timetable, clock, log, watermark: fakeWatermark(relayed) };
  const deps = { ...shared, ...rebuilding, ...channels };
  const api = createApi(operationsRoutes(deps), {
    log,
    authenticate: authenticate({ keys, operatorKey: async () => operatorSecret }),
  });
  return { ...deps, urls, call: callerOf(api, `rwk_${operatorSecret}`) };
};

const on = (channel: string) => ({ channel, paused: false, since: null, by: null, held: 0 });

const redrive = (call: ReturnType<typeof callerOf>, queue = 'feeds') =>
  call('POST', `/v1/operations/dead-letters/${queue}/redrive`);

test('tells of a wire at rest that nothing waits', async () => {
  const { call } = openOperations();
  expect(await call('GET', '/v1/operations')).toMatchObject({
    status: 200,
    body: {
      at: ago(0),
      queues: [{ queue: 'feeds', waiting: 0, inFlight: 0, delayed: 0, deadLetters: 0 }],
      relay: { lastSequence: 0, relayedSequence: 0, behind: 0, oldestAt: null },
      dueWork: { overdue: 0, oldestAt: null },
      endpoints: { active: 0, failing: 0, disabled: 0, unwell: [] },
      channels: ['feeds', 'texts', 'deliveries'].map((channel) => on(channel)),
      feedsRebuild: null,
    },
  });
});

test('counts what waits, is worked on, is delayed and is dead', async () => {
  const { call, urls } = openOperations();
  await send(urls.feeds, ['1', '2', '3']);
  await sqs.send(new ReceiveMessageCommand({ QueueUrl: urls.feeds, MaxNumberOfMessages: 1 }));
  await send(urls.feeds, ['4'], 900);
  await send(urls.dead, ['5']);
  await send(urls.undelivered, ['6']);
  expect((await call('GET', '/v1/operations')).body).toMatchObject({
    queues: [{ queue: 'feeds', waiting: 2, inFlight: 1, delayed: 1, deadLetters: 2 }],
  });
});

test('tells how far the relay is behind, and since when', async () => {
  const { call, rulings } = openOperations(1);
  for (const at of [1, 2, 3]) await rulings.commit(publishing(ago(10_000 - at * 1000)), at);
  expect((await call('GET', '/v1/operations')).body).toMatchObject({
    relay: { lastSequence: 3, relayedSequence: 1, behind: 2, oldestAt: ago(8_000) },
  });
});

test('counts work as overdue that two sweeps left lying, and not what is due now', async () => {
  const { call, timetable } = openOperations();
  for (const ms of [-60_000, 0, 60_000, 180_000, 240_000])
    timetable.put({ at: ago(ms), kind: 'wake', id: String(ms), queue: 'deliveries', body: '{}' });
  expect((await call('GET', '/v1/operations')).body).toMatchObject({ dueWork: { overdue: 2, oldestAt: ago(240_000) } });
});

test('names the endpoints that are not well by their hosts, and whose they are', async () => {
  const { call, endpoints } = openOperations();
  const other = partner({ id: 'ptr_01JD4Z00000000000000000002', name: 'The Harbor Daily' });
  for (const each of [partner(), other]) await endpoints.addPartner(each);
  await endpoints.add(endpoint({ id: endpointId(1) }));
  const [partnerId, url] = [other.id, 'https://daily.example:8443/hook?token=t0ken'];
  await endpoints.add(endpoint({ id: endpointId(2), partnerId, url, failingSince: ago(60_000) }));
  await endpoints.add(endpoint({ id: endpointId(3), disabledReason: 'gone' }));
  const { body } = await call('GET', '/v1/operations');
  expect(body).toMatchObject({
    endpoints: {
      ...{ active: 1, failing: 1, disabled: 1 },
      unwell: [
        {
          ...{ id: endpointId(2), partnerId, partnerName: other.name, host: 'daily.example:8443' },
          ...{ status: 'failing', failingSince: ago(60_000) },
        },
        {
          ...{
            id: endpointId(3),
            partnerId: partner().id,
            partnerName: partner().name,
            host: new URL(endpoint().url).host,
          },
          ...{ status: 'disabled', disabledReason: 'gone' },
        },
      ],
    },
  });
  expect(JSON.stringify(body)).not.toMatch(/hook|t0ken|whsec_/);
});

test('puts all dead letters back as they were, those that SNS could not deliver too', async () => {
  const { call, urls } = openOperations();
  const bodies = Array.from({ length: 23 }, (_, at) => JSON.stringify({ at, text: 'é 🛳' }));
  await send(urls.dead, bodies.slice(0, 20));
  await send(urls.undelivered, bodies.slice(20));
  expect(await redrive(call)).toMatchObject({ status: 200, body: { moved: 23, left: 0 } });
  expect((await receive(urls.feeds)).sort()).toEqual(bodies.sort());
  expect(await receive(urls.dead)).toEqual([]);
  expect(await redrive(call)).toMatchObject({ status: 200, body: { moved: 0, left: 0 } });
});

test('begins a rebuild of feeds, answers the one that runs, and tells how far it is', async () => {
  const { call, clock, rebuilds } = openOperations();
  const first = await call('POST', '/v1/operations/rebuild-feeds');
  expect(first).toMatchObject({
    status: 202,
    body: { rebuild: { id: expect.stringMatching(/^rbd_/), startedAt: ago(0) } },
  });
  clock.advance(1_000);
  expect(await call('POST', '/v1/operations/rebuild-feeds')).toMatchObject({ status: 202, body: first.body });
  const { rebuildId } = rebuilds.messages()[0] ?? {};
  expect(rebuilds.messages()).toEqual([
    { rebuildId, step: 0 },
    { rebuildId, step: 0 },
  ]);
  expect(first.body).toMatchObject({ rebuild: { id: rebuildId } });
  expect((await call('GET', '/v1/operations')).body).toMatchObject({
    feedsRebuild: {
      ...{ id: rebuildId, phase: 'rulings', startedAt: ago(0), finishedAt: null, again: true },
      counts: { rulings: 0, months: 0, feeds: 0 },
    },
  });
});

test('is for operators alone, but for whether the wire is up', async () => {
  const { call, rulings } = openOperations();
  for (const key of [null, 'rwk_nobody-has-this-key-at-all-0123456789']) {
    expect((await call('GET', '/v1/operations', { key })).status).toBe(401);
    expect((await call('POST', '/v1/operations/dead-letters/feeds/redrive', { key })).status).toBe(401);
    expect((await call('POST', '/v1/operations/rebuild-feeds', { key })).status).toBe(401);
    for (const to of ['pause', 'resume'])
      expect((await call('POST', `/v1/operations/channels/texts/${to}`, { key })).status).toBe(401);
    expect(await call('GET', '/v1/health', { key })).toMatchObject({ status: 200, body: { status: 'up' } });
  }
  rulings.lastSequence = () => Promise.reject(new Error('the table rulings-1 is gone'));
  expect(await call('GET', '/v1/health', { key: null })).toMatchObject({ status: 503, body: { status: 'down' } });
});

test('knows no other queue', async () => {
  const { call } = openOperations();
  for (const queue of ['feed', '..', 'constructor']) expect((await redrive(call, queue)).status).toBe(404);
});

describe('a channel', () => {
  const path = '/v1/operations/channels/texts';
  const held = (id: string) => ({ channel: 'texts', queue: 'text-batches', id, body: '{}' }) as const;
  const shown = async (call: ReturnType<typeof callerOf>) => (await call('GET', '/v1/operations')).body;

  test('is paused and resumed by an operator, and tells since when, by whom, and how much it holds', async () => {
    const { call, clock, heldWork, log } = openOperations();
    const paused = { channel: 'texts', paused: true, since: ago(0), by: 'Operator', held: 0 };
    expect(await call('POST', `${path}/pause`)).toMatchObject({ status: 200, body: { channel: paused } });
    for (const id of ['1', '2', '3']) await heldWork.hold(held(id));
    expect(await shown(call)).toMatchObject({ channels: [on('feeds'), { ...paused, held: 3 }, on('deliveries')] });

    clock.advance(60_000);
    const resumed = { ...paused, paused: false, since: ago(-60_000), held: 3 };
    expect(await call('POST', `${path}/resume`)).toMatchObject({ status: 200, body: { channel: resumed } });
    expect(await shown(call)).toMatchObject({ channels: [on('feeds'), resumed, on('deliveries')] });
    expect([log.count('CHANNEL_PAUSED'), log.count('CHANNEL_RESUMED')]).toEqual([1, 1]);
  });

  test('that is paused twice is so since the first time; one that is on is not resumed', async () => {
    const { call, clock, log } = openOperations();
    expect(await call('POST', `${path}/resume`)).toMatchObject({ status: 200, body: { channel: on('texts') } });
    await call('POST', `${path}/pause`);
    clock.advance(60_000);
    expect(await call('POST', `${path}/pause`)).toMatchObject({ status: 200, body: { channel: { since: ago(0) } } });
    expect([log.count('CHANNEL_PAUSED'), log.count('CHANNEL_RESUMED')]).toEqual([1, 0]);
  });

  test('holds more than are counted', async () => {
    const { call, heldWork } = openOperations();
    await call('POST', `${path}/pause`);
    for (let at = 0; at < 1_001; at += 1) await heldWork.hold(held(String(at)));
    expect(await shown(call)).toMatchObject({ channels: [on('feeds'), { held: 1_000 }, on('deliveries')] });
  });

  test('of another name is not there, nor another switch', async () => {
    const { call } = openOperations();
    for (const name of ['text', 'text-batches', 'constructor', '%2e%2e'])
      for (const to of ['pause', 'resume'])
        expect((await call('POST', `/v1/operations/channels/${name}/${to}`)).status, name).toBe(404);
    expect((await call('POST', `${path}/stop`)).status).toBe(404);
    expect((await call('POST', `${path}/pause`, { key: null })).status).toBe(401);
  });
});
