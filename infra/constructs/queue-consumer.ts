import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { WireQueue, WorkedQueue } from './access.ts';
import { DeadLetters } from './dead-letters.ts';
import type { Foundation } from './foundation.ts';
import type { WireFunction } from './wire-function.ts';

export interface QueueConsumerProps {
  readonly function: WireFunction;
  /** The variable by which senders find the queue. */
  readonly variable: string;
  /** Messages an invocation gets, at most 10 unless it waits for more. */
  readonly batchSize: number;
  /** How long Lambda waits for a batch to fill; it does not wait if left out. */
  readonly window?: Duration;
  /** Invocations at the same time, at least 2: where a rate must hold, or the account's concurrency is for others too. */
  readonly maxConcurrency: number;
  /** An alarm rings when the oldest message waits longer. */
  readonly maxWait: Duration;
}

/** A queue and the function that works it off, with dead letters and alarms that carry the function's impact and runbook. */
export class QueueConsumer extends Construct implements WorkedQueue {
  readonly queue: Queue;
  readonly variable: string;
  readonly #deadLetters: WireQueue[] = [];

  constructor(scope: Construct, id: string, foundation: Foundation, props: QueueConsumerProps) {
    super(scope, id);
    const { function: consumer, variable, batchSize, window, maxConcurrency, maxWait } = props;
    this.variable = variable;
    const deadLetters = new DeadLetters(this, 'DeadLetters', foundation.alarms, consumer.impact);
    this.#deadLetters.push({ queue: deadLetters.queue, variable: this.#beside('DEAD_LETTERS') });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Lambda's pollers hold a throttled batch for several tries before they give it back: AWS asks for six timeouts, and the window
      visibilityTimeout: Duration.seconds(6 * consumer.timeout.toSeconds() + (window?.toSeconds() ?? 0)),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: deadLetters.queue, maxReceiveCount: 5 },
    });
    consumer.lambda.addEventSource(
      new SqsEventSource(this.queue, {
        ...{ batchSize, maxConcurrency, reportBatchItemFailures: true },
        ...(window && { maxBatchingWindow: window }),
      }),
    );
    foundation.alarms.raise(this, 'OldestMessage', {
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1) }),
      threshold: maxWait.toSeconds(),
      periods: { bad: 3, of: 3 },
      ...consumer.impact,
    });
  }

  get deadLetters(): readonly WireQueue[] {
    return this.#deadLetters;
  }

  /** What SNS could not put on this queue lies there. */
  addUndelivered(queue: Queue): void {
    this.#deadLetters.push({ queue, variable: this.#beside('UNDELIVERED') });
  }

  #beside(what: string): string {
    return this.variable.replace(/_QUEUE_URL$/, `_${what}_URL`);
  }
}
