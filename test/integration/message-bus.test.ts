import { setTimeout } from 'node:timers/promises';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  ChangeMessageVisibilityCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { queueArn } from '../../local/aws/identity.ts';
import { type MessageBus, startMessageBus } from '../../local/aws/message-bus.ts';
import { temporaryFolder } from './fixtures/build.ts';
import { sqsClient, takeMessage } from './fixtures/queue.ts';

let folder: string;
let bus: MessageBus;
let sqs: SQSClient;

const open = async (): Promise<void> => {
  bus = await startMessageBus({ folder });
  sqs = sqsClient(bus.url);
};
/** A second bus on the file of a first that never closed: what a kill leaves. */
const killAndReopen = open;

beforeEach(async () => {
  folder = temporaryFolder();
  await open();
  const make = (name: string, attributes: Record<string, string>) =>
    bus.queues.createQueue(name, bus.queueUrl(name), queueArn(name), attributes);
  make('dead', {});
  make('work', {
    VisibilityTimeout: '600',
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn('dead'), maxReceiveCount: 1 }),
  });
  bus.buckets.createBucket('pages');
});
afterEach(() => bus.close());

const send = (body: string, delay = 0) =>
  sqs.send(new SendMessageCommand({ QueueUrl: bus.queueUrl('work'), MessageBody: body, DelaySeconds: delay }));
const receive = async (WaitTimeSeconds = 0) => {
  const input = { QueueUrl: bus.queueUrl('work'), WaitTimeSeconds, MessageSystemAttributeNames: ['All'] } as const;
  return (await sqs.send(new ReceiveMessageCommand({ ...input, MessageSystemAttributeNames: ['All'] }))).Messages?.[0];
};

describe('queues', () => {
  test('a message in flight at a kill is visible at once, and that receive does not count', async () => {
    await send('held');
    expect((await receive())?.Body).toBe('held');
    expect(await receive()).toBeUndefined();
    await killAndReopen();
    const again = await receive();
    expect([again?.Body, again?.Attributes?.['ApproximateReceiveCount']]).toEqual(['held', '1']);
  });

  test('delays and dead letters survive a kill', async () => {
    await send('late', 1);
    await send('dies');
    const { ReceiptHandle } = (await receive()) ?? {};
    const visible = { QueueUrl: bus.queueUrl('work'), ReceiptHandle, VisibilityTimeout: 0 };
    await sqs.send(new ChangeMessageVisibilityCommand(visible));
    expect(await receive()).toBeUndefined(); // one receive too many: it went to the dead letters
    await killAndReopen();
    expect(await takeMessage(sqs, bus.queueUrl('dead'))).toBe('dies');
    expect((await receive(20))?.Body).toBe('late');
  });

  test('a message made visible again keeps its receive count', async () => {
    bus.queues.getQueueByName('work')?.setAttributes({ RedrivePolicy: '' });
    await send('again');
    const { ReceiptHandle } = (await receive()) ?? {};
    const visible = { QueueUrl: bus.queueUrl('work'), ReceiptHandle, VisibilityTimeout: 0 };
    await sqs.send(new ChangeMessageVisibilityCommand(visible));
    expect((await receive())?.Attributes?.['ApproximateReceiveCount']).toBe('2');
  });

  test('a delayed message is counted as such until its time comes, polled or not', async () => {
    await send('soon', 1);
    const AttributeNames = ['All'] as const;
    const counts = async () => {
      const input = { QueueUrl: bus.queueUrl('work'), AttributeNames: [...AttributeNames] };
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand(input));
      return [Attributes?.['ApproximateNumberOfMessagesDelayed'], Attributes?.['ApproximateNumberOfMessages']];
    };
    expect(await counts()).toEqual(['1', '0']);
    await expect.poll(counts, { timeout: 5000 }).toEqual(['0', '1']);
  });

  test('a body may hold an emoji and not a control character', async () => {
    await send('🗳');
    expect((await receive())?.Body).toBe('🗳');
    await expect(send('\u0001')).rejects.toThrow('Invalid characters');
  });

  test('a long poll ends with an empty answer when the bus closes', async () => {
    const poll = receive(20);
    await expect.poll(() => bus.queues.getQueueByName('work')?.pollWaiters.length).toBe(1);
    await bus.close();
    expect(await poll).toBeUndefined();
    await open(); // for afterEach
  });
});

const client = () =>
  new S3Client({ endpoint: bus.url, region: 'us-east-1', credentials: { accessKeyId: 'l', secretAccessKey: 'l' } });

test('a client that leaves in the middle of its answer does not keep the bus from closing', async () => {
  // more than the sockets of both sides hold, so that the answer is not at its end
  bus.buckets.putObject('pages', 'feeds/archive.json', Buffer.alloc(32 * 1024 * 1024));
  const { Body } = await client().send(new GetObjectCommand({ Bucket: 'pages', Key: 'feeds/archive.json' }));
  await Body?.transformToWebStream().cancel();
  const closed = bus.close().then(() => 'closed');
  expect(await Promise.race([closed, setTimeout(5000, 'hangs')])).toBe('closed');
  await open(); // for afterEach
});

describe('conditional writes', () => {
  const put = (s3: S3Client, Body: string, condition: { IfMatch?: string; IfNoneMatch?: string }) =>
    s3.send(new PutObjectCommand({ Bucket: 'pages', Key: 'feeds/rss.xml', Body, ...condition }));
  const refused = (status: number) => ({ $metadata: { httpStatusCode: status } });

  test('If-None-Match: * makes an object once, however many try at a time', async () => {
    const s3 = client();
    const writers = Array.from({ length: 20 }, (_, n) => put(s3, `writer ${n}`, { IfNoneMatch: '*' }));
    const outcomes = await Promise.allSettled(writers);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'pages', Key: 'feeds/rss.xml' }));
    expect(await Body?.transformToString()).toBe(`writer ${winner}`);
  });

  test('If-Match replaces the version that was read and no other', async () => {
    const s3 = client();
    await expect(put(s3, 'x', { IfMatch: '"none"' })).rejects.toMatchObject({ name: 'NoSuchKey', ...refused(404) });
    const { ETag = '' } = await put(s3, 'one', {});
    const outcomes = await Promise.allSettled(['two', 'three'].map((body) => put(s3, body, { IfMatch: ETag })));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    await expect(put(s3, 'x', { IfMatch: ETag })).rejects.toMatchObject({
      name: 'PreconditionFailed',
      ...refused(412),
    });
  });
});
