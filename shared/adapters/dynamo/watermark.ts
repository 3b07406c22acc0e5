import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Watermark } from '../../ports/watermark.ts';
import { relayedKey } from './ruling-rows.ts';
import { createTable } from './table.ts';

const rowSchema = z.object({ relayed: z.int() });

export const createWatermark = (client: DynamoDBDocumentClient, tableName: string): Watermark => {
  const table = createTable(client, tableName);
  return {
    read: async () => (await table.get(relayedKey, rowSchema))?.relayed ?? 0,
    advance: async (sequence) => {
      await table.update(relayedKey, {
        UpdateExpression: 'SET relayed = :sequence',
        ConditionExpression: 'attribute_not_exists(pk) OR relayed < :sequence',
        ExpressionAttributeValues: { ':sequence': sequence },
      });
    },
  };
};
