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
  body: z.string().nullable(),
  at: z.string(),
  kind: z.enum(inboundKinds),
  held: z.boolean(),
  resolvedAs: z.enum(['opt-out', 'no-opt-out']).nullable(),
});
/** `resolvedExpiry`: when it is forgotten once it waits no more, in epoch seconds. */
const waitingSchema = z.object({ ...inboundSchema.shape, resolvedExpiry: z.int() });
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
      const expiry = expiryOf(forgetAt);
      // their phone gets nothing until somebody has read it, so that it must not be forgotten before
      const expires = { resolvedExpiry: expiry, expiresAt: text.held ? undefined : expiry };
      const waiting = { TableName: tableName, Item: { ...heldKey(text), sid: text.sid } };
      return held(
        {
          Put: {
            TableName: tableName,
            Item: { ...inboundKey(text.sid), ...text, ...expires },
            ConditionExpression: 'attribute_not_exists(pk)',
          },
        },
        text.held ? [{ Put: waiting }] : [],
      );
    },

    addWords: async (sid, body) => {
      const added = await table.update(inboundKey(sid), {
        UpdateExpression: 'SET #body = :body',
        ConditionExpression: '#body = :none',
        ExpressionAttributeNames: { '#body': 'body' },
        ExpressionAttributeValues: { ':body': body, ':none': null },
      });
      return added ? body : ((await find(sid))?.body ?? body);
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
      const text = await table.get(inboundKey(sid), waitingSchema);
      if (!text?.held) return false;
      const resolved: Write = {
        Update: {
          TableName: tableName,
          Key: inboundKey(sid),
          UpdateExpression: 'SET held = :no, resolvedAs = :as, expiresAt = :end',
          ConditionExpression: 'held = :yes',
          ExpressionAttributeValues: { ':yes': true, ':no': false, ':as': as, ':end': text.resolvedExpiry },
        },
      };
      return held(resolved, [{ Delete: { TableName: tableName, Key: heldKey(text) } }]);
    },

    countReply: async (hash, day, of) => {
      const replies = await counted(client, repliesKey(hash, day, of), 'replies', {
        TableName: tableName,
        UpdateExpression: 'SET expiresAt = :end ADD replies :one',
        ExpressionAttributeValues: { ':end': expiryOf(day, repliesKeptDays), ':one': 1 },
      });
      return replies ?? 0;
    },
  };
};
