import { type Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Construct } from 'constructs';
import type { Alarms } from './alarms.ts';
import { DeadLetters } from './dead-letters.ts';
import type { WireFunction } from './wire-function.ts';

export interface Rhythm {
  readonly every: Duration;
  /** How the scheduler tries an invocation that Lambda does not take. What Lambda took is not tried again. */
  readonly tries: { readonly retryAttempts: number; readonly maxEventAge: Duration };
  /** An alarm rings when the function was not called for so many periods. */
  readonly silentFor: number;
}

/** Has the scheduler call a function again and again; dead letters and alarms are of the function's own impact. */
export const scheduleEvery = (
  scope: Construct,
  id: string,
  alarms: Alarms,
  { lambda, impact }: WireFunction,
  { every, tries, silentFor }: Rhythm,
): void => {
  lambda.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: tries.maxEventAge });
  const deadLetters = new DeadLetters(scope, 'DeadLetters', alarms, impact).queue;
  new Schedule(scope, id, {
    schedule: ScheduleExpression.rate(every),
    target: new LambdaInvoke(lambda, {
      ...tries,
      deadLetterQueue: deadLetters,
      // given whole: CDK would add every version of the function
      role: schedulerRole(scope, lambda.functionArn, deadLetters.queueArn).withoutPolicyUpdates(),
    }),
  });
  alarms.raise(scope, 'Silent', {
    metric: lambda.metricInvocations({ period: every }),
    threshold: 1,
    below: true,
    periods: { bad: silentFor, of: silentFor },
    ...impact,
  });
};

/** What the scheduler acts as. */
const schedulerRole = (scope: Construct, functionArn: string, deadLettersArn: string): Role => {
  const { account } = Stack.of(scope);
  const group = Stack.of(scope).formatArn({
    service: 'scheduler',
    resource: 'schedule-group',
    resourceName: 'default',
  });
  const role = new Role(scope, 'SchedulerRole', {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': account, 'aws:SourceArn': group } },
    }),
  });
  role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [functionArn] }));
  role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLettersArn] }));
  return role;
};
