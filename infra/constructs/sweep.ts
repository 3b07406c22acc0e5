import { Duration } from 'aws-cdk-lib';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { mayPublish, maySend, mayUseTable, type WireQueue } from './access.ts';
import type { Foundation } from './foundation.ts';
import { ownMetric } from './own-metric.ts';
import { scheduleEvery } from './schedule-every.ts';
import { WireFunction } from './wire-function.ts';

/** Each minute: due work goes on its queue, as does what channels held that are on again, and events that the relay left behind go out. */
export class Sweep extends Construct {
  constructor(scope: Construct, id: string, foundation: Foundation, events: Topic, queues: readonly WireQueue[]) {
    super(scope, id);
    const { alarms, tables } = foundation;
    const sweep = new WireFunction(this, 'Sweep', foundation, {
      name: 'sweep',
      memorySize: 512,
      // No reserved concurrency keeps sweeps apart: an account starts with 10 in all, and AWS refuses to reserve of those. Two at
      // once put work on its queue twice, which every consumer stands.
      timeout: Duration.minutes(1),
      errorImpact: 'Retries, deferred texts and scheduled rulings do not happen.',
      runbook: 'sweep-failing.md',
    });
    // switches of channels are read, and what these held goes back on its queues
    mayUseTable(sweep, tables.timetable, ['GetItem', 'Query', 'DeleteItem']);
    mayUseTable(sweep, tables.rulings, ['GetItem', 'Query', 'UpdateItem']);
    mayPublish(sweep, events);
    for (const queue of queues) maySend(sweep, queue);
    // it reads the switches each minute, and says how long a channel has been paused
    alarms.raise(this, 'ChannelPaused', {
      metric: ownMetric('ChannelPaused', 'Maximum', Duration.minutes(5)),
      threshold: Duration.hours(1).toMilliseconds(),
      errorImpact:
        'A channel has been paused for an hour: feeds stand still, or nobody is texted, or partners hear of nothing.',
      runbook: 'channel-paused.md',
    });
    // the next minute's sweep is the retry
    scheduleEvery(this, 'EachMinute', alarms, sweep, {
      every: Duration.minutes(1),
      tries: { retryAttempts: 0, maxEventAge: Duration.minutes(1) },
      silentFor: 5,
    });
  }
}
