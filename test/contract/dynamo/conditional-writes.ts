import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  PutCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { expect } from 'vitest';
import { failureOf, reasonsOf, TABLE } from './under-test.ts';

interface Thing {
  readonly pk: string;
  readonly sk: string;
  readonly [attribute: string]: unknown;
}

interface Condition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames: Record<string, string> | undefined;
  readonly ExpressionAttributeValues: Record<string, unknown> | undefined;
}

type Write = (document: DynamoDBDocumentClient, item: Thing, condition: Condition) => Promise<unknown>;
type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const addressed = ({ pk, sk }: Thing) => ({ TableName: TABLE, Key: { pk, sk } });
const transacted =
  (action: (item: Thing, condition: Condition) => Action): Write =>
  (document, item, condition) =>
    document.send(new TransactWriteCommand({ TransactItems: [action(item, condition)] }));

/** Whatever can be made to depend on a condition. An update leaves the item's attributes alone. */
export const WRITES: readonly (readonly [name: string, write: Write])[] = [
  ['a put', (to, Item, condition) => to.send(new PutCommand({ TableName: TABLE, Item, ...condition }))],
  ['an update', (to, item, condition) => to.send(new UpdateCommand({ ...addressed(item), ...condition }))],
  ['a removal', (to, item, condition) => to.send(new DeleteCommand({ ...addressed(item), ...condition }))],
  ['a put in a transaction', transacted((Item, condition) => ({ Put: { TableName: TABLE, Item, ...condition } }))],
  [
    'an update in a transaction',
    transacted((item, condition) => ({
      Update: { ...addressed(item), UpdateExpression: 'REMOVE nowhere', ...condition },
    })),
  ],
  ['a removal in a transaction', transacted((item, condition) => ({ Delete: { ...addressed(item), ...condition } }))],
  [
    'a check in a transaction',
    transacted((item, condition) => ({ ConditionCheck: { ...addressed(item), ...condition } })),
  ],
];

/** Fails the test unless the write was refused for its condition. */
export const expectUnfulfilled = async (kind: string, write: Promise<unknown>): Promise<void> => {
  const error = await failureOf(write);
  if (error.name !== 'TransactionCanceledException') {
    expect(error, kind).toMatchObject({ name: 'ConditionalCheckFailedException' });
    return;
  }
  const reasons = await reasonsOf(Promise.reject(error));
  expect(
    reasons.map(({ Code }) => Code),
    kind,
  ).toEqual(['ConditionalCheckFailed']);
};
