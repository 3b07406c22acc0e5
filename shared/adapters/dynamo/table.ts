import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';

/** Each table has a partition key `pk` and a sort key `sk`, both strings. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** A DynamoDB condition with its names and values, as the SDK spells them. */
export interface Condition {
  readonly ConditionExpression: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  readonly ExpressionAttributeValues?: Record<string, unknown>;
}

export interface Page<Row> {
  readonly rows: Row[];
  /** Where the next page starts; `undefined` after the last. */
  readonly next: Record<string, unknown> | undefined;
}

/**
 * One table. Expressions stay in sight at the call; rows are parsed by the caller's schema, and a row that does not fit throws.
 * Reads are strongly consistent unless they go to an index. Conditional writes answer whether the condition held.
 */
export const createTable = (client: DynamoDBDocumentClient, TableName: string) => {
  const get = async <Row>({ pk, sk }: Key, schema: z.ZodType<Row>): Promise<Row | undefined> => {
    const { Item } = await client.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }));
    return Item === undefined ? undefined : schema.parse(Item);
  };

  const page = async <Row>(query: Omit<QueryCommandInput, 'TableName'>, schema: z.ZodType<Row>): Promise<Page<Row>> => {
    const consistent = query.IndexName === undefined ? { ConsistentRead: true } : {};
    const answer = await client.send(new QueryCommand({ TableName, ...consistent, ...query }));
    return { rows: (answer.Items ?? []).map((item) => schema.parse(item)), next: answer.LastEvaluatedKey };
  };

  /** How many rows the first page of a query has, without their contents. */
  const count = async (query: Omit<QueryCommandInput, 'TableName' | 'Select'>): Promise<number> => {
    const consistent = query.IndexName === undefined ? { ConsistentRead: true } : {};
    const { Count = 0 } = await client.send(new QueryCommand({ TableName, ...consistent, ...query, Select: 'COUNT' }));
    return Count;
  };

  /** Every page of a query; stop iterating to stop reading. */
  async function* pages<Row>(
    query: Omit<QueryCommandInput, 'TableName'>,
    schema: z.ZodType<Row>,
  ): AsyncGenerator<Row[]> {
    let start = query.ExclusiveStartKey;
    do {
      const { rows: found, next } = await page({ ...query, ExclusiveStartKey: start }, schema);
      yield found;
      start = next;
    } while (start !== undefined);
  }

  /** Every row that the query finds, page by page; stop iterating to stop reading. */
  async function* rows<Row>(query: Omit<QueryCommandInput, 'TableName'>, schema: z.ZodType<Row>): AsyncGenerator<Row> {
    for await (const found of pages(query, schema)) yield* found;
  }

  /** The rows that exist among `keys`, each once, in no order; any number of keys. */
  const batchGet = async <Row>(keys: readonly Key[], schema: z.ZodType<Row>): Promise<Row[]> => {
    const found: Row[] = [];
    // BatchGetItem takes 100 keys, none of them twice, and may leave some for another try (16 MB an answer)
    const once = new Map(keys.map(({ pk, sk }) => [JSON.stringify([pk, sk]), { pk, sk }]));
    let left: Record<string, unknown>[] = [...once.values()];
    while (left.length > 0) {
      const answer = await client.send(
        new BatchGetCommand({ RequestItems: { [TableName]: { Keys: left.slice(0, 100), ConsistentRead: true } } }),
      );
      for (const item of answer.Responses?.[TableName] ?? []) found.push(schema.parse(item));
      left = [...(answer.UnprocessedKeys?.[TableName]?.Keys ?? []), ...left.slice(100)];
    }
    return found;
  };

  const put = (item: Key & Record<string, unknown>, condition?: Condition): Promise<boolean> =>
    whetherHeld(client.send(new PutCommand({ TableName, Item: item, ...condition })));

  const update = ({ pk, sk }: Key, input: Omit<UpdateCommandInput, 'TableName' | 'Key'>): Promise<boolean> =>
    whetherHeld(client.send(new UpdateCommand({ TableName, Key: { pk, sk }, ...input })));

  const remove = ({ pk, sk }: Key, condition?: Condition): Promise<boolean> =>
    whetherHeld(client.send(new DeleteCommand({ TableName, Key: { pk, sk }, ...condition })));

  return { name: TableName, get, page, count, pages, rows, batchGet, put, update, remove };
};
export type Table = ReturnType<typeof createTable>;

const whetherHeld = async (write: Promise<unknown>): Promise<boolean> => {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
};
