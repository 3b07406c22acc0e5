import { randomUUID } from 'node:crypto';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Channel, channelQueues, channels } from '../../domain/channel.ts';
import type { HeldMessage, HeldRow, HeldWork } from '../../ports/held-work.ts';
import { createTable, type Key, type Page } from './table.ts';
import { shardOf, shards } from './timetable.ts';

const rowSchema = z.object({
  channel: z.enum(channels),
  queue: z.enum(Object.values(channelQueues).flat()),
  id: z.string(),
  body: z.string(),
  writing: z.string(),
});

const partitionOf = (channel: Channel, shard: number): string => `HELD#${channel}#${shard}`;

/** Within a shard the urgent come first. */
const keyOf = ({ channel, queue, id }: HeldMessage): Key => {
  const queues: readonly string[] = channelQueues[channel];
  return { pk: partitionOf(channel, shardOf(id)), sk: `${queues.indexOf(queue)}#${id}` };
};

/** Rows of the table Timetable, over as many partitions as due work has, and without an end of their own. */
export const createHeldWork = (client: DynamoDBDocumentClient, tableName: string): HeldWork => {
  const table = createTable(client, tableName);
  const shardsOf = (channel: Channel, limit: number) =>
    Array.from({ length: shards }, (_, shard) => ({
      KeyConditionExpression: 'pk = :shard',
      ExpressionAttributeValues: { ':shard': partitionOf(channel, shard) },
      Limit: Math.ceil(limit / shards),
    }));
  return {
    hold: async (message) => {
      await table.put({ ...keyOf(message), ...message, writing: randomUUID() });
    },
    held: async (channel, limit) => {
      const found = await Promise.all(
        shardsOf(channel, limit).map((shard): Promise<Page<HeldRow>> => table.page(shard, rowSchema)),
      );
      return found.flatMap(({ rows }) => rows);
    },
    count: async (channel, most) => {
      const counts = await Promise.all(shardsOf(channel, most).map(table.count));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    released: async (row) => {
      await table.remove(keyOf(row), {
        ConditionExpression: 'writing = :writing',
        ExpressionAttributeValues: { ':writing': row.writing },
      });
    },
  };
};
