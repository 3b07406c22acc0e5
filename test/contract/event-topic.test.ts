import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { queueArn, REGION } from '../../local/aws/identity.ts';
import { type MessageBus, startMessageBus } from '../../local/aws/message-bus.ts';
import { closeServer, listenOnLoopback } from '../../local/http/listen.ts';
import { createEventTopic } from '../../shared/adapters/sns/event-topic.ts';
import { eventMessageSchema, type RulingEvent } from '../../shared/domain/event.ts';
import type { EventTopic } from '../../shared/ports/event-topic.ts';
import { fakeEventTopic } from '../fakes/event-topic.ts';
import { publishing } from '../samples/commit.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const clientFor = (endpoint: string) => new SNSClient({ endpoint, region: REGION, credentials, maxAttempts: 1 });

let folder: string;
let bus: MessageBus;
let client: SNSClient;
let topicArn: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'topic-'));
  bus = await startMessageBus({ folder });
  client = clientFor(bus.url);
  topicArn = bus.topics.createTopic('RulingEvents', undefined, undefined, REGION).arn;
});
afterAll(async () => {
  client.destroy();
  await bus.close();
  await rm(folder, { recursive: true });
});

/** A queue subscribed with raw delivery, as the channels' queues are; answers what is on it. */
const subscribe = (name: string, filter: Record<string, unknown>): (() => unknown[]) => {
  const queue = bus.queues.createQueue(name, bus.queueUrl(name), queueArn(name));
  const FilterPolicy = JSON.stringify(filter);
  bus.topics.subscribe(topicArn, 'sqs', queueArn(name), { RawMessageDelivery: 'true', FilterPolicy });
  return () => {
    const bodies: unknown[] = [];
    for (let batch = queue.dequeue(10); batch.length > 0; batch = queue.dequeue(10))
      bodies.push(...batch.map(({ Body }): unknown => JSON.parse(Body)));
    return bodies;
  };
};

const events = (count: number, differs: Partial<RulingEvent> = {}): RulingEvent[] =>
  Array.from({ length: count }, (_, at) => ({
    ...publishing('2026-11-20T12:00:00.000Z').event,
    ...{ sequence: at + 1, note: 'A note.' },
    ...differs,
  }));

/** What a channel gets of an event. */
const messageOf = ({ id, type, sequence, rulingId, revision, facets, months }: RulingEvent) => ({
  ...{ id, type, sequence, rulingId, revision, facets, months },
});

interface Opened {
  readonly topic: EventTopic;
  readonly arrived: () => unknown[];
}

const eventTopicContract = (open: () => Opened): void => {
  test('every event arrives, in any number, again when it is published again', async () => {
    const { topic, arrived } = open();
    const all = events(23);
    await topic.publish([]);
    await topic.publish(all);
    await topic.publish(all.slice(0, 1));
    const found = arrived();
    expect(found).toHaveLength(24);
    for (const event of all)
      expect(found.filter((each) => isDeepStrictEqual(each, messageOf(event)))).toHaveLength(
        event.sequence === 1 ? 2 : 1,
      );
  });
};

describe('a topic in memory', () =>
  eventTopicContract(() => {
    const topic = fakeEventTopic();
    return { topic, arrived: () => topic.published.map(messageOf) };
  }));

describe('a topic of SNS', () =>
  eventTopicContract(() => ({ topic: createEventTopic(topicArn, client), arrived: subscribe('all', {}) })));

test('every event reaches the channels as ids and facets, by type and origin', async () => {
  const newsroom = subscribe('newsroom', { origin: ['newsroom'] });
  const retractions = subscribe('retractions', { eventType: ['ruling.retracted'] });
  const published = events(3);
  await createEventTopic(topicArn, client).publish([
    ...published,
    ...events(5, { origin: 'import', type: 'ruling.retracted' }).slice(3),
  ]);
  const bodies = newsroom();
  expect(bodies).toHaveLength(3);
  expect(bodies).toEqual(expect.arrayContaining(published.map(messageOf)));
  for (const body of bodies) expect(eventMessageSchema.parse(body)).toEqual(body);
  expect(retractions()).toHaveLength(2);
});

test('a topic that is not there throws', async () => {
  await expect(createEventTopic(`${topicArn}-none`, client).publish(events(1))).rejects.toThrow();
});

test('a batch of which SNS refuses one event throws', async () => {
  const server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.setHeader('content-type', 'text/xml');
      response.end(`<PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult>
        <Successful/><Failed><member><Id>1</Id><Code>InternalError</Code><SenderFault>false</SenderFault></member></Failed>
        </PublishBatchResult><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></PublishBatchResponse>`);
    });
  });
  const refusing = clientFor(await listenOnLoopback(server, 0));
  await expect(createEventTopic(topicArn, refusing).publish(events(1))).rejects.toThrow('InternalError');
  refusing.destroy();
  await closeServer(server);
});
