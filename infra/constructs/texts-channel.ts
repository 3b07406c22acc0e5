import { Duration } from 'aws-cdk-lib';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { mayCount, mayRead, maySend, mayUseTable, mayUseVault } from './access.ts';
import { EventSubscription } from './event-subscription.ts';
import type { Foundation } from './foundation.ts';
import { ownMetric } from './own-metric.ts';
import { QueueConsumer } from './queue-consumer.ts';
import { WireFunction } from './wire-function.ts';

/**
 * Ruling events → text-plans queue → plan-texts → text-batches and urgent-texts queues → send-texts → Twilio → twilio-status. Imports text
 * nobody. Corrections have a queue of their own, so that they never stand behind a million first texts.
 */
export class TextsChannel extends Construct {
  readonly plans: QueueConsumer;
  readonly batches: QueueConsumer;
  readonly urgent: QueueConsumer;
  /** Takes Twilio's status callbacks; the API routes them to it. */
  readonly twilioStatus: WireFunction;

  constructor(scope: Construct, id: string, foundation: Foundation, events: Topic, segmentsPerSecond: number) {
    super(scope, id);
    const sendTexts = this.#sendTexts(foundation);
    // the sender's speed is held by tokens that all share; an invocation has up to 25 texts in flight, some 75 a second
    const maxConcurrency = Math.max(2, Math.ceil(segmentsPerSecond / 75));
    const pace = { function: sendTexts, batchSize: 1, maxConcurrency } as const;
    this.batches = new QueueConsumer(this, 'TextBatches', foundation, {
      ...pace,
      variable: 'TEXT_BATCHES_QUEUE_URL',
      // a toll-free number needs days for a large broadcast
      maxWait: Duration.hours(12),
    });
    this.urgent = new QueueConsumer(this, 'UrgentTexts', foundation, {
      ...pace,
      variable: 'URGENT_TEXTS_QUEUE_URL',
      maxWait: Duration.minutes(30),
    });
    // both queues feed it: a message is held for the one that it came from
    sendTexts.lambda.addEnvironment('URGENT_TEXTS_QUEUE_ARN', this.urgent.queue.queueArn);
    const planTexts = this.#planTexts(foundation);
    for (const queue of [this.batches, this.urgent]) {
      maySend(planTexts, queue);
      mayCount(planTexts, queue);
    }
    this.plans = new QueueConsumer(this, 'TextPlans', foundation, {
      function: planTexts,
      variable: 'TEXT_PLANS_QUEUE_URL',
      batchSize: 1,
      // a correction closes what is going out by its plan, and must not wait for mornings, digests and look-overs that take minutes
      maxConcurrency: 10,
      maxWait: Duration.minutes(10),
    });
    // a plan that is too large for one run goes on in the next
    maySend(planTexts, this.plans);
    new EventSubscription(this, 'Subscription', foundation.alarms, {
      topic: events,
      channel: this.plans,
      origins: ['newsroom'],
      errorImpact: 'Subscribers are not texted about a ruling or a correction.',
    });
    this.twilioStatus = this.#twilioStatus(foundation);
    foundation.alarms.raise(this, 'Paused', {
      metric: ownMetric('BroadcastsPaused', 'Sum', Duration.minutes(5)),
      threshold: 1,
      errorImpact: 'A broadcast waits for a person: subscribers are not texted about a ruling or a correction.',
      runbook: 'text-batches-failing.md',
    });
  }

  #planTexts(foundation: Foundation): WireFunction {
    const { rulings, subscribers, texts, timetable } = foundation.tables;
    const { twilio, vaultKey } = foundation.secrets;
    const planTexts = new WireFunction(this, 'PlanTexts', foundation, {
      name: 'plan-texts',
      memorySize: 1024,
      timeout: Duration.minutes(5),
      feedsItself: true,
      errorImpact: 'Subscribers are not texted about new rulings and corrections.',
      runbook: 'text-plans-failing.md',
    });
    mayUseTable(planTexts, rulings, ['GetItem', 'Query']);
    mayUseTable(planTexts, subscribers, ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem'], ['cohort']);
    mayUseTable(planTexts, texts, ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem']);
    // a look over a broadcast reads the channel's switch, and whether it holds anything
    mayUseTable(planTexts, timetable, ['GetItem', 'Query', 'PutItem']);
    // to look for texts in doubt at Twilio, by the phone
    mayUseVault(planTexts, vaultKey, ['Decrypt']);
    mayRead(planTexts, 'TWILIO_SECRET_ARN', twilio);
    return planTexts;
  }

  #sendTexts(foundation: Foundation): WireFunction {
    const { rulings, subscribers, texts, timetable } = foundation.tables;
    const { twilio, platform, vaultKey } = foundation.secrets;
    const sendTexts = new WireFunction(this, 'SendTexts', foundation, {
      name: 'send-texts',
      // half a vCPU: a text takes 2 ms of a whole one
      memorySize: 1024,
      timeout: Duration.minutes(2),
      errorImpact: 'Texts about rulings and corrections wait, or are not sent before quiet hours.',
      runbook: 'text-batches-failing.md',
    });
    mayUseTable(sendTexts, rulings, ['GetItem']);
    mayUseTable(sendTexts, subscribers, [
      ...(['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'ConditionCheckItem'] as const),
    ]);
    mayUseTable(sendTexts, texts, ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem']);
    mayUseTable(sendTexts, timetable, ['GetItem', 'PutItem']);
    mayUseVault(sendTexts, vaultKey, ['Decrypt']);
    mayRead(sendTexts, 'TWILIO_SECRET_ARN', twilio);
    mayRead(sendTexts, 'PLATFORM_SECRET_ARN', platform);
    return sendTexts;
  }

  #twilioStatus(foundation: Foundation): WireFunction {
    const { subscribers, texts, timetable } = foundation.tables;
    const { twilio, platform } = foundation.secrets;
    const twilioStatus = new WireFunction(this, 'TwilioStatus', foundation, {
      name: 'twilio-status',
      memorySize: 512,
      timeout: Duration.seconds(10),
      errorImpact: 'Editors do not see which texts arrived, and numbers that left are texted again.',
      runbook: 'twilio-status-failing.md',
    });
    mayUseTable(twilioStatus, texts, ['GetItem', 'Query', 'PutItem', 'UpdateItem']);
    mayUseTable(twilioStatus, subscribers, ['GetItem', 'PutItem', 'UpdateItem']);
    // who hears of a text after the last look over its broadcast orders one more
    mayUseTable(twilioStatus, timetable, ['PutItem']);
    mayRead(twilioStatus, 'PLATFORM_SECRET_ARN', platform);
    mayRead(twilioStatus, 'TWILIO_SECRET_ARN', twilio);
    return twilioStatus;
  }
}
