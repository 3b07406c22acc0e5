/** Makes the queues, topics, subscriptions and buckets of the template; what is there gets the template's attributes. */
import * as z from 'zod';
import { queueArn, REGION } from '../../aws/identity.ts';
import type { MessageBus } from '../../aws/message-bus.ts';
import type { Resource, Resources } from '../resources.ts';

const asText = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

/** The attributes as SQS and SNS take them: texts, with objects as JSON; those not set are left out. */
const attributesOf = (properties: Readonly<Record<string, unknown>>): Record<string, string> => {
  const set = Object.entries(properties).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set.map(([name, value]) => [name, asText(value)]));
};

const redrive = z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.coerce.number() });
const queueSchema = z.object({
  VisibilityTimeout: z.coerce.number().default(30),
  DelaySeconds: z.coerce.number().default(0),
  MessageRetentionPeriod: z.coerce.number().default(345_600),
  ReceiveMessageWaitTimeSeconds: z.coerce.number().default(0),
  RedrivePolicy: redrive.optional(),
  FifoQueue: z.literal(false).optional(),
});
const subscriptionSchema = z.object({
  TopicArn: z.string(),
  Protocol: z.literal('sqs'),
  Endpoint: z.string(),
  RawMessageDelivery: z.boolean().optional(),
  FilterPolicy: z.record(z.string(), z.unknown()).optional(),
  FilterPolicyScope: z.string().optional(),
  RedrivePolicy: z.object({ deadLetterTargetArn: z.string() }).optional(),
});

const ensureQueue = ({ queues, queueUrl }: MessageBus, { name, properties }: Resource): void => {
  const attributes = attributesOf(queueSchema.parse(properties()));
  const queue = queues.getQueueByName(name);
  if (queue === undefined) queues.createQueue(name, queueUrl(name), queueArn(name), attributes);
  else queue.setAttributes({ RedrivePolicy: '', ...attributes }); // the empty one takes an earlier policy away
};

const ensureSubscription = ({ topics }: MessageBus, { properties }: Resource): string => {
  const { TopicArn, Protocol, Endpoint, ...rest } = subscriptionSchema.parse(properties());
  const attributes = attributesOf(rest);
  const { subscriptions } = topics.listSubscriptionsByTopic(TopicArn);
  const existing = subscriptions.find(({ endpoint }) => endpoint === Endpoint);
  const same = existing !== undefined && JSON.stringify(existing.attributes) === JSON.stringify(attributes);
  if (same) return existing.arn;
  if (existing !== undefined) topics.unsubscribe(existing.arn);
  const subscription = topics.subscribe(TopicArn, Protocol, Endpoint, attributes);
  if (subscription === undefined) throw new Error(`no topic ${TopicArn}`);
  return subscription.arn;
};

/** Idempotent: runs at each start. Subscriptions that the template no longer has are ended, or their queues would fill. */
export const ensureMessaging = (bus: MessageBus, resources: Resources): void => {
  for (const queue of resources.ofType('AWS::SQS::Queue')) ensureQueue(bus, queue);
  for (const topic of resources.ofType('AWS::SNS::Topic')) {
    bus.topics.createTopic(topic.name, undefined, undefined, REGION);
  }
  const wanted = resources.ofType('AWS::SNS::Subscription').map((each) => ensureSubscription(bus, each));
  for (const arn of [...bus.topics.subscriptions.keys()]) {
    if (!wanted.includes(arn)) bus.topics.unsubscribe(arn);
  }
  for (const bucket of resources.ofType('AWS::S3::Bucket')) bus.buckets.createBucket(bucket.name);
};
