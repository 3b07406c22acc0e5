import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { actorSchema } from '../../domain/actor.ts';
import { type Channel, channels, neverPaused } from '../../domain/channel.ts';
import type { ChannelSwitches } from '../../ports/channel-switches.ts';
import { createTable, type Key } from './table.ts';

const rowSchema = z.object({
  channel: z.enum(channels),
  paused: z.boolean(),
  since: z.string().nullable(),
  actor: actorSchema.nullable(),
});

const keyOf = (channel: Channel): Key => ({ pk: `CHANNEL#${channel}`, sk: 'SWITCH' });

/** Rows of the table Timetable. */
export const createChannelSwitches = (client: DynamoDBDocumentClient, tableName: string): ChannelSwitches => {
  const table = createTable(client, tableName);
  return {
    read: async (channel) => (await table.get(keyOf(channel), rowSchema)) ?? neverPaused(channel),
    set: async (to) => {
      await table.put({ ...keyOf(to.channel), ...to });
    },
  };
};
