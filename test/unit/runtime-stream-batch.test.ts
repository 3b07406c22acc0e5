import { describe, expect, test } from 'vitest';
import type { EventSource } from '../../local/lambda/event-source.ts';
import type { GivenUp } from '../../local/lambda/failure-record.ts';
import { runBatch } from '../../local/lambda/stream-batch.ts';
import type { StreamRecord } from '../../local/lambda/stream-reader.ts';

const NOW = 1_000_000_000;
const record = (n: number, ageSeconds = 0): StreamRecord => ({
  eventName: 'INSERT',
  dynamodb: { SequenceNumber: String(n), ApproximateCreationDateTime: NOW / 1000 - ageSeconds },
});
const numbers = (records: readonly StreamRecord[]): string =>
  records.map(({ dynamodb }) => dynamodb.SequenceNumber).join('');
const source = (more: Partial<EventSource>): EventSource => ({
  logicalId: 'Mapping',
  kind: 'stream',
  sourceArn: 'arn',
  functionName: 'relay',
  batchSize: 10,
  windowMs: 0,
  partialFailures: false,
  concurrency: 1,
  passes: () => true,
  startingPosition: 'TRIM_HORIZON',
  retryAttempts: 1,
  recordAgeSeconds: -1,
  bisect: false,
  failureQueueArn: undefined,
  ...more,
});

/** Runs a batch of records; `handle` gets their numbers and answers or throws. */
const run = async (
  more: Partial<EventSource>,
  batch: readonly StreamRecord[],
  handle: (batch: string) => unknown,
  pauses = 99,
) => {
  const invoked: string[] = [];
  const progress: string[] = [];
  const givenUp: (GivenUp & { numbers: string })[] = [];
  const finished = await runBatch(source(more), batch, {
    async invoke(records) {
      invoked.push(numbers(records));
      try {
        return { answer: handle(numbers(records)) };
      } catch {
        return { error: { requestId: `request ${invoked.length}` } };
      }
    },
    giveUp: (each) => givenUp.push({ ...each, numbers: numbers(each.records) }),
    progress: (sequenceNumber) => progress.push(sequenceNumber),
    pause: async (retry) => retry <= pauses,
    now: () => NOW,
  });
  return { finished, invoked, progress, givenUp };
};
const throwOn = (poison: string) => (batch: string) => {
  if (batch.includes(poison)) throw new Error('poison');
};
const fail = (...itemIdentifiers: unknown[]) => ({
  batchItemFailures: itemIdentifiers.map((itemIdentifier) => ({ itemIdentifier })),
});
const five = [1, 2, 3, 4, 5].map((n) => record(n));

describe('a batch of stream records', () => {
  test('that passes is done with', async () => {
    expect(await run({}, five, () => null)).toMatchObject({ finished: true, invoked: ['12345'], progress: ['5'] });
  });

  test('bisects down to the poisonous record, in order, and goes on', async () => {
    const { invoked, progress, givenUp, finished } = await run({ bisect: true }, five, throwOn('4'));
    expect(invoked).toEqual(['12345', '123', '45', '4', '4', '5']);
    expect(progress).toEqual(['3', '4', '5']);
    expect(givenUp).toMatchObject([
      { numbers: '4', condition: 'RetryAttemptsExhausted', invokeCount: 2, requestId: 'request 5' },
    ]);
    expect(finished).toBe(true);
  });

  test('without bisecting is retried and given up whole', async () => {
    const { invoked, givenUp } = await run({ retryAttempts: 2 }, five, throwOn('4'));
    expect(invoked).toEqual(['12345', '12345', '12345']);
    expect(givenUp).toMatchObject([{ numbers: '12345', invokeCount: 3 }]);
  });

  test('resumes at the first record that was reported', async () => {
    const handle = (batch: string) => (batch === '12345' ? fail('4', '3') : fail());
    const { invoked, progress } = await run({ partialFailures: true }, five, handle);
    expect(invoked).toEqual(['12345', '345']);
    expect(progress).toEqual(['2', '5']);
  });

  test('that goes forward has its retries again', async () => {
    const handle = (batch: string) => (batch.length > 1 ? fail(batch[1]) : fail());
    expect((await run({ partialFailures: true, retryAttempts: 0 }, five, handle)).givenUp).toMatchObject([
      { numbers: '2345' },
    ]);
    const tolerant = await run({ partialFailures: true, retryAttempts: 1 }, five, handle);
    expect(tolerant.invoked).toEqual(['12345', '2345', '345', '45', '5']);
    expect(tolerant.givenUp).toEqual([]);
  });

  test('with partial failures and bisecting isolates the record that fails first', async () => {
    const handle = (batch: string) => (batch.includes('2') ? fail('2') : fail());
    const { givenUp, progress } = await run({ partialFailures: true, bisect: true }, five, handle);
    expect(givenUp).toMatchObject([{ numbers: '2' }]);
    expect(progress.at(-1)).toBe('5');
  });

  test.each([
    ['null as identifier', fail(null)],
    ['an empty identifier', fail('')],
    ['an unknown identifier', fail('99')],
    ['no list', { batchItemFailures: 'x' }],
  ])('an answer with %s fails it whole', async (_, answer) => {
    const { givenUp } = await run({ partialFailures: true, retryAttempts: 0 }, five, () => answer);
    expect(givenUp).toMatchObject([{ numbers: '12345' }]);
  });

  test('without partial failures the answer is not looked at', async () => {
    expect((await run({}, five, () => fail('1'))).givenUp).toEqual([]);
  });

  test('gives up records past their age and keeps the young', async () => {
    const batch = [record(1, 400), record(2, 301), record(3, 299)];
    const { invoked, givenUp, progress } = await run({ recordAgeSeconds: 300 }, batch, () => null);
    expect(invoked).toEqual(['3']);
    expect(givenUp).toMatchObject([{ numbers: '12', condition: 'RecordAgeExceeded', invokeCount: 0 }]);
    expect(progress).toEqual(['2', '3']);
  });

  test('is left as it is when the mapping closes', async () => {
    const { finished, progress, givenUp } = await run({ retryAttempts: -1 }, five, throwOn('1'), 3);
    expect({ finished, progress, givenUp }).toEqual({ finished: false, progress: [], givenUp: [] });
  });
});
