import { expect, test } from 'vitest';
import { readFilters } from '../../local/lambda/event-pattern.ts';
import type { EventSource } from '../../local/lambda/event-source.ts';
import { FunctionError } from '../../local/lambda/function-error.ts';
import type { LocalFunction } from '../../local/lambda/function-pool.ts';
import { startQueueMapping } from '../../local/lambda/queue-mapping.ts';
import type { QueueRecord, QueueSource } from '../../local/lambda/queue-source.ts';

const record = (messageId: string, body: string): QueueRecord => ({
  messageId,
  receiptHandle: messageId,
  body,
  attributes: {},
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn',
  awsRegion: 'us-east-1',
});

/** Runs a mapping over messages until the queue is empty and the batches are done; `handle` gets the ids of each batch. */
const run = async (
  more: Partial<EventSource>,
  messages: readonly QueueRecord[],
  handle: (ids: string[]) => unknown,
) => {
  const waiting = [...messages];
  const deleted: string[] = [];
  const invoked: string[][] = [];
  const empty = Promise.withResolvers<void>();
  const woken = Promise.withResolvers<void>();
  const queue: QueueSource = {
    receive: (most) => waiting.splice(0, most),
    async wait() {
      empty.resolve();
      await woken.promise;
    },
    delete: (records) => deleted.push(...records.map(({ messageId }) => messageId)),
    wake: () => woken.resolve(),
  };
  const target: LocalFunction = {
    definition: {
      logicalId: 'Work',
      name: 'work',
      arn: 'arn',
      module: '',
      handler: '',
      timeoutMs: 1,
      memoryMb: 1,
      workers: 1,
      environment: {},
    },
    async invoke(event) {
      const ids: string[] = Object(event).Records.map((each: QueueRecord) => each.messageId);
      invoked.push(ids);
      return handle(ids);
    },
    warm: async () => {},
    close: async () => {},
  };
  const source: EventSource = {
    logicalId: 'Mapping',
    kind: 'queue',
    sourceArn: 'arn',
    functionName: 'work',
    batchSize: 10,
    windowMs: 0,
    partialFailures: false,
    concurrency: 5,
    passes: () => true,
    startingPosition: 'TRIM_HORIZON',
    retryAttempts: -1,
    recordAgeSeconds: -1,
    bisect: false,
    failureQueueArn: undefined,
    ...more,
  };
  const mapping = startQueueMapping(source, queue, target);
  await empty.promise;
  await mapping.close();
  return { deleted, invoked };
};
const three = ['a', 'b', 'c'].map((id) => record(id, `{"kind":"${id}"}`));
const report = (...ids: string[]) => ({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

test('only what did not fail is deleted', async () => {
  expect((await run({ partialFailures: true }, three, () => report('b'))).deleted).toEqual(['a', 'c']);
});

test('without partial failures the answer is not looked at', async () => {
  expect((await run({}, three, () => report('b'))).deleted).toEqual(['a', 'b', 'c']);
});

test.each([
  report('b', 'unknown'),
  { batchItemFailures: [{ itemIdentifier: '' }] },
  { batchItemFailures: [{}] },
  'text',
])('the answer %j fails the whole batch', async (answer) => {
  expect((await run({ partialFailures: true }, three, () => answer)).deleted).toEqual([]);
});

test.each([null, undefined, {}, { batchItemFailures: null }, report()])(
  'the answer %j fails nothing',
  async (answer) => {
    expect((await run({ partialFailures: true }, three, () => answer)).deleted).toEqual(['a', 'b', 'c']);
  },
);

test('a batch whose function fails is left, and the next one goes on', async () => {
  const handle = (ids: string[]) => {
    if (ids.includes('a')) throw new FunctionError('work', 'request', 'Error');
  };
  const { deleted, invoked } = await run({ batchSize: 2 }, three, handle);
  expect(invoked).toEqual([['a', 'b'], ['c']]);
  expect(deleted).toEqual(['c']);
});

test('what the filter holds back is deleted and never seen; a body that is no JSON has no keys', async () => {
  const passes = readFilters({ Filters: [{ Pattern: '{"body":{"kind":["b"]}}' }] });
  const { deleted, invoked } = await run({ passes }, [...three, record('d', 'b')], () => null);
  expect(invoked).toEqual([['b']]);
  expect(deleted.sort()).toEqual(['a', 'b', 'c', 'd']);
});

test('a batch larger than SQS gives at once is gathered within its window', async () => {
  const many = Array.from({ length: 25 }, (_, n) => record(`m${n}`, '{}'));
  const { invoked } = await run({ batchSize: 20, windowMs: 60_000 }, many, () => null);
  expect(invoked.map((ids) => ids.length)).toEqual([20, 5]);
});
