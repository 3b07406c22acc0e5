import {
  type CancellationReason,
  CreateTableCommand,
  type CreateTableCommandInput,
  type DynamoDBClient,
  type TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import type { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';

/** An engine that the contract is held to, through AWS's own clients. */
export interface DynamoUnderTest {
  readonly url: string;
  client: DynamoDBClient;
  document: DynamoDBDocumentClient;
  streams: DynamoDBStreamsClient;
  close(): Promise<void>;
}

export type OpenDynamo = () => Promise<DynamoUnderTest>;

export const TABLE = 'Things';

export const THINGS = {
  TableName: TABLE,
  BillingMode: 'PAY_PER_REQUEST',
  AttributeDefinitions: [
    { AttributeName: 'pk', AttributeType: 'S' },
    { AttributeName: 'sk', AttributeType: 'S' },
    { AttributeName: 'shelf', AttributeType: 'S' },
    { AttributeName: 'height', AttributeType: 'N' },
    { AttributeName: 'dueAt', AttributeType: 'S' },
  ],
  KeySchema: [
    { AttributeName: 'pk', KeyType: 'HASH' },
    { AttributeName: 'sk', KeyType: 'RANGE' },
  ],
  GlobalSecondaryIndexes: [
    {
      IndexName: 'byShelf',
      KeySchema: [
        { AttributeName: 'shelf', KeyType: 'HASH' },
        { AttributeName: 'height', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
    {
      IndexName: 'keysByShelf',
      KeySchema: [{ AttributeName: 'shelf', KeyType: 'HASH' }],
      Projection: { ProjectionType: 'KEYS_ONLY' },
    },
  ],
  LocalSecondaryIndexes: [
    {
      IndexName: 'due',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'dueAt', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
  ],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_AND_OLD_IMAGES' },
} as const satisfies CreateTableCommandInput;

/** Opens an engine with the table of things on it. */
export async function openThings(open: OpenDynamo): Promise<DynamoUnderTest> {
  const engine = await open();
  await engine.client.send(new CreateTableCommand(structuredClone(THINGS)));
  return engine;
}

export const put = (document: DynamoDBDocumentClient, Item: Record<string, unknown>): Promise<unknown> =>
  document.send(new PutCommand({ TableName: TABLE, Item }));

/** What `call` rejects with; fails the test if it does not. */
export async function failureOf(call: Promise<unknown>): Promise<Error> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Error) return error;
    throw error;
  }
  throw new Error('expected the call to be refused');
}

const isCanceled = (error: Error): error is TransactionCanceledException =>
  error.name === 'TransactionCanceledException';

/** The reasons of the TransactionCanceledException that `call` rejects with. */
export async function reasonsOf(call: Promise<unknown>): Promise<CancellationReason[]> {
  const error = await failureOf(call);
  if (!isCanceled(error)) throw error;
  return error.CancellationReasons ?? [];
}
