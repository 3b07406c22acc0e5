import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { scheduledEntrySchema, scheduledRulingSchema, toScheduledEntry } from '../../domain/scheduled-ruling.ts';
import { idempotentAnswerSchema } from '../../ports/ruling-store.ts';
import type { ScheduledRulings } from '../../ports/scheduled-rulings.ts';
import { transactPatiently } from './patient-transaction.ts';
import { idempotencyWrite } from './ruling-commit.ts';
import { scheduledEntryKey, scheduledKey, scheduledPartition } from './ruling-rows.ts';
import { createTable, type Key } from './table.ts';
import { dueRow } from './timetable.ts';
import { type Write, writeAll } from './transaction.ts';

const placeSchema = z.object({ publishAt: z.string() });

/** Rows of the table Rulings: each ruling whole, and apart from it an entry, so that a list reads no bodies. */
export const createScheduledRulings = (
  client: DynamoDBDocumentClient,
  tables: { readonly rulings: string; readonly timetable: string },
): ScheduledRulings => {
  const table = createTable(client, tables.rulings);
  const stands = { ConditionExpression: 'attribute_exists(pk)' };
  const put = (key: Key, row: object): Write => ({ Put: { TableName: table.name, Item: { ...row, ...key } } });
  const remove = (Key: Key): Write => ({ Delete: { TableName: table.name, Key, ...stands } });

  return {
    schedule: async (scheduled, due, remember) => {
      const entry = toScheduledEntry(scheduled);
      const writes = new Map<string, Write>([
        ['whole', put(scheduledKey(scheduled.id), scheduled)],
        ['entry', put(scheduledEntryKey(scheduled), entry)],
        ['due', dueRow(tables.timetable, due)],
      ]);
      if (remember) {
        const answer = { requestHash: remember.requestHash, scheduled: entry };
        writes.set('idempotency', idempotencyWrite(table.name, remember, answer, scheduled.createdAt));
      }
      const answered = (await transactPatiently(client, writes)).get('idempotency');
      return answered ? { kind: 'answered', answer: idempotentAnswerSchema.parse(answered) } : { kind: 'scheduled' };
    },
    find: (id) => table.get(scheduledKey(id), scheduledRulingSchema),
    list: async (limit, cursor) => {
      const pk = scheduledPartition;
      const { rows, next } = await table.page(
        {
          KeyConditionExpression: 'pk = :scheduled',
          ExpressionAttributeValues: { ':scheduled': pk },
          Limit: limit,
          ...(cursor === undefined ? {} : { ExclusiveStartKey: { pk, sk: cursor } }),
        },
        scheduledEntrySchema,
      );
      return { items: rows, nextCursor: next ? String(next['sk']) : null };
    },
    // The condition is that of the commit which publishes it: of the two at once exactly one holds, and the other finds nothing.
    callOff: async (id) => {
      const place = await table.get(scheduledKey(id), placeSchema);
      if (!place) return false;
      const writes = new Map([
        ['whole', remove(scheduledKey(id))],
        ['entry', remove(scheduledEntryKey({ id, ...place }))],
      ]);
      return (await transactPatiently(client, writes)).size === 0;
    },
    fail: async (scheduled, failure) => {
      const mark = (Key: Key): Write => ({
        Update: {
          ...{ TableName: table.name, Key, ...stands, UpdateExpression: 'SET #failure = :failure' },
          ExpressionAttributeNames: { '#failure': 'failure' },
          ExpressionAttributeValues: { ':failure': failure },
        },
      });
      const writes = new Map([
        ['whole', mark(scheduledKey(scheduled.id))],
        ['entry', mark(scheduledEntryKey(scheduled))],
      ]);
      return (await transactPatiently(client, writes)).size === 0;
    },
    remind: (due) => writeAll(client, dueRow(tables.timetable, due)),
  };
};
