import { SubscriptionFilter, type Topic } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { RulingEvent } from '../../shared/domain/event.ts';
import type { Alarms } from './alarms.ts';
import { DeadLetters } from './dead-letters.ts';
import type { QueueConsumer } from './queue-consumer.ts';

export interface EventSubscriptionProps {
  readonly topic: Topic;
  readonly channel: QueueConsumer;
  /** Where the events that it takes come from. */
  readonly origins: readonly RulingEvent['origin'][];
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
        filterPolicy: { origin: SubscriptionFilter.stringFilter({ allowlist: [...origins] }) },
      }),
    );
  }
}
