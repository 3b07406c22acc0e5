import { createHash } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type DueWork, dueQueues, type Timetable } from '../../ports/timetable.ts';
import { createTable, type Key } from './table.ts';
import type { Write } from './transaction.ts';

/** Due work is spread over so many partitions, so that a million deferred texts are no hot one. */
export const shards = 8;
export const shardOf = (id: string): number => (createHash('sha256').update(id).digest()[0] ?? 0) % shards;

const rowSchema = z.object({
  at: z.string(),
  kind: z.string(),
  id: z.string(),
  queue: z.enum(dueQueues),
  body: z.string(),
});

const keyOf = ({ at, kind, id }: DueWork): Key => ({
  pk: `DUE#${shardOf(id)}`,
  sk: `${at}#${kind}#${id}`,
});

/** The write that puts due work into the Timetable, to go into the transaction of the state that needs it. */
export const dueRow = (tableName: string, work: DueWork): Write => ({
  Put: { TableName: tableName, Item: { ...keyOf(work), ...work } },
});

export const createTimetable = (client: DynamoDBDocumentClient, tableName: string): Timetable => {
  const table = createTable(client, tableName);
  const shardDue = async (shard: number, now: string, limit: number): Promise<DueWork[]> => {
    const { rows } = await table.page(
      {
        KeyConditionExpression: 'pk = :shard AND sk <= :now',
        // "~" sorts after every character of a kind or an id, so work due at this very instant is in
        ExpressionAttributeValues: { ':shard': `DUE#${shard}`, ':now': `${now}~` },
        Limit: limit,
      },
      rowSchema,
    );
    return rows;
  };
  return {
    due: async (now, limit) => {
      const perShard = Math.ceil(limit / shards);
      const found = await Promise.all(Array.from({ length: shards }, (_, shard) => shardDue(shard, now, perShard)));
      return found.flat();
    },
    done: async (work) => {
      // the row may have been put anew since it was read: with another body it is other work, and stays
      await table.remove(keyOf(work), {
        ConditionExpression: 'body = :body',
        ExpressionAttributeValues: { ':body': work.body },
      });
    },
  };
};
