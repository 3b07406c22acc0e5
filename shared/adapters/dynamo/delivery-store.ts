import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { deliverySchema } from '../../domain/delivery.ts';
import { deliveryStates } from '../../domain/delivery-moves.ts';
import { idSchema } from '../../domain/ids.ts';
import { owedSchema } from '../../domain/planned-delivery.ts';
import type { DeliveryStore } from '../../ports/delivery-store.ts';
import { deliveryKey, deliveryPrefix, endpointPartition, eventShards, owedKey } from './delivery-rows.ts';
import { beginWrites, type DeliveryTables, planWrites, settleWrites } from './delivery-writes.ts';
import { transactPatiently } from './patient-transaction.ts';
import { createTable } from './table.ts';

const keySchema = z.object({ pk: z.string(), sk: z.string() });
const ofEventSchema = z.object({
  endpointId: idSchema('endpoint'),
  partnerId: idSchema('partner'),
  rulingId: idSchema('ruling'),
  state: z.enum(deliveryStates),
});

/** The table Deliveries; planning writes to Partners and the Timetable too, in the same transaction. */
export const createDeliveryStore = (client: DynamoDBDocumentClient, tables: DeliveryTables): DeliveryStore => {
  const table = createTable(client, tables.deliveries);

  return {
    plan: async (planned, wake) => (await transactPatiently(client, planWrites(tables, planned, wake))).size === 0,
    begin: async (change, token) => {
      const failed = await transactPatiently(client, beginWrites(tables, change, token));
      if (failed.has('lease')) return 'lost';
      if (failed.has('delivery')) return 'changed';
      return failed.has('predecessor') ? 'blocked' : 'begun';
    },
    settle: async (settlement) => (await transactPatiently(client, settleWrites(tables, settlement))).size === 0,

    get: (place) => table.get(deliveryKey(place), deliverySchema),
    some: (wanted) => table.batchGet(wanted.map(deliveryKey), deliverySchema),
    owed: (subject, endpointIds) =>
      table.batchGet(
        endpointIds.map((id) => owedKey(id, subject)),
        owedSchema,
      ),
    due: async (endpointId, limit) => {
      const { rows } = await table.page(
        {
          IndexName: 'due',
          // a local index can be read strongly consistently, and a wake-up counts on that
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :endpoint',
          ExpressionAttributeValues: { ':endpoint': endpointPartition(endpointId) },
          Limit: limit,
        },
        deliverySchema,
      );
      return rows;
    },
    open: (endpointId) =>
      table.rows(
        {
          KeyConditionExpression: 'pk = :endpoint AND begins_with(sk, :deliveries)',
          FilterExpression: '#state IN (:pending, :waiting)',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: {
            ':endpoint': endpointPartition(endpointId),
            ':deliveries': deliveryPrefix,
            ':pending': 'pending',
            ':waiting': 'waiting',
          },
        },
        deliverySchema,
      ),

    list: async (endpointId, limit, cursor) => {
      const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor);
      const { rows, next } = await table.page(
        {
          KeyConditionExpression: 'pk = :endpoint AND sk BETWEEN :first AND :last',
          ExpressionAttributeValues: {
            ':endpoint': endpointPartition(endpointId),
            ':first': deliveryKey({ kind: 'webhook', endpointId, sequence: 0 }).sk,
            ':last': deliveryKey({ kind: 'webhook', endpointId, sequence: before - 1 }).sk,
          },
          ScanIndexForward: false,
          Limit: limit,
        },
        deliverySchema,
      );
      const last = rows.at(-1);
      return { items: rows, nextCursor: next && last ? String(last.sequence) : null };
    },
    find: async (id) => {
      const { rows } = await table.page(
        {
          IndexName: 'delivery',
          KeyConditionExpression: 'id = :id',
          ExpressionAttributeValues: { ':id': id },
          Limit: 1,
        },
        keySchema,
      );
      return rows[0] && table.get(rows[0], deliverySchema);
    },
    ofEvent: async (eventId) => {
      const found = eventShards(eventId).map((shard) =>
        Array.fromAsync(
          table.rows(
            {
              IndexName: 'event',
              KeyConditionExpression: 'eventShard = :shard',
              ExpressionAttributeValues: { ':shard': shard },
            },
            ofEventSchema,
          ),
        ),
      );
      return (await Promise.all(found)).flat();
    },
  };
};
