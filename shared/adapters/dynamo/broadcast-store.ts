import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Broadcast, broadcastSchema } from '../../domain/broadcast.ts';
import { idSchema, type RulingId } from '../../domain/ids.ts';
import type { BroadcastStore } from '../../ports/broadcast-store.ts';
import type { DueWork } from '../../ports/timetable.ts';
import { counted } from './counter.ts';
import { transactPatiently } from './patient-transaction.ts';
import { createTable, type Key } from './table.ts';
import { codeNamesOf, numbersOf, shardSchema } from './tally-rows.ts';
import {
  broadcastKey,
  newestKey,
  newestPartition,
  ofRulingKey,
  ofRulingPartition,
  shardKey,
  shardPrefix,
} from './text-rows.ts';
import { dueRow } from './timetable.ts';
import { type Write, writeAll } from './transaction.ts';

const pointerSchema = z.object({ broadcastId: idSchema('broadcast') });
type Pointer = z.output<typeof pointerSchema>;

/** Each of the rulings that a broadcast speaks of, once. */
const rulingsOf = (broadcast: Broadcast): readonly RulingId[] =>
  broadcast.kind === 'digest' ? [...new Set(broadcast.items.map(({ rulingId }) => rulingId))] : [broadcast.rulingId];

/** What an attribute is called in an expression: by its own name, which may have other characters than an expression takes. */
const word = (name: string): string => name.replaceAll(/\W/g, '_');
const namesOf = (names: readonly string[]) => Object.fromEntries(names.map((name) => [`#${word(name)}`, name]));
const named = (values: readonly [name: string, value: unknown][]) => ({
  ExpressionAttributeNames: namesOf(values.map(([name]) => name)),
  ExpressionAttributeValues: Object.fromEntries(values.map(([name, value]) => [`:${word(name)}`, value])),
});
const setAll = (values: readonly [name: string, value: unknown][]): string =>
  `SET ${values.map(([name]) => `#${word(name)} = :${word(name)}`).join(', ')}`;
const isThere = { ConditionExpression: 'attribute_exists(pk)' };

/** Broadcasts, in the table Texts. */
export const createBroadcastStore = (
  client: DynamoDBDocumentClient,
  tables: { readonly texts: string; readonly timetable: string },
): BroadcastStore => {
  const table = createTable(client, tables.texts);
  const put = (key: Key, row: Record<string, unknown>, condition = {}): Write => ({
    Put: { TableName: tables.texts, Item: { ...row, ...key }, ...condition },
  });
  const isNew = { ConditionExpression: 'attribute_not_exists(pk)' };
  /** All or nothing; whether every condition held. */
  const held = async (writes: readonly Write[], due: DueWork | undefined): Promise<boolean> => {
    const all = due ? [...writes, dueRow(tables.timetable, due)] : writes;
    const failed = await transactPatiently(client, new Map(all.map((write, at) => [String(at), write])));
    return failed.size === 0;
  };
  const pointedAt = async (pointers: readonly Pointer[]): Promise<Broadcast[]> => {
    const found = await table.batchGet(
      pointers.map(({ broadcastId }) => broadcastKey(broadcastId)),
      broadcastSchema,
    );
    const byId = new Map(found.map((broadcast) => [broadcast.id, broadcast]));
    return pointers.flatMap(({ broadcastId }) => byId.get(broadcastId) ?? []);
  };

  return {
    find: (id) => table.get(broadcastKey(id), broadcastSchema),

    ofRuling: async (rulingId) => {
      const query = {
        KeyConditionExpression: 'pk = :ruling',
        ExpressionAttributeValues: { ':ruling': ofRulingPartition(rulingId) },
      };
      return pointedAt(await Array.fromAsync(table.rows(query, pointerSchema)));
    },

    newest: async (limit) => {
      const { rows } = await table.page(
        {
          KeyConditionExpression: 'pk = :broadcasts',
          ExpressionAttributeValues: { ':broadcasts': newestPartition },
          ScanIndexForward: false,
          Limit: limit,
        },
        pointerSchema,
      );
      return pointedAt(rows);
    },

    freeze: (broadcast, due) => {
      const pointer = { broadcastId: broadcast.id };
      return held(
        [
          put(broadcastKey(broadcast.id), broadcast, isNew),
          put(newestKey(broadcast), pointer),
          ...rulingsOf(broadcast).map((rulingId) => put(ofRulingKey(rulingId, broadcast), pointer)),
        ],
        due,
      );
    },

    setStatus: (id, from, to, { patch = {}, due } = {}) => {
      const changed: [string, unknown][] = [['status', to], ...Object.entries(patch)];
      const { ExpressionAttributeNames, ExpressionAttributeValues } = named(changed);
      const update: Write = {
        Update: {
          TableName: tables.texts,
          Key: broadcastKey(id),
          UpdateExpression: setAll(changed),
          ConditionExpression: '#status = :from',
          ExpressionAttributeNames,
          ExpressionAttributeValues: { ...ExpressionAttributeValues, ':from': from },
        },
      };
      return held([update], due);
    },

    addOwnErrors: async (id, by) => {
      const errors = await counted(client, broadcastKey(id), 'ownErrors', {
        TableName: tables.texts,
        UpdateExpression: 'ADD ownErrors :by',
        ...isThere,
        ExpressionAttributeValues: { ':by': by },
      });
      return errors ?? 0;
    },

    remind: (due) => writeAll(client, dueRow(tables.timetable, due)),

    markPlanned: (id, shard, counts, due) =>
      held([put(shardKey(id, shard), { shard, ...Object.fromEntries(numbersOf(counts)) }, isNew)], due),

    markQueued: async (id, shard, at) => {
      await table.update(shardKey(id, shard), {
        UpdateExpression: 'SET queuedAt = :at',
        ...isThere,
        ExpressionAttributeValues: { ':at': at },
      });
    },

    tallies: async (id) => {
      const query = {
        KeyConditionExpression: 'pk = :broadcast AND begins_with(sk, :shard)',
        ExpressionAttributeValues: { ':broadcast': broadcastKey(id).pk, ':shard': shardPrefix },
      };
      return Array.fromAsync(table.rows(query, shardSchema));
    },

    // an unmarked shard is counted when it is marked
    addToTally: async (id, shard, change) => {
      const changed = numbersOf(change).filter(([, value]) => value !== 0);
      if (changed.length === 0) return;
      const UpdateExpression = `ADD ${changed.map(([name]) => `#${word(name)} :${word(name)}`).join(', ')}`;
      await table.update(shardKey(id, shard), { UpdateExpression, ...isThere, ...named(changed) });
    },

    setTally: async (id, shard, counts) => {
      const all = numbersOf(counts);
      // at once: what is added between the count and this is lost until the next count
      await table.update(shardKey(id, shard), { UpdateExpression: setAll(all), ...isThere, ...named(all) });
      const row = (await table.get(shardKey(id, shard), z.looseObject({}))) ?? {};
      const gone = codeNamesOf(row).filter((name) => !all.some(([counted]) => counted === name));
      if (gone.length === 0) return;
      // nobody has these codes any more; one that is added right now stays until the next count
      await table.update(shardKey(id, shard), {
        UpdateExpression: `REMOVE ${Object.keys(namesOf(gone)).join(', ')}`,
        ...isThere,
        ExpressionAttributeNames: namesOf(gone),
      });
    },
  };
};
