import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { slotAt, type TimelineSlot } from '../../domain/text-timeline.ts';
import type { TextTimeline } from '../../ports/text-timeline.ts';
import { createTable } from './table.ts';
import { broadcastKey, expiryOf, slotKey, slotPrefix } from './text-rows.ts';

const slotSchema = z
  .object({ sk: z.string().startsWith(slotPrefix), accepted: z.int() })
  .transform(({ sk, accepted }): TimelineSlot => ({ at: sk.slice(slotPrefix.length), accepted }));

/** Texts over time, in the table Texts. They are kept for as many days as the ledger. */
export const createTextTimeline = (client: DynamoDBDocumentClient, texts: string, ledgerDays: number): TextTimeline => {
  const table = createTable(client, texts);
  return {
    add: async (id, accepted, now) => {
      if (accepted === 0) return;
      const at = slotAt(now);
      await table.update(slotKey(id, at), {
        UpdateExpression: 'SET expiresAt = :expiresAt ADD accepted :accepted',
        ExpressionAttributeValues: { ':accepted': accepted, ':expiresAt': expiryOf(at, ledgerDays) },
      });
    },
    of: (id) => {
      const query = {
        KeyConditionExpression: 'pk = :broadcast AND begins_with(sk, :pace)',
        ExpressionAttributeValues: { ':broadcast': broadcastKey(id).pk, ':pace': slotPrefix },
      };
      return Array.fromAsync(table.rows(query, slotSchema));
    },
  };
};
