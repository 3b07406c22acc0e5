import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type ApiKeys, apiKeySchema } from '../../ports/api-keys.ts';
import { createTable } from './table.ts';
import { writeAll } from './transaction.ts';

const byHash = (hash: string) => ({ pk: `KEY#${hash}`, sk: 'KEY' });
const inList = (id: string) => ({ pk: 'KEYS', sk: id });
const listedSchema = apiKeySchema.extend({ hash: z.string() });

/** Keys in the table Partners: one row found by its hash, one in the list; both or neither stand. */
export const createApiKeys = (client: DynamoDBDocumentClient, TableName: string): ApiKeys => {
  const table = createTable(client, TableName);
  return {
    find: (hash) => table.get(byHash(hash), apiKeySchema),
    add: async (key, hash) => {
      await writeAll(
        client,
        { Put: { TableName, Item: { ...key, ...byHash(hash) } } },
        { Put: { TableName, Item: { ...key, hash, ...inList(key.id) } } },
      );
    },
    list: async (limit, cursor) => {
      const { rows, next } = await table.page(
        {
          KeyConditionExpression: 'pk = :keys AND sk > :after',
          ExpressionAttributeValues: { ':keys': 'KEYS', ':after': cursor ?? 'key_' },
          Limit: limit,
        },
        apiKeySchema,
      );
      return { items: rows, nextCursor: next ? (rows.at(-1)?.id ?? null) : null };
    },
    remove: async (id) => {
      const row = await table.get(inList(id), listedSchema);
      if (!row) return false;
      await writeAll(
        client,
        { Delete: { TableName, Key: byHash(row.hash) } },
        { Delete: { TableName, Key: inList(id) } },
      );
      return true;
    },
  };
};
