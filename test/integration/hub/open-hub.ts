import { createServer, type IncomingHttpHeaders } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll } from 'vitest';
import * as z from 'zod';
import { answerHub } from '../../../functions/hub/answer.ts';
import { closeServer, listenOnLoopback } from '../../../local/http/listen.ts';
import { createDeliveryStore } from '../../../shared/adapters/dynamo/delivery-store.ts';
import { createEndpointStore } from '../../../shared/adapters/dynamo/endpoint-store.ts';
import { createFollowerStore } from '../../../shared/adapters/dynamo/follower-store.ts';
import { createLeases } from '../../../shared/adapters/dynamo/leases.ts';
import { createTimetable } from '../../../shared/adapters/dynamo/timetable.ts';
import { createHttpSender, type HttpSenderOptions } from '../../../shared/adapters/http-sender/http-sender.ts';
import type { Delivery } from '../../../shared/domain/delivery.ts';
import { type DeliverMessage, deliverMessageSchema } from '../../../shared/domain/delivery-messages.ts';
import { endpointLeaseSchema } from '../../../shared/domain/endpoint-lease.ts';
import { feedContentTypes, feedFormats } from '../../../shared/domain/feed-format.ts';
import { placeOf, type Topic, topicUrl } from '../../../shared/domain/feed-topic.ts';
import type { HubMessage } from '../../../shared/domain/hub-messages.ts';
import type { CallbackAsker } from '../../../shared/ports/callback-asker.ts';
import { deliver } from '../../../shared/use-cases/deliver.ts';
import { makeFeedMessage } from '../../../shared/use-cases/make-feed-message.ts';
import { planFollowerDeliveries } from '../../../shared/use-cases/plan-follower-deliveries.ts';
import { takeHubRequest } from '../../../shared/use-cases/take-hub-request.ts';
import { verifyFollower } from '../../../shared/use-cases/verify-follower.ts';
import { type EmbeddedTables, openTables } from '../../embedded-tables.ts';
import { fakeChannelSwitches } from '../../fakes/channel-switches.ts';
import { sleeplessClock } from '../../fakes/clock.ts';
import { fakeFeedFiles } from '../../fakes/feed-files.ts';
import { fakeFeedReader } from '../../fakes/feed-reader.ts';
import { recordingLog } from '../../fakes/log.ts';
import { fakeQueue } from '../../fakes/queue.ts';
import { seededRandomness } from '../../fakes/randomness.ts';
import { fakeVault } from '../../fakes/vault.ts';
import { topic } from '../../samples/following.ts';
import { newsroom } from '../../samples/revision.ts';
import { eventOf } from '../call-api.ts';

/** One request as the callback got it. */
export interface Got {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the callback answers, by what it was asked. */
export type Answering = (got: Got) => { status: number; body?: string; headers?: Record<string, string> };

/** A callback that wants everything that it is asked about, and takes everything that it is sent. */
export const willing: Answering = ({ method, url }) =>
  method === 'GET' ? { status: 200, body: url.searchParams.get('hub.challenge') ?? '' } : { status: 204 };

const answerSchema = z.object({ statusCode: z.int(), headers: z.record(z.string(), z.string()), body: z.string() });
const end = '9999-01-01T00:00:00.000Z';

/** The hub over fresh tables, with one callback on this machine; a feed is written by `write`, and then owed to who follows it. */
export const useHub = () => {
  let tables: EmbeddedTables;
  const endings: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    tables = await openTables();
  });
  afterEach(async () => {
    await Promise.all(endings.splice(0).map((finish) => finish()));
  });
  afterAll(() => tables.close());

  return async (options: HttpSenderOptions = { allowLoopback: true }) => {
    const names = {
      deliveries: await tables.make({ due: ['pk', 'dueAt'], event: ['eventShard', 'pk'], delivery: ['id', 'pk'] }),
      partners: await tables.make(),
      timetable: await tables.make(),
    };
    const { client } = tables;
    const [got, behaviour] = [[] as Got[], { answering: willing }];
    const server = createServer(async (request, response) => {
      const url = new URL(request.url ?? '', 'http://127.0.0.1');
      const one = { method: request.method ?? '', url, headers: request.headers, body: await text(request) };
      got.push(one);
      const { status, body = '', headers = {} } = behaviour.answering(one);
      response.writeHead(status, headers).end(body);
    });
    const origin = await listenOnLoopback(server, 0);
    const [clock, log, vault, random] = [sleeplessClock(), recordingLog(), fakeVault(), seededRandomness()];
    const sender = createHttpSender({ ...options, now: clock.now });
    const callbacks: CallbackAsker = { get: sender.get };
    endings.push(() => closeServer(server));
    endings.push(async () => sender.close());
    const switches = fakeChannelSwitches();
    const [requests, wakes] = [fakeQueue<HubMessage>(), fakeQueue<DeliverMessage>()];
    const store = fakeFeedFiles(clock.now);
    const timetable = createTimetable(client, names.timetable);
    const endpoints = createEndpointStore(client, names.partners);
    const followers = createFollowerStore(client, names);
    const deliveries = createDeliveryStore(client, names);
    const shared = { endpoints, followers, deliveries, timetable, clock, random, log, newsroom, vault };

    const take = takeHubRequest({ ...shared, requests, urlRules: { allowLoopback: options.allowLoopback ?? false } });
    const verify = verifyFollower({ ...shared, files: store.files, callbacks, requests });
    const plan = planFollowerDeliveries({ ...shared, wakes });
    const work = deliver({
      ...{ ...shared, sender, serves: 'websub', queue: wakes, elsewhere: fakeQueue<DeliverMessage>() },
      channelSwitch: () => switches.read('deliveries'),
      leases: createLeases(client, names, endpointLeaseSchema),
      makeMessage: makeFeedMessage({ ...shared, feeds: fakeFeedReader(store) }),
    });
    const worked = new WeakMap<object, number>();
    /** Messages that came since the last look. */
    const fresh = <Message>(queue: ReturnType<typeof fakeQueue<Message>>): Message[] => {
      const from = worked.get(queue) ?? 0;
      const messages = queue.messages();
      worked.set(queue, messages.length);
      return messages.slice(from);
    };

    return {
      ...shared,
      switches,
      got,
      origin,
      callbacks,
      requests,
      wakes,
      files: store,
      take,
      verify,
      plan,
      answer: (answering: Answering) => {
        behaviour.answering = answering;
      },
      /** What the hub says to a form, or to a body as it is. */
      post: async (
        form: Record<string, string> | [string, string][] | string,
        headers: Record<string, string> = {},
      ) => {
        const body = typeof form === 'string' ? form : String(new URLSearchParams(form));
        const type = { 'content-type': 'application/x-www-form-urlencoded', ...headers };
        const event = eventOf('POST', '/hub', type, Buffer.from(body).toString('base64'));
        return answerSchema.parse(await answerHub({ take, log })({ ...event, isBase64Encoded: true }));
      },
      /** Verifies what the hub has taken since. */
      verifyAll: async () => {
        for (const message of fresh(requests)) await verify(message);
      },
      /** Writes a feed in the format of its topic, and says that it holds the event with this sequence. */
      write: async (body: string, sequence: number, of: Topic = topic) => {
        // a file is written once a second at most
        clock.advance(1000);
        const format = feedFormats.find((one) => one === placeOf(of).file) ?? 'rss.xml';
        const { standing } = await store.files.head(of);
        await store.files.put({ path: of, body, contentType: feedContentTypes[format] }, standing?.etag);
        await plan([{ path: of, etag: store.files.etagOf(body) }], sequence);
      },
      /** Works off what the queue of deliveries has got since, and what is due by now. */
      deliverAll: async () => {
        const due = await timetable.due(new Date(clock.now()).toISOString(), 1000);
        const dueMessages = due.map(({ body }) => deliverMessageSchema.parse(JSON.parse(body)));
        for (const one of due) await timetable.done(one);
        const ids = new Set([...fresh(wakes), ...dueMessages].map(({ endpointId }) => endpointId));
        for (const id of ids) await work(id);
      },
      due: () => timetable.due(end, 1000),
      rows: async (id: Delivery['endpointId']): Promise<Delivery[]> =>
        (await deliveries.list(id, 100, undefined)).items.reverse(),
    };
  };
};
export type OpenHub = Awaited<ReturnType<ReturnType<typeof useHub>>>;

/** A request to follow a topic at the hub's own callback; more parameters, or other ones, as given. */
export const asking = (hub: OpenHub, mode: 'subscribe' | 'unsubscribe', more: Record<string, string> = {}) => ({
  'hub.mode': mode,
  'hub.topic': topicUrl(newsroom.baseUrl, topic),
  'hub.callback': `${hub.origin}/push?for=7`,
  ...more,
});

/** A follower whose callback confirmed it, of a feed that stands. What was asked for that is forgotten. */
export const following = async (hub: OpenHub, more: Record<string, string> = {}): Promise<void> => {
  await hub.write('<rss>first</rss>', 1);
  await hub.post(asking(hub, 'subscribe', more));
  await hub.verifyAll();
  hub.got.length = 0;
};

export const posted = ({ got }: OpenHub): Got[] => got.filter(({ method }) => method === 'POST');
