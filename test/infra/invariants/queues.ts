import * as z from 'zod';
import { type Invariant, reference, type Template } from '../template.ts';

const day = 24 * 3600;

const queueSchema = z.object({
  MessageRetentionPeriod: z.int().optional(),
  VisibilityTimeout: z.int().default(30),
  RedrivePolicy: z.object({ deadLetterTargetArn: reference, maxReceiveCount: z.int() }).optional(),
});
const mappingSchema = z.object({
  FunctionName: reference,
  EventSourceArn: reference,
  ScalingConfig: z.object({ MaximumConcurrency: z.int() }).optional(),
  MaximumBatchingWindowInSeconds: z.int().default(0),
  MaximumRetryAttempts: z.int().default(-1),
  MaximumRecordAgeInSeconds: z.int().default(-1),
  BisectBatchOnFunctionError: z.boolean().optional(),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: reference }) }).optional(),
});
const redriven = z.object({ RedrivePolicy: z.object({ deadLetterTargetArn: reference }).optional() });
const scheduleSchema = z.object({ Target: z.object({ DeadLetterConfig: z.object({ Arn: reference }).optional() }) });
const functionSchema = z.object({ Timeout: z.int().default(3) });

/** Each queue of dead letters, once for each queue, subscription, stream or schedule that uses it. */
const deadLettersIn = (template: Template): string[] => [
  ...template
    .ofType('AWS::SQS::Queue', queueSchema)
    .flatMap(({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn ?? []),
  ...template
    .ofType('AWS::SNS::Subscription', redriven)
    .flatMap(({ properties }) => properties.RedrivePolicy?.deadLetterTargetArn ?? []),
  ...template
    .ofType('AWS::Lambda::EventSourceMapping', mappingSchema)
    .flatMap(({ properties }) => properties.DestinationConfig?.OnFailure.Destination ?? []),
  ...template
    .ofType('AWS::Scheduler::Schedule', scheduleSchema)
    .flatMap(({ properties }) => properties.Target.DeadLetterConfig?.Arn ?? []),
];

/** The queues that a function works off, by the mapping. */
const workedQueues = (template: Template) => {
  const mappings = template.ofType('AWS::Lambda::EventSourceMapping', mappingSchema);
  const timeouts = new Map(
    template.ofType('AWS::Lambda::Function', functionSchema).map(({ id, properties }) => [id, properties.Timeout]),
  );
  return template.ofType('AWS::SQS::Queue', queueSchema).flatMap(({ id, properties: queue }) =>
    mappings
      .filter(({ properties }) => properties.EventSourceArn === id)
      .map(({ properties: { FunctionName, ScalingConfig, MaximumBatchingWindowInSeconds: window } }) => ({
        ...{ id, queue, window, timeout: timeouts.get(FunctionName) ?? Infinity },
        concurrency: ScalingConfig?.MaximumConcurrency,
      })),
  );
};

export const queuesKeepAndEncrypt: Invariant = (template) =>
  template.misfits(
    'AWS::SQS::Queue',
    z.object({ SqsManagedSseEnabled: z.literal(true), MessageRetentionPeriod: z.int().min(4 * day) }),
  );

export const queuesAreWorkedOrDeadLetters: Invariant = (template) => {
  const known = new Set([...deadLettersIn(template), ...workedQueues(template).map(({ id }) => id)]);
  return template
    .ofType('AWS::SQS::Queue', z.unknown())
    .filter(({ id }) => !known.has(id))
    .map(({ id }) => `${id}: nobody takes from it, and it holds nobody's dead letters`);
};

export const workedQueuesHaveDeadLetters: Invariant = (template) => {
  const queues = new Map(template.ofType('AWS::SQS::Queue', queueSchema).map((queue) => [queue.id, queue.properties]));
  return workedQueues(template).flatMap(({ id, queue: { RedrivePolicy, MessageRetentionPeriod = 0 } }) => {
    if (RedrivePolicy === undefined) return [`${id}: has no dead letters`];
    const { deadLetterTargetArn, maxReceiveCount } = RedrivePolicy;
    const kept = queues.get(deadLetterTargetArn)?.MessageRetentionPeriod ?? 0;
    return [
      ...(maxReceiveCount < 3 || maxReceiveCount > 10 ? [`${id}: tries a message ${maxReceiveCount} times`] : []),
      // a message keeps its age on the way to the dead letters
      ...(kept < MessageRetentionPeriod + 7 * day ? [`${id}: its dead letters are gone within a week`] : []),
    ];
  });
};

export const deadLettersAreNotShared: Invariant = (template) => {
  const all = deadLettersIn(template);
  return all.filter((id, at) => all.indexOf(id) !== at).map((id) => `${id}: holds the dead letters of two`);
};

/** A batch that waits for more messages hides the first of them meanwhile. */
export const messagesHideForSixTimeouts: Invariant = (template) =>
  workedQueues(template)
    .filter(({ queue, timeout, window }) => queue.VisibilityTimeout < 6 * timeout + window)
    .map(({ id, queue }) => `${id}: hides a message for ${queue.VisibilityTimeout} s, less than six timeouts`);

/** The account's concurrency is for all; SQS's own floor is 2. */
export const workersAreCapped: Invariant = (template) =>
  workedQueues(template)
    .filter(({ concurrency = Infinity }) => concurrency < 2 || concurrency > 10)
    .map(({ id, concurrency }) => `${id}: is worked off by ${concurrency ?? 'any number of'} functions at once`);

export const mappingsReportPartialFailures: Invariant = (template) =>
  template.misfits(
    'AWS::Lambda::EventSourceMapping',
    z.object({ FunctionResponseTypes: z.tuple([z.literal('ReportBatchItemFailures')]) }),
  );

/** The defaults block a shard for a day on one record that cannot be handled. */
export const streamsGiveUp: Invariant = (template) =>
  template
    .ofType('AWS::Lambda::EventSourceMapping', mappingSchema)
    .filter(({ properties }) => template.types.get(properties.EventSourceArn) !== 'AWS::SQS::Queue')
    .flatMap(({ id, properties }) => {
      const { MaximumRetryAttempts: tries, MaximumRecordAgeInSeconds: age } = properties;
      return [
        ...(tries < 0 || tries > 20 ? [`${id}: retries a record without end`] : []),
        ...(age < 0 || age > 3600 ? [`${id}: keeps at a record for longer than an hour`] : []),
        ...(properties.BisectBatchOnFunctionError === true ? [] : [`${id}: fails a whole batch for one record`]),
        ...(properties.DestinationConfig === undefined ? [`${id}: forgets a record that failed`] : []),
      ];
    });

export const subscriptionsHaveDeadLetters: Invariant = (template) =>
  template.misfits(
    'AWS::SNS::Subscription',
    z.object({ RawMessageDelivery: z.literal(true), RedrivePolicy: z.object({ deadLetterTargetArn: reference }) }),
  );

export const schedulesHaveDeadLetters: Invariant = (template) =>
  template.misfits(
    'AWS::Scheduler::Schedule',
    z.object({
      Target: z.object({
        DeadLetterConfig: z.object({ Arn: reference }),
        RetryPolicy: z.object({ MaximumRetryAttempts: z.int().max(3), MaximumEventAgeInSeconds: z.int().max(3600) }),
      }),
    }),
  );

const alarmSchema = z.object({
  MetricName: z.string().optional(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: reference })).default([]),
});

export const queuesRaiseAlarms: Invariant = (template) => {
  const alarms = template.ofType('AWS::CloudWatch::Alarm', alarmSchema);
  const watched = (metric: string) =>
    new Set(
      alarms
        .filter(({ properties }) => properties.MetricName === metric)
        .flatMap(({ properties }) => properties.Dimensions.map(({ Value }) => Value)),
    );
  const filled = watched('ApproximateNumberOfMessagesVisible');
  const waiting = watched('ApproximateAgeOfOldestMessage');
  return [
    ...deadLettersIn(template).flatMap((id) => (filled.has(id) ? [] : [`${id}: fills with dead letters unseen`])),
    ...workedQueues(template).flatMap(({ id }) => (waiting.has(id) ? [] : [`${id}: nobody sees messages wait`])),
  ];
};
