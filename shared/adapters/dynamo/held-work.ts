import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Channel, channelQueues, channels } from '../../domain/channel.ts';
import type { HeldMessage, HeldWork } from '../../ports/held-work.ts';
import { createTable, type Key } from './table.ts';
import { shardOf, shards } from './timetable.ts';

const rowSchema = z.object({
  channel: z.enum(channels),
  queue: z.enum(Object.values(channelQueues).flat()),
  id: z.string(),
  body: z.string(),
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
  const shardHeld = async (channel: Channel, shard: number, limit: number): Promise<HeldMessage[]> => {
    const { rows } = await table.page(
      {
        KeyConditionExpression: 'pk = :shard',
        ExpressionAttributeValues: { ':shard': partitionOf(channel, shard) },
        Limit: limit,
      },
      rowSchema,
    );
    return rows;
  };
  return {
    hold: async (message) => {
      await table.put({ ...keyOf(message), ...message });
    },
    held: async (channel, limit) => {
      const perShard = Math.ceil(limit / shards);
      const found = await Promise.all(
        Array.from({ length: shards }, (_, shard) => shardHeld(channel, shard, perShard)),
      );
      return found.flat();
    },
    released: async (message) => {
      await table.remove(keyOf(message));
    },
  };
};
