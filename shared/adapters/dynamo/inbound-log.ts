import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { inboundKinds } from '../../domain/inbound-text.ts';
import { phoneHashSchema } from '../../domain/subscriber.ts';
import type { InboundLog } from '../../ports/inbound-log.ts';
import { counted } from './counter.ts';
import { transactPatiently } from './patient-transaction.ts';
import { createTable } from './table.ts';
import { expiryOf, heldKey, heldPartition, inboundKey, repliesKey } from './text-rows.ts';
import type { Write } from './transaction.ts';

const inboundSchema = z.object({
  sid: z.string(),
  hash: phoneHashSchema,
  phone: z.string(),
  body: z.string(),
  at: z.string(),
  kind: z.enum(inboundKinds),
  held: z.boolean(),
  resolvedAs: z.enum(['opt-out', 'no-opt-out']).nullable(),
});
const heldSchema = z.object({ sid: z.string() });

/** A count of replies is of use on its day alone; the next day's is another row. */
const repliesKeptDays = 2;

/** What came in, in the table Texts. Those that wait for a person have a row more, in the order in which they came. */
export const createInboundLog = (client: DynamoDBDocumentClient, tableName: string): InboundLog => {
  const table = createTable(client, tableName);
  const find = (sid: string) => table.get(inboundKey(sid), inboundSchema);
  const held = async (text: Write, waiting: readonly Write[]): Promise<boolean> => {
    const writes = [text, ...waiting].map((write, at): [string, Write] => [String(at), write]);
    return (await transactPatiently(client, new Map(writes))).size === 0;
  };

  return {
    add: (text, forgetAt) => {
      const expiresAt = expiryOf(forgetAt);
      const waiting = { TableName: tableName, Item: { ...heldKey(text), sid: text.sid, expiresAt } };
      return held(
        {
          Put: {
            TableName: tableName,
            Item: { ...inboundKey(text.sid), ...text, expiresAt },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        text.held ? [{ Put: waiting }] : [],
      );
    },

    find,

    held: async (limit) => {
      const { rows } = await table.page(
        {
          KeyConditionExpression: 'pk = :held',
          ExpressionAttributeValues: { ':held': heldPartition },
          Limit: limit,
        },
        heldSchema,
      );
      const texts = await table.batchGet(
        rows.map(({ sid }) => inboundKey(sid)),
        inboundSchema,
      );
      const bySid = new Map(texts.map((text) => [text.sid, text]));
      return rows.flatMap(({ sid }) => bySid.get(sid) ?? []);
    },

    resolve: async (sid, as) => {
      const text = await find(sid);
      if (!text?.held) return false;
      const resolved: Write = {
        Update: {
          TableName: tableName,
          Key: inboundKey(sid),
          UpdateExpression: 'SET held = :no, resolvedAs = :as',
          ConditionExpression: 'held = :yes',
          ExpressionAttributeValues: { ':yes': true, ':no': false, ':as': as },
        },
      };
      return held(resolved, [{ Delete: { TableName: tableName, Key: heldKey(text) } }]);
    },

    countReply: async (hash, day) => {
      const replies = await counted(client, repliesKey(hash, day), 'replies', {
        TableName: tableName,
        UpdateExpression: 'SET expiresAt = :end ADD replies :one',
        ExpressionAttributeValues: { ':end': expiryOf(day, repliesKeptDays), ':one': 1 },
      });
      return replies ?? 0;
    },
  };
};
