import { expect, it } from 'vitest';
import * as z from 'zod';
import { lambdaFunctions } from './functions.ts';
import { reference, type StackUnderTest } from './template.ts';

const day = 24 * 3600;

const queueSchema = z.object({
  SqsManagedSseEnabled: z.literal(true),
  MessageRetentionPeriod: z.int(),
  VisibilityTimeout: z.int().optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: reference, maxReceiveCount: z.int() }).optional(),
});
const subscriptionSchema = z.object({
  Endpoint: reference,
  Protocol: z.literal('sqs'),
  RawMessageDelivery: z.literal(true),
  RedrivePolicy: z.object({ deadLetterTargetArn: reference }),
  FilterPolicy: z.unknown().optional(),
});
const mappingSchema = z.object({
  FunctionName: reference,
  EventSourceArn: reference,
  FunctionResponseTypes: z.tuple([z.literal('ReportBatchItemFailures')]),
  BatchSize: z.int(),
  ScalingConfig: z.object({ MaximumConcurrency: z.int() }).optional(),
  MaximumRetryAttempts: z.int().optional(),
  MaximumRecordAgeInSeconds: z.int().optional(),
  BisectBatchOnFunctionError: z.boolean().optional(),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: reference }) }).optional(),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
});
const scheduleSchema = z.object({
  Target: z.object({ DeadLetterConfig: z.object({ Arn: reference.or(z.string()) }), Arn: reference }),
});
const alarmSchema = z.object({
  MetricName: z.string().optional(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: reference })).optional(),
});

export const describeQueues = (stack: StackUnderTest): void => {
  const queues = stack.ofType('AWS::SQS::Queue', queueSchema);
  const subscriptions = stack.ofType('AWS::SNS::Subscription', subscriptionSchema);
  const mappings = stack.ofType('AWS::Lambda::EventSourceMapping', mappingSchema);
  const schedules = stack.ofType('AWS::Scheduler::Schedule', scheduleSchema);
  const functions = lambdaFunctions(stack);

  const deadLetters = new Set([
    ...queues.flatMap(({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn ?? []),
    ...subscriptions.map(({ properties }) => properties.RedrivePolicy.deadLetterTargetArn),
    ...mappings.flatMap(({ properties }) => properties.DestinationConfig?.OnFailure.Destination ?? []),
    ...schedules.map(({ properties }) => properties.Target.DeadLetterConfig.Arn),
  ]);
  const working = queues.filter(({ id }) => !deadLetters.has(id));

  const alarmsOn = (metric: string): Set<string> =>
    new Set(
      stack
        .ofType('AWS::CloudWatch::Alarm', alarmSchema)
        .filter(({ properties }) => properties.MetricName === metric)
        .flatMap(({ properties }) => properties.Dimensions ?? [])
        .filter(({ Name }) => Name === 'QueueName')
        .map(({ Value }) => Value),
    );

  it('has the five queues of the channels', () => {
    expect(working).toHaveLength(5);
  });

  it('gives every queue its own dead letters after a few tries, and an alarm on waiting', () => {
    const waits = alarmsOn('ApproximateAgeOfOldestMessage');
    for (const { id, properties } of working) {
      expect(properties.RedrivePolicy?.maxReceiveCount, id).toBeGreaterThanOrEqual(3);
      expect(properties.RedrivePolicy?.maxReceiveCount, id).toBeLessThanOrEqual(10);
      expect(waits, id).toContain(id);
    }
    expect(new Set(working.map(({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn)).size).toBe(5);
  });

  it('rings at the first dead letter, and keeps dead letters longer than any queue keeps its messages', () => {
    const rings = alarmsOn('ApproximateNumberOfMessagesVisible');
    const longest = Math.max(...working.map(({ properties }) => properties.MessageRetentionPeriod));
    for (const { id, properties } of queues.filter(({ id }) => deadLetters.has(id))) {
      expect(rings, id).toContain(id);
      expect(properties.MessageRetentionPeriod, id).toBe(14 * day);
      expect(properties.MessageRetentionPeriod, id).toBeGreaterThan(longest);
    }
  });

  it('gives each subscription dead letters of its own', () => {
    expect(subscriptions).toHaveLength(3);
    expect(new Set(subscriptions.map(({ properties }) => properties.RedrivePolicy.deadLetterTargetArn)).size).toBe(3);
  });

  it('texts and delivers what the newsroom publishes, and puts imports in feeds too', () => {
    const filters = subscriptions.map(({ properties }) => properties.FilterPolicy);
    expect(filters.filter((filter) => filter === undefined)).toHaveLength(1);
    expect(filters.filter((filter) => filter !== undefined)).toEqual([
      { origin: ['newsroom'] },
      { origin: ['newsroom'] },
    ]);
  });

  it('hides a message for at least six timeouts of its function, and caps how many run', () => {
    for (const { id, properties } of working) {
      const mapping = mappings.find(({ properties: { EventSourceArn } }) => EventSourceArn === id);
      const consumer = functions.find((fn) => fn.id === mapping?.properties.FunctionName);
      expect(consumer, id).not.toBeUndefined();
      expect(properties.VisibilityTimeout, id).toBeGreaterThanOrEqual(6 * (consumer?.properties.Timeout ?? Infinity));
      expect(mapping?.properties.ScalingConfig?.MaximumConcurrency, id).toBeGreaterThanOrEqual(2);
    }
  });

  it('wakes the relay by inserts of LOG rows alone, with bounded retries', () => {
    const streams = mappings.filter(({ properties }) => properties.DestinationConfig !== undefined);
    expect(streams).toHaveLength(1);
    const { MaximumRetryAttempts, MaximumRecordAgeInSeconds, BisectBatchOnFunctionError, FilterCriteria } =
      streams[0]?.properties ?? {};
    expect(MaximumRetryAttempts).toBeLessThanOrEqual(20);
    expect(MaximumRecordAgeInSeconds).toBeLessThanOrEqual(3600);
    expect(BisectBatchOnFunctionError).toBe(true);
    expect(FilterCriteria?.Filters.map(({ Pattern }) => JSON.parse(Pattern))).toEqual([
      { eventName: ['INSERT'], dynamodb: { Keys: { pk: { S: ['LOG'] } } } },
    ]);
  });
};
