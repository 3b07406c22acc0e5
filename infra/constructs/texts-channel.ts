import { Duration } from 'aws-cdk-lib';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { mayRead, maySend, mayUseTable, mayUseVault } from './access.ts';
import { EventSubscription } from './event-subscription.ts';
import type { Foundation } from './foundation.ts';
import { QueueConsumer } from './queue-consumer.ts';
import { WireFunction } from './wire-function.ts';

/** Ruling events → text-plans queue → plan-texts → text-batches queue → send-texts → Twilio → twilio-status. Imports text nobody. */
export class TextsChannel extends Construct {
  readonly plans: QueueConsumer;
  readonly batches: QueueConsumer;
  /** Takes Twilio's status callbacks; the API routes them to it. */
  readonly twilioStatus: WireFunction;

  constructor(scope: Construct, id: string, foundation: Foundation, events: Topic) {
    super(scope, id);
    const sendTexts = this.#sendTexts(foundation);
    this.batches = new QueueConsumer(this, 'TextBatches', foundation, {
      function: sendTexts,
      variable: 'TEXT_BATCHES_QUEUE_URL',
      batchSize: 1,
      // the sender's speed is held by tokens; two are enough for 100 segments a second at 20 ms a request
      maxConcurrency: 2,
      maxWait: Duration.minutes(30),
    });
    const planTexts = this.#planTexts(foundation);
    maySend(planTexts, this.batches);
    this.plans = new QueueConsumer(this, 'TextPlans', foundation, {
      function: planTexts,
      variable: 'TEXT_PLANS_QUEUE_URL',
      batchSize: 1,
      maxConcurrency: 2,
      maxWait: Duration.minutes(10),
    });
    new EventSubscription(this, 'Subscription', foundation.alarms, {
      topic: events,
      channel: this.plans,
      origins: ['newsroom'],
      errorImpact: 'Subscribers are not texted about a ruling or a correction.',
    });
    this.twilioStatus = this.#twilioStatus(foundation);
  }

  #planTexts(foundation: Foundation): WireFunction {
    const { rulings, subscribers, texts, timetable } = foundation.tables;
    const planTexts = new WireFunction(this, 'PlanTexts', foundation, {
      name: 'plan-texts',
      memorySize: 1024,
      timeout: Duration.minutes(5),
      errorImpact: 'Subscribers are not texted about new rulings and corrections.',
      runbook: 'text-plans-failing.md',
    });
    mayUseTable(planTexts, rulings, ['GetItem']);
    mayUseTable(planTexts, subscribers, ['BatchGetItem', 'Query'], ['cohort']);
    mayUseTable(planTexts, texts, ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem']);
    mayUseTable(planTexts, timetable, ['PutItem']);
    return planTexts;
  }

  #sendTexts(foundation: Foundation): WireFunction {
    const { subscribers, texts, timetable } = foundation.tables;
    const { twilio, platform, vaultKey } = foundation.secrets;
    const sendTexts = new WireFunction(this, 'SendTexts', foundation, {
      name: 'send-texts',
      memorySize: 512,
      timeout: Duration.minutes(2),
      errorImpact: 'Texts about rulings and corrections wait, or are not sent before quiet hours.',
      runbook: 'text-batches-failing.md',
    });
    mayUseTable(sendTexts, subscribers, ['BatchGetItem', 'ConditionCheckItem', 'UpdateItem']);
    mayUseTable(sendTexts, texts, ['GetItem', 'BatchGetItem', 'UpdateItem']);
    mayUseTable(sendTexts, timetable, ['PutItem']);
    mayUseVault(sendTexts, vaultKey, ['Decrypt']);
    mayRead(sendTexts, 'TWILIO_SECRET_ARN', twilio);
    mayRead(sendTexts, 'PLATFORM_SECRET_ARN', platform);
    return sendTexts;
  }

  #twilioStatus(foundation: Foundation): WireFunction {
    const { subscribers, texts } = foundation.tables;
    const { twilio, platform } = foundation.secrets;
    const twilioStatus = new WireFunction(this, 'TwilioStatus', foundation, {
      name: 'twilio-status',
      memorySize: 512,
      timeout: Duration.seconds(10),
      errorImpact: 'Editors do not see which texts arrived, and numbers that left are texted again.',
      runbook: 'twilio-status-failing.md',
    });
    mayUseTable(twilioStatus, texts, ['GetItem', 'UpdateItem']);
    mayUseTable(twilioStatus, subscribers, ['UpdateItem']);
    mayRead(twilioStatus, 'PLATFORM_SECRET_ARN', platform);
    mayRead(twilioStatus, 'TWILIO_SECRET_ARN', twilio);
    return twilioStatus;
  }
}
