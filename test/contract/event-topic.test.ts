import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SNSClient } from '@aws-sdk/client-sns';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { queueArn, REGION } from '../../local/aws/identity.ts';
import { type MessageBus, startMessageBus } from '../../local/aws/message-bus.ts';
import { closeServer, listenOnLoopback } from '../../local/http/listen.ts';
import { createEventTopic } from '../../shared/adapters/sns/event-topic.ts';
import { eventMessageSchema, type RulingEvent } from '../../shared/domain/event.ts';
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

test('every event reaches the channels as ids and facets, by type and origin', async () => {
  const newsroom = subscribe('newsroom', { origin: ['newsroom'] });
  const retractions = subscribe('retractions', { eventType: ['ruling.retracted'] });
  const published = events(23);
  const imported = events(2, { origin: 'import', type: 'ruling.retracted' });
  const topic = createEventTopic(topicArn, client);
  await topic.publish([]);
  await topic.publish([...published, ...imported]);
  const bodies = newsroom();
  expect(bodies).toHaveLength(23);
  expect(bodies).toEqual(
    expect.arrayContaining(
      published.map(({ id, type, sequence, rulingId, revision, facets }) => ({
        ...{ id, type, sequence, rulingId, revision, facets },
      })),
    ),
  );
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
