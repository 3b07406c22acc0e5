import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { mayUseTable } from './access.ts';
import type { Foundation } from './foundation.ts';
import { ownMetric } from './own-metric.ts';
import { QueueConsumer } from './queue-consumer.ts';
import { WireFunction } from './wire-function.ts';

const impact = {
  errorImpact: 'Rulings that were scheduled are not published when their time has come.',
  runbook: 'scheduled-rulings-failing.md',
};

/** The sweep → scheduled-rulings queue → publish-scheduled, which publishes what its time has come for. */
export class ScheduledRulings extends Construct {
  readonly queue: QueueConsumer;

  constructor(scope: Construct, id: string, foundation: Foundation) {
    super(scope, id);
    const { rulings, timetable } = foundation.tables;
    const publish = new WireFunction(this, 'PublishScheduled', foundation, {
      name: 'publish-scheduled',
      memorySize: 512,
      // ten at once take turns at the log for 8 s at most, and sanitise 300 kB each
      timeout: Duration.minutes(1),
      ...impact,
    });
    mayUseTable(publish, rulings, ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem']);
    mayUseTable(publish, timetable, ['PutItem']);
    this.queue = new QueueConsumer(this, 'ScheduledRulings', foundation, {
      function: publish,
      variable: 'SCHEDULED_RULINGS_QUEUE_URL',
      batchSize: 10,
      // all rulings share one log, and more writers at once only get into each other's way
      maxConcurrency: 2,
      maxWait: Duration.minutes(5),
    });
    foundation.alarms.raise(this, 'NotPublished', {
      metric: ownMetric('ScheduledNotPublished', 'Sum', Duration.minutes(5)),
      threshold: 1,
      ...impact,
      errorImpact: 'A ruling that was scheduled could not be published, and waits for an editor.',
    });
  }
}
