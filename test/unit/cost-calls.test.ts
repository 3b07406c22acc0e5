import { describe, expect, it, test } from 'vitest';
import { accessLogBytes, platformLogBytes, usageOfCall, usageOfInvocation } from '../../bench/cost/call-usage.ts';
import { usageOfLog } from '../../bench/cost/log-usage.ts';

const bytes = (count: number) => 'x'.repeat(count);

describe('a call', () => {
  const full = bytes(64 * 1024);

  test.each([
    ['a message', 'sqs:SendMessage', { MessageBody: 'x' }, { sqsRequests: 1 }],
    ['a message of 64 kB', 'sqs:SendMessage', { MessageBody: full }, { sqsRequests: 1 }],
    ['a message of a byte more', 'sqs:SendMessage', { MessageBody: `${full}x` }, { sqsRequests: 2 }],
    ['a message of two-byte letters', 'sqs:SendMessage', { MessageBody: 'é'.repeat(40_000) }, { sqsRequests: 2 }],
    [
      'a batch of messages',
      'sqs:SendMessage',
      { Entries: [{ MessageBody: 'x' }, { MessageBody: 'y' }] },
      { sqsRequests: 1 },
    ],
    [
      'a batch that is large together',
      'sqs:SendMessage',
      { Entries: [{ MessageBody: full }, { MessageBody: 'y' }] },
      { sqsRequests: 2 },
    ],
    ['another call to a queue', 'sqs:GetQueueAttributes', {}, { sqsRequests: 1 }],
    ['an event', 'sns:Publish', { Action: 'Publish', Message: 'x', MessageGroup: full + full }, { snsPublishes: 1 }],
    [
      'a batch of events',
      'sns:Publish',
      { 'PublishBatchRequestEntries.member.1.Message': full, 'PublishBatchRequestEntries.member.2.Message': 'x' },
      { snsPublishes: 2 },
    ],
    ['a feed written', 's3:PutObject', undefined, { s3Writes: 1 }],
    ['a feed read', 's3:GetObject', undefined, { s3Reads: 1 }],
    ['a key asked', 'kms:Decrypt', {}, { kmsRequests: 1 }],
    [
      'paths to be forgotten',
      'cloudfront:CreateInvalidation',
      '<Path>/a</Path><Path>/b/*</Path>',
      { cdnInvalidationPaths: 2 },
    ],
    ['a secret asked', 'secretsmanager:GetSecretValue', {}, { secretRequests: 1 }],
  ])('%s', (_, action, input, usage) => {
    expect(usageOfCall(action, input)).toEqual(usage);
  });

  it('without a price is not passed over', () => {
    expect(() => usageOfCall('s3:DeleteObject', {})).toThrow('s3:DeleteObject has no price');
    expect(() => usageOfCall('states:StartExecution', {})).toThrow('has no price');
  });
});

describe('an invocation', () => {
  const invoked = (event: unknown, ms = 100, memoryMb = 1_024) =>
    usageOfInvocation({ event: JSON.stringify(event), ms, memoryMb });
  const record = (body: string) => ({ eventSource: 'aws:sqs', body });

  it('is paid for by whole milliseconds and by memory', () => {
    expect(invoked({}, 100.2, 512)).toEqual({ lambdaRequests: 1, lambdaGbSeconds: 0.0505, logBytes: platformLogBytes });
  });

  it('by a queue comes with what Lambda received, by its size, and one deletion', () => {
    expect(invoked({ Records: [record('x')] })).toMatchObject({ sqsRequests: 2 });
    expect(invoked({ Records: [record(bytes(64 * 1024)), record('x')] })).toMatchObject({ sqsRequests: 3 });
  });

  it('by a stream comes with nothing else', () => {
    expect(invoked({ Records: [{ eventSource: 'aws:dynamodb' }] })).toEqual(invoked({}));
  });

  it('by a request is one at CloudFront and one at the API for each 512 kB, with a line of its log', () => {
    const request = { requestContext: { http: { method: 'POST' } } };
    expect(invoked({ ...request, body: 'x' })).toMatchObject({
      apiRequests: 1,
      cdnRequests: 1,
      logBytes: platformLogBytes + accessLogBytes,
    });
    expect(invoked({ ...request, body: bytes(512 * 1024) })).toMatchObject({ apiRequests: 2, cdnRequests: 1 });
  });
});

describe('a log', () => {
  const metric = (name: string, state: string) =>
    JSON.stringify({
      _aws: { CloudWatchMetrics: [{ Namespace: 'R', Dimensions: [['state']], Metrics: [{ Name: name }] }] },
      state,
    });

  it('is paid for by its bytes and 26 more for each line', () => {
    expect(usageOfLog('')).toEqual({ logBytes: 0, metricHours: 0 });
    expect(usageOfLog('{"é":1}\n{}\n')).toEqual({ logBytes: 12 + 52, metricHours: 0 });
  });

  it('tells a metric once, and another for each value of its dimensions', () => {
    const lines = [
      metric('Texts', 'accepted'),
      metric('Texts', 'accepted'),
      metric('Texts', 'refused'),
      metric('Lag', 'refused'),
    ];
    expect(usageOfLog(`${lines.join('\n')}\n`).metricHours).toBe(3);
  });
});
