import { Duration } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { mayRead, mayReadFeeds, maySend, mayUseTable, mayUseVault } from './access.ts';
import { EventSubscription } from './event-subscription.ts';
import type { Foundation } from './foundation.ts';
import type { PartnerNotices } from './partner-notices.ts';
import { QueueConsumer } from './queue-consumer.ts';
import { WireFunction } from './wire-function.ts';

const workDeliveries = ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'] as const;

/**
 * Ruling events → delivery-plans queue → plan-deliveries → deliveries queue → deliver → partners. Imports are owed to nobody. What
 * followers of feeds are owed by build-feeds has a queue and a function of its own, since anybody may follow: follower-deliveries queue
 * → deliver-to-followers → followers. Each hands what is not its own to the other's queue.
 */
export class DeliveriesChannel extends Construct {
  readonly plans: QueueConsumer;
  readonly deliveries: QueueConsumer;
  readonly followerDeliveries: QueueConsumer;
  readonly #deliver: WireFunction;
  readonly #deliverToFollowers: WireFunction;

  constructor(scope: Construct, id: string, foundation: Foundation, events: Topic) {
    super(scope, id);
    const deliver = this.#makeDeliver(foundation);
    this.#deliver = deliver;
    this.deliveries = new QueueConsumer(this, 'Deliveries', foundation, {
      function: deliver,
      variable: 'DELIVERIES_QUEUE_URL',
      // Each message is an endpoint's whole work, and those of a batch are worked on side by side: one that lets us wait holds up no
      // other of its batch, and of those to come a tenth of the invocations. Ten share an invocation that mostly waits for DynamoDB.
      batchSize: 10,
      maxConcurrency: 10,
      maxWait: Duration.minutes(10),
    });
    this.#deliverToFollowers = this.#makeDeliverToFollowers(foundation);
    this.followerDeliveries = new QueueConsumer(this, 'FollowerDeliveries', foundation, {
      function: this.#deliverToFollowers,
      variable: 'FOLLOWER_DELIVERIES_QUEUE_URL',
      batchSize: 10,
      // the account's concurrency is for partners first; forty at once are 1,000 followers of a feed in some seconds
      maxConcurrency: 4,
      maxWait: Duration.minutes(20),
    });
    for (const sender of [deliver, this.#deliverToFollowers])
      for (const queue of [this.deliveries, this.followerDeliveries]) maySend(sender, queue);
    const planDeliveries = this.#planDeliveries(foundation);
    maySend(planDeliveries, this.deliveries);
    this.plans = new QueueConsumer(this, 'DeliveryPlans', foundation, {
      function: planDeliveries,
      variable: 'DELIVERY_PLANS_QUEUE_URL',
      batchSize: 10,
      // the cursor has one lease: the second invocation is there to find the first one dead
      maxConcurrency: 2,
      maxWait: Duration.minutes(5),
    });
    new EventSubscription(this, 'Subscription', foundation.alarms, {
      topic: events,
      channel: this.plans,
      origins: ['newsroom'],
      errorImpact: 'Partners learn of a ruling or a correction only with the next one.',
    });
  }

  /** Whoever looks after partners hears of endpoints that are disabled. */
  tellThrough(notices: PartnerNotices): void {
    notices.mayBeToldBy(this.#deliver);
  }

  /** Followers are sent feeds as they stand there. */
  readFeedsFrom(bucket: IBucket): void {
    mayReadFeeds(this.#deliverToFollowers, bucket);
  }

  #planDeliveries(foundation: Foundation): WireFunction {
    const { rulings, partners, deliveries, timetable } = foundation.tables;
    const planDeliveries = new WireFunction(this, 'PlanDeliveries', foundation, {
      name: 'plan-deliveries',
      memorySize: 512,
      timeout: Duration.minutes(2),
      errorImpact: 'Partners do not get new rulings and corrections.',
      runbook: 'delivery-plans-failing.md',
    });
    mayUseTable(planDeliveries, rulings, ['GetItem', 'Query']);
    mayUseTable(planDeliveries, partners, ['GetItem', 'BatchGetItem', 'Query', 'UpdateItem']);
    mayUseTable(planDeliveries, deliveries, ['GetItem', 'BatchGetItem', 'PutItem', 'UpdateItem', 'ConditionCheckItem']);
    mayUseTable(planDeliveries, timetable, ['PutItem', 'DeleteItem']);
    return planDeliveries;
  }

  #makeDeliver(foundation: Foundation): WireFunction {
    const { rulings, partners, deliveries, timetable } = foundation.tables;
    const deliver = new WireFunction(this, 'Deliver', foundation, {
      name: 'deliver',
      memorySize: 512,
      timeout: Duration.minutes(2),
      feedsItself: true,
      errorImpact: 'Partners get rulings and corrections late, or not at all.',
      runbook: 'deliveries-failing.md',
    });
    mayUseTable(deliver, rulings, ['GetItem']);
    mayRead(deliver, 'SIGNING_KEYS_SECRET_ARN', foundation.secrets.signingKeys);
    mayUseTable(deliver, partners, ['GetItem', 'UpdateItem', 'ConditionCheckItem']);
    mayUseTable(deliver, deliveries, workDeliveries, ['due']);
    mayUseTable(deliver, timetable, ['GetItem', 'PutItem', 'DeleteItem']);
    mayUseVault(deliver, foundation.secrets.vaultKey, ['Decrypt']);
    return deliver;
  }

  #makeDeliverToFollowers(foundation: Foundation): WireFunction {
    const { partners, deliveries, timetable } = foundation.tables;
    const deliver = new WireFunction(this, 'DeliverToFollowers', foundation, {
      name: 'deliver-to-followers',
      memorySize: 512,
      timeout: Duration.minutes(2),
      feedsItself: true,
      errorImpact: 'Services that follow feeds hear of rulings and corrections late; they can still poll.',
      runbook: 'follower-deliveries-failing.md',
    });
    // a follower that is gone, or whose lease is over, is taken away
    mayUseTable(deliver, partners, ['GetItem', 'UpdateItem', 'DeleteItem']);
    mayUseTable(deliver, deliveries, workDeliveries, ['due']);
    mayUseTable(deliver, timetable, ['GetItem', 'PutItem', 'DeleteItem']);
    mayUseVault(deliver, foundation.secrets.vaultKey, ['Decrypt']);
    return deliver;
  }
}
