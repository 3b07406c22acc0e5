import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

const runbooks = join(import.meta.dirname, '../../docs/runbooks');

/** What an alarm says to the person whom it wakes. */
export interface Impact {
  /** One sentence: what readers lose while this fails. */
  readonly errorImpact: string;
  /** A file of `docs/runbooks/`. */
  readonly runbook: string;
}

export interface AlarmRule extends Impact {
  readonly metric: IMetric;
  /** It rings at this value and above, or below it where `below` is set. */
  readonly threshold: number;
  readonly below?: boolean;
  /** It rings when so many of the last periods are bad; one of one if left out. */
  readonly periods?: { readonly bad: number; readonly of: number };
}

/** Every alarm goes to one topic; the newsroom subscribes whoever is on call. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    // Not under a KMS key: CloudWatch cannot publish to a topic under the AWS-managed one, and an alarm says nothing that is secret.
    this.topic = new Topic(this, 'Topic', { displayName: 'Rulingwire alarms', enforceSSL: true });
    // enforceSSL gives the topic a policy of its own, which replaces the one that lets CloudWatch in.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
  }

  /** Adds an alarm under `scope`. Throws when its runbook does not exist. */
  raise(scope: Construct, id: string, rule: AlarmRule): void {
    const { errorImpact, runbook, metric, threshold, below = false, periods = { bad: 1, of: 1 } } = rule;
    if (!existsSync(join(runbooks, runbook))) throw new Error(`docs/runbooks/${runbook} does not exist`);
    const alarm = new Alarm(scope, id, {
      alarmDescription: `${errorImpact} Runbook: docs/runbooks/${runbook}`,
      metric,
      threshold,
      comparisonOperator: below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: periods.of,
      datapointsToAlarm: periods.bad,
      // a metric that must not fall silent is bad when it is missing; a count of failures is not
      treatMissingData: below ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    alarm.addOkAction(new SnsAction(this.topic));
  }
}
