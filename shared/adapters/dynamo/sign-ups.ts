import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type PendingSignUp, pendingSignUpSchema } from '../../domain/consent.ts';
import type { SignUps } from '../../ports/subscriber-store.ts';
import { counted } from './counter.ts';
import { transactPatiently } from './patient-transaction.ts';
import { addressKey, countKey, evidenceRow, leaverRow, pendingKey } from './subscriber-rows.ts';
import { createTable } from './table.ts';
import { expiryOf } from './text-rows.ts';
import type { Write } from './transaction.ts';

/** `textAskedAt`: when the confirmation was last asked for. It outlives the sign-up, and so does the row. */
const rowSchema = z
  .object({ textAskedAt: z.string() })
  .and(pendingSignUpSchema)
  .transform(({ textAskedAt, ...signUp }) => ({ signUp, textAskedAt }));
type Row = z.output<typeof rowSchema>;

/** The text is owed, or was already, as it was read. */
const isAsSeen = (seen: Row | undefined) =>
  seen === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: 'textAskedAt = :asked AND #text = :text',
        ExpressionAttributeNames: { '#text': 'text' },
        ExpressionAttributeValues: { ':asked': seen.textAskedAt, ':text': seen.signUp.text },
      };

/** When nothing of it matters any more: it has run out, and another confirmation may be sent. */
const forgottenAt = ({ at, until }: PendingSignUp, textAskedAt: string, askedSince: string): number =>
  Math.max(expiryOf(until), expiryOf(textAskedAt) + expiryOf(at) - expiryOf(askedSince));

/** Sign-ups, in the table Subscribers beside the profiles, whose transactions take them away. */
export const createSignUps = (client: DynamoDBDocumentClient, tableName: string): SignUps => {
  const table = createTable(client, tableName);
  return {
    pending: async (hash, now) => {
      const found = await table.get(pendingKey(hash), rowSchema);
      return found !== undefined && found.signUp.until > now ? found.signUp : undefined;
    },

    ask: async (signUp, evidence, address, askedSince) => {
      const key = pendingKey(signUp.hash);
      for (;;) {
        const seen = await table.get(key, rowSchema);
        const before = seen !== undefined && seen.textAskedAt >= askedSince ? seen : undefined;
        const textAskedAt = before?.textAskedAt ?? signUp.at;
        const text = before?.signUp.text ?? signUp.text;
        const expiresAt = forgottenAt(signUp, textAskedAt, askedSince);
        const pending: Write = {
          Put: { TableName: tableName, Item: { ...key, ...signUp, text, textAskedAt, expiresAt }, ...isAsSeen(seen) },
        };
        const from: Write = {
          Put: {
            TableName: tableName,
            Item: { ...addressKey(evidence), sealed: address.sealed, expiresAt: expiryOf(address.forgetAt) },
          },
        };
        const writes = new Map([
          ['pending', pending],
          ['evidence', evidenceRow(tableName, evidence)],
          ['address', from],
          // who never confirms never leaves either, and their evidence goes all the same
          ['leaver', leaverRow(tableName, evidence)],
        ]);
        if ((await transactPatiently(client, writes)).size === 0) return text === 'owed';
        // asked again, or texted, since it was read
      }
    },

    moveText: (hash, from, to) =>
      table.update(pendingKey(hash), {
        UpdateExpression: 'SET #text = :to',
        ConditionExpression: '#text = :from',
        ExpressionAttributeNames: { '#text': 'text' },
        ExpressionAttributeValues: { ':from': from, ':to': to },
      }),

    // a count has the end of its time in its key, so one whose row is still there counts for nothing later
    count: async (names, until) => {
      const counts = names.map((name) =>
        counted(client, countKey(name, until), 'signUps', {
          TableName: tableName,
          UpdateExpression: 'SET expiresAt = :end ADD signUps :one',
          ExpressionAttributeValues: { ':end': expiryOf(until), ':one': 1 },
        }),
      );
      return (await Promise.all(counts)).map((count) => count ?? 0);
    },
  };
};
