import { Duration } from 'aws-cdk-lib';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { mayReadFeeds, maySend, mayUseTable, mayUseVault } from './access.ts';
import { EventSubscription } from './event-subscription.ts';
import type { Foundation } from './foundation.ts';
import { QueueConsumer } from './queue-consumer.ts';
import { WireFunction } from './wire-function.ts';

/**
 * Ruling events → delivery-plans queue → plan-deliveries → deliveries queue → deliver → partners. Imports are owed to nobody. What
 * followers of feeds are owed by build-feeds goes out by the same queue and function.
 */
export class DeliveriesChannel extends Construct {
  readonly plans: QueueConsumer;
  readonly deliveries: QueueConsumer;
  readonly #deliver: WireFunction;

  constructor(scope: Construct, id: string, foundation: Foundation, events: Topic) {
    super(scope, id);
    const deliver = this.#makeDeliver(foundation);
    this.#deliver = deliver;
    this.deliveries = new QueueConsumer(this, 'Deliveries', foundation, {
      function: deliver,
      variable: 'DELIVERIES_QUEUE_URL',
      // a message is an endpoint's whole work: one that is slow must not hold up another
      batchSize: 1,
      maxConcurrency: 10,
      maxWait: Duration.minutes(10),
    });
    maySend(deliver, this.deliveries);
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

  /** Followers are sent feeds as they stand there. */
  readFeedsFrom(bucket: IBucket): void {
    mayReadFeeds(this.#deliver, bucket);
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
      errorImpact: 'Partners and followers get rulings and corrections late, or not at all.',
      runbook: 'deliveries-failing.md',
    });
    mayUseTable(deliver, rulings, ['GetItem']);
    // a follower that is gone, or whose lease is over, is taken away
    mayUseTable(deliver, partners, ['GetItem', 'UpdateItem', 'DeleteItem']);
    mayUseTable(
      deliver,
      deliveries,
      ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'],
      ['due'],
    );
    mayUseTable(deliver, timetable, ['PutItem', 'DeleteItem']);
    mayUseVault(deliver, foundation.secrets.vaultKey, ['Decrypt']);
    return deliver;
  }
}
