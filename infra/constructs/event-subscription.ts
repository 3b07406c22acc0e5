import { SubscriptionFilter, type Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { DeadLetters } from './dead-letters.ts';
import type { QueueConsumer } from './queue-consumer.ts';

export interface EventSubscriptionProps {
  readonly topic: Topic;
  readonly channel: QueueConsumer;
  /** Which events it takes; all if left out. */
  readonly origins?: readonly string[];
  readonly errorImpact: string;
}

/** Takes ruling events from the topic to a channel's queue, raw. What SNS cannot hand over is kept, and an alarm rings. */
export class EventSubscription extends Construct {
  constructor(scope: Construct, id: string, alarms: Alarms, props: EventSubscriptionProps) {
    super(scope, id);
    const { topic, channel, origins, errorImpact } = props;
    const deadLetters = new DeadLetters(this, 'DeadLetters', alarms, { errorImpact, runbook: 'events-undelivered.md' });
    channel.addUndelivered(deadLetters.queue);
    topic.addSubscription(
      new SqsSubscription(channel.queue, {
        rawMessageDelivery: true,
        deadLetterQueue: deadLetters.queue,
        ...(origins && { filterPolicy: { origin: SubscriptionFilter.stringFilter({ allowlist: [...origins] }) } }),
      }),
    );
  }
}
