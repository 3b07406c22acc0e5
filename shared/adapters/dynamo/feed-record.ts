import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { RulingId } from '../../domain/ids.ts';
import type { FeedRecord } from '../../ports/feed-record.ts';
import { headKey } from './ruling-rows.ts';
import { createTable, type Key } from './table.ts';

const rowSchema = z.object({
  feeds: z.array(z.object({ path: z.string(), writtenAt: z.string(), etag: z.string() })),
});

const recordKey = (id: RulingId, sequence: number): Key => ({
  pk: headKey(id).pk,
  sk: `FEEDS#${String(sequence).padStart(16, '0')}`,
});

/** Rows of the table Rulings, beside the ruling that they tell of. */
export const createFeedRecord = (client: DynamoDBDocumentClient, tableName: string): FeedRecord => {
  const table = createTable(client, tableName);
  return {
    record: async ({ rulingId, sequence }, feeds) => {
      const row = { ...recordKey(rulingId, sequence), feeds };
      await table.put(row, { ConditionExpression: 'attribute_not_exists(pk)' });
    },
    of: async (rulingId, sequence) => (await table.get(recordKey(rulingId, sequence), rowSchema))?.feeds ?? [],
  };
};
