import { Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { mayPublish, maySend, mayUseTable, type WireQueue } from './access.ts';
import { DeadLetters } from './dead-letters.ts';
import type { Foundation } from './foundation.ts';
import { WireFunction } from './wire-function.ts';

/** Each minute: due work goes on its queue, and events that the relay left behind go out. */
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
    mayUseTable(sweep, tables.timetable, ['Query', 'DeleteItem']);
    mayUseTable(sweep, tables.rulings, ['GetItem', 'Query', 'UpdateItem']);
    mayPublish(sweep, events);
    for (const queue of queues) maySend(sweep, queue);
    const { lambda } = sweep;
    // the next minute's sweep is the retry
    lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
    const deadLetters = new DeadLetters(this, 'DeadLetters', alarms, sweep.impact).queue;
    new Schedule(this, 'EachMinute', {
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: new LambdaInvoke(lambda, {
        retryAttempts: 0,
        maxEventAge: Duration.minutes(1),
        deadLetterQueue: deadLetters,
        // given whole: CDK would add every version of the function
        role: this.#scheduler(lambda.functionArn, deadLetters.queueArn).withoutPolicyUpdates(),
      }),
    });
    alarms.raise(this, 'Silent', {
      metric: lambda.metricInvocations({ period: Duration.minutes(1) }),
      threshold: 1,
      below: true,
      periods: { bad: 5, of: 5 },
      ...sweep.impact,
    });
  }

  /** What the scheduler acts as. */
  #scheduler(functionArn: string, deadLettersArn: string): Role {
    const group = Stack.of(this).formatArn({
      service: 'scheduler',
      resource: 'schedule-group',
      resourceName: 'default',
    });
    const role = new Role(this, 'SchedulerRole', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account, 'aws:SourceArn': group } },
      }),
    });
    role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }));
    role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLettersArn] }));
    return role;
  }
}
