import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { broadcastSchema } from '../../domain/broadcast.ts';
import { cohortShardSchema } from '../../domain/cohort.ts';
import { idSchema } from '../../domain/ids.ts';
import type { TextCounts } from '../../domain/text-counts.ts';
import { textStates } from '../../domain/text-ledger.ts';
import type { BroadcastStore } from '../../ports/broadcast-store.ts';
import type { DueWork } from '../../ports/timetable.ts';
import { transactPatiently } from './patient-transaction.ts';
import { createTable } from './table.ts';
import { broadcastKey, ofRulingKey, ofRulingPartition, shardKey, shardPrefix } from './text-rows.ts';
import { dueRow } from './timetable.ts';
import { type Write, writeAll } from './transaction.ts';

const ofRulingSchema = z.object({ broadcastId: idSchema('broadcast') });
/** A shard's mark and its tally: one number a state. */
const statesSchema = z.record(z.enum(textStates), z.int());
const shardSchema = z.looseObject({ shard: cohortShardSchema, segments: z.int() }).transform((row) => {
  const states = statesSchema.parse(Object.fromEntries(textStates.map((state) => [state, row[state]])));
  return { shard: row.shard, counts: { states, segments: row.segments } };
});

const numbersOf = ({ states, segments }: TextCounts): [name: string, value: number][] => [
  ...textStates.map((state): [string, number] => [state, states[state]]),
  ['segments', segments],
];

/** Broadcasts, in the table Texts. */
export const createBroadcastStore = (
  client: DynamoDBDocumentClient,
  tables: { readonly texts: string; readonly timetable: string },
): BroadcastStore => {
  const table = createTable(client, tables.texts);
  const isNew = { TableName: tables.texts, ConditionExpression: 'attribute_not_exists(pk)' };
  /** All or nothing; whether every condition held. */
  const held = async (writes: readonly Write[], due: DueWork | undefined): Promise<boolean> => {
    const all = due ? [...writes, dueRow(tables.timetable, due)] : writes;
    const failed = await transactPatiently(client, new Map(all.map((write, at) => [String(at), write])));
    return failed.size === 0;
  };
  const numbered = (counts: readonly [string, number][]) => ({
    ExpressionAttributeNames: Object.fromEntries(counts.map(([name]) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(counts.map(([name, value]) => [`:${name}`, value])),
  });

  return {
    find: (id) => table.get(broadcastKey(id), broadcastSchema),

    ofRuling: async (rulingId) => {
      const query = {
        KeyConditionExpression: 'pk = :ruling',
        ExpressionAttributeValues: { ':ruling': ofRulingPartition(rulingId) },
      };
      const keys = [];
      for await (const { broadcastId } of table.rows(query, ofRulingSchema)) keys.push(broadcastKey(broadcastId));
      const found = await table.batchGet(keys, broadcastSchema);
      return found.sort((a, b) => a.eventRevision - b.eventRevision);
    },

    freeze: (broadcast, due) =>
      held(
        [
          { Put: { ...isNew, Item: { ...broadcastKey(broadcast.id), ...broadcast } } },
          { Put: { TableName: tables.texts, Item: { ...ofRulingKey(broadcast), broadcastId: broadcast.id } } },
        ],
        due,
      ),

    setStatus: (id, from, to, { plannedAt, due } = {}) =>
      held(
        [
          {
            Update: {
              TableName: tables.texts,
              Key: broadcastKey(id),
              UpdateExpression:
                plannedAt === undefined ? 'SET #status = :to' : 'SET #status = :to, plannedAt = :plannedAt',
              ConditionExpression: '#status = :from',
              ExpressionAttributeNames: { '#status': 'status' },
              ExpressionAttributeValues: { ':from': from, ':to': to, ':plannedAt': plannedAt },
            },
          },
        ],
        due,
      ),

    remind: (due) => writeAll(client, dueRow(tables.timetable, due)),

    markPlanned: (id, shard, counts, due) =>
      held(
        [
          {
            Put: {
              ...isNew,
              Item: { ...shardKey(id, shard), shard, ...Object.fromEntries(numbersOf(counts)) },
            },
          },
        ],
        due,
      ),

    tallies: async (id) => {
      const query = {
        KeyConditionExpression: 'pk = :broadcast AND begins_with(sk, :shard)',
        ExpressionAttributeValues: { ':broadcast': broadcastKey(id).pk, ':shard': shardPrefix },
      };
      return Array.fromAsync(table.rows(query, shardSchema));
    },

    addToTally: async (id, shard, change) => {
      const changed = numbersOf(change).filter(([, value]) => value !== 0);
      if (changed.length === 0) return;
      await table.update(shardKey(id, shard), {
        UpdateExpression: `ADD ${changed.map(([name]) => `#${name} :${name}`).join(', ')}`,
        // an unmarked shard is counted when it is marked
        ConditionExpression: 'attribute_exists(pk)',
        ...numbered(changed),
      });
    },

    setTally: async (id, shard, counts) => {
      const all = numbersOf(counts);
      await table.update(shardKey(id, shard), {
        UpdateExpression: `SET ${all.map(([name]) => `#${name} = :${name}`).join(', ')}`,
        ConditionExpression: 'attribute_exists(pk)',
        ...numbered(all),
      });
    },
  };
};
