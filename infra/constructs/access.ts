import { Validations } from 'aws-cdk-lib';
import type { Key } from 'aws-cdk-lib/aws-kms';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Topic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { WireTable } from './tables.ts';
import type { WireFunction } from './wire-function.ts';

/**
 * DynamoDB's actions on items; a transaction needs those of its parts. Each function is given those that its calls need and no other,
 * which the embedded runtime holds, and test/e2e/permissions.test.ts counts.
 */
export type ItemAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'ConditionCheckItem';

/** A queue as functions know it: by the variable that has its URL. */
export interface WireQueue {
  readonly queue: Queue;
  readonly variable: string;
}

/** A queue that is worked off, with the queues of what nobody could handle. */
export interface WorkedQueue extends WireQueue {
  readonly deadLetters: readonly WireQueue[];
}

/** Each function's permissions come with the variables that it finds the resources by, so that neither stands without the other. */
export const mayUseTable = <Index extends string>(
  fn: WireFunction,
  { table, variable, indexArn }: WireTable<Index>,
  actions: readonly ItemAction[],
  indexes: readonly Index[] = [],
): void => {
  const spelled = (action: ItemAction): string => `dynamodb:${action}`;
  fn.give(variable, table.tableName, actions.map(spelled), [table.tableArn]);
  if (indexes.length > 0) fn.give(variable, table.tableName, ['dynamodb:Query'], indexes.map(indexArn));
};

/** To read a channel's switch, and to hold what comes while it is paused. */
export const mayHold = (fn: WireFunction, timetable: WireTable): void =>
  mayUseTable(fn, timetable, ['GetItem', 'PutItem']);

export const maySend = (fn: WireFunction, { queue, variable }: WireQueue): void =>
  fn.give(variable, queue.queueUrl, ['sqs:SendMessage'], [queue.queueArn]);

/** To count what waits in a queue. */
export const mayCount = (fn: WireFunction, { queue, variable }: WireQueue): void =>
  fn.give(variable, queue.queueUrl, ['sqs:GetQueueAttributes'], [queue.queueArn]);

/** To count what waits in a queue, and to put its dead letters back on it. */
export const mayRedrive = (fn: WireFunction, worked: WorkedQueue): void => {
  const { queue, variable, deadLetters } = worked;
  fn.give(variable, queue.queueUrl, ['sqs:GetQueueAttributes', 'sqs:SendMessage'], [queue.queueArn]);
  for (const { queue: dead, variable: found } of deadLetters)
    fn.give(
      found,
      dead.queueUrl,
      ['sqs:GetQueueAttributes', 'sqs:ReceiveMessage', 'sqs:DeleteMessage'],
      [dead.queueArn],
    );
};

export const mayPublish = (fn: WireFunction, topic: Topic): void =>
  fn.give('EVENTS_TOPIC_ARN', topic.topicArn, ['sns:Publish'], [topic.topicArn]);

export const mayRead = (fn: WireFunction, variable: string, secret: Secret): void =>
  fn.give(variable, secret.secretArn, ['secretsmanager:GetSecretValue'], [secret.secretArn]);

/** To read feeds, of which there is one for each topic, claimant, author and so on. */
export const mayReadFeeds = (fn: WireFunction, bucket: IBucket): void => {
  fn.give('PUBLIC_BUCKET', bucket.bucketName, ['s3:GetObject'], [bucket.arnForObjects('feeds/*')]);
  Validations.of(fn).acknowledge({
    id: 'AwsSolutions-IAM5[Resource::<SiteBucket978D4AEB.Arn>/feeds/*]',
    reason: 'The names of feeds are not known beforehand, and all of them are public.',
  });
};

/** Opening needs `Decrypt`, sealing `GenerateDataKey`. */
export const mayUseVault = (fn: WireFunction, key: Key, actions: readonly ('Decrypt' | 'GenerateDataKey')[]): void =>
  fn.give(
    'VAULT_KEY_ID',
    key.keyId,
    actions.map((action) => `kms:${action}`),
    [key.keyArn],
  );
