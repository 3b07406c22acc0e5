import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { pendingSignUpSchema } from '../../domain/consent.ts';
import type { SignUps } from '../../ports/subscriber-store.ts';
import { counted } from './counter.ts';
import { transactPatiently } from './patient-transaction.ts';
import {
  addressKey,
  askedKey,
  countKey,
  evidenceRow,
  leaverRow,
  pendingKey,
  profileKey,
  suppressionKey,
} from './subscriber-rows.ts';
import { createTable, type Key } from './table.ts';
import { expiryOf } from './text-rows.ts';
import type { Write } from './transaction.ts';

/** `textAskedAt`: when the confirmation left; none where it did not after all. */
const askedSchema = z.object({ textAskedAt: z.string().optional() });
/** One day more than a number is left alone for. */
const askedKeptDays = 31;

/** Sign-ups, in the table Subscribers beside the profiles, whose transactions take them away. */
export const createSignUps = (client: DynamoDBDocumentClient, tableName: string): SignUps => {
  const table = createTable(client, tableName);
  const isAbsent = (Key: Key): Write => ({
    ConditionCheck: { TableName: tableName, Key, ConditionExpression: 'attribute_not_exists(pk)' },
  });
  const textMove = (
    from: string,
    to: string,
  ): Pick<
    NonNullable<Write['Update']>,
    'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
  > => ({
    UpdateExpression: 'SET #text = :to',
    ConditionExpression: '#text = :from',
    ExpressionAttributeNames: { '#text': 'text' },
    ExpressionAttributeValues: { ':from': from, ':to': to },
  });
  return {
    pending: async (hash, now) => {
      const found = await table.get(pendingKey(hash), pendingSignUpSchema);
      return found !== undefined && found.until > now ? found : undefined;
    },

    ask: async (signUp, evidence, address, askedSince) => {
      const { hash } = signUp;
      for (;;) {
        const seen = await table.get(pendingKey(hash), pendingSignUpSchema);
        const { textAskedAt = '' } = (await table.get(askedKey(hash), askedSchema)) ?? {};
        const waits = seen !== undefined && seen.until > signUp.at;
        const pending = waits ? seen : { ...signUp, text: textAskedAt >= askedSince ? 'sent' : signUp.text };
        // what it was when it was read: the same sign-up, and as far
        const asSeen = seen
          ? {
              ConditionExpression: '#at = :at AND #text = :text',
              ExpressionAttributeNames: { '#at': 'at', '#text': 'text' },
              ExpressionAttributeValues: { ':at': seen.at, ':text': seen.text },
            }
          : { ConditionExpression: 'attribute_not_exists(pk)' };
        const from = { ...addressKey(evidence), sealed: address.sealed, expiresAt: expiryOf(address.forgetAt) };
        const writes = new Map<string, Write>([
          [
            'pending',
            {
              Put: {
                TableName: tableName,
                Item: { ...pendingKey(hash), ...pending, expiresAt: expiryOf(pending.until) },
                ...asSeen,
              },
            },
          ],
          ['profile', isAbsent(profileKey(hash))],
          ['suppression', isAbsent(suppressionKey(hash))],
          ['evidence', evidenceRow(tableName, evidence)],
          ['address', { Put: { TableName: tableName, Item: from } }],
          // who never confirms never leaves either, and their evidence goes all the same
          ['leaver', leaverRow(tableName, evidence)],
        ]);
        const failed = await transactPatiently(client, writes);
        if (failed.has('profile') || failed.has('suppression')) return false;
        if (failed.size === 0) return pending.text === 'owed';
        // asked again, or texted, since it was read
      }
    },

    post: async (hash, at) => {
      const asked = { ...askedKey(hash), textAskedAt: at, expiresAt: expiryOf(at, askedKeptDays) };
      const writes = new Map<string, Write>([
        ['pending', { Update: { TableName: tableName, Key: pendingKey(hash), ...textMove('owed', 'posting') } }],
        ['asked', { Put: { TableName: tableName, Item: asked } }],
      ]);
      return (await transactPatiently(client, writes)).size === 0;
    },

    moveText: async (hash, from, to) => {
      if (to !== 'owed') return table.update(pendingKey(hash), textMove(from, to));
      const forget = { TableName: tableName, Key: askedKey(hash), UpdateExpression: 'REMOVE textAskedAt' };
      const writes = new Map<string, Write>([
        ['pending', { Update: { TableName: tableName, Key: pendingKey(hash), ...textMove(from, to) } }],
        ['asked', { Update: forget }],
      ]);
      return (await transactPatiently(client, writes)).size === 0;
    },

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
