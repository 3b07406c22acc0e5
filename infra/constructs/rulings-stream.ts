import { Duration } from 'aws-cdk-lib';
import { type ITable, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import { Alias } from 'aws-cdk-lib/aws-kms';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import * as z from 'zod';
import { mayPublish, mayUseTable } from './access.ts';
import { DeadLetters } from './dead-letters.ts';
import type { Foundation } from './foundation.ts';
import { WireFunction } from './wire-function.ts';

/** The class says `T | undefined` where the interface says `T?`, which TypeScript tells apart here. */
const tableSchema = z.custom<ITable>((value) => value instanceof TableV2);

/** From the log to the channels: the stream of the table Rulings → relay → the topic RulingEvents. */
export class RulingsStream extends Construct {
  readonly events: Topic;

  constructor(scope: Construct, id: string, foundation: Foundation) {
    super(scope, id);
    const { rulings } = foundation.tables;
    this.events = new Topic(this, 'RulingEvents', {
      enforceSSL: true,
      // the AWS-managed key lets everyone in the account use it who may use the topic
      masterKey: Alias.fromAliasName(this, 'TopicKey', 'alias/aws/sns'),
    });
    const relay = new WireFunction(this, 'Relay', foundation, {
      name: 'relay',
      memorySize: 512,
      timeout: Duration.seconds(30),
      errorImpact: 'Rulings and corrections reach feeds, phones and partners up to a minute late.',
      runbook: 'relay-failing.md',
    });
    mayUseTable(relay, rulings, ['GetItem', 'Query', 'UpdateItem']);
    mayPublish(relay, this.events);
    const deadLetters = new DeadLetters(this, 'DeadLetters', foundation.alarms, relay.impact);
    relay.lambda.addEventSource(
      new DynamoEventSource(tableSchema.parse(rulings.table), {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 100,
        // a record only wakes the relay, and the sweep wakes it each minute: retrying for longer than that gains nothing
        retryAttempts: 10,
        maxRecordAge: Duration.minutes(5),
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        onFailure: new SqsDlq(deadLetters.queue),
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { Keys: { pk: { S: FilterRule.isEqual('LOG') } } },
          }),
        ],
      }),
    );
  }
}
