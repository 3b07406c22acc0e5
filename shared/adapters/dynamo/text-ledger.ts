import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type LedgerKey, type LedgerRow, ledgerRowSchema } from '../../domain/broadcast.ts';
import { subscriberStatuses } from '../../domain/subscriber.ts';
import type { TextState } from '../../domain/text-ledger.ts';
import type { Counted, TextLedger } from '../../ports/text-ledger.ts';
import { transactPatiently } from './patient-transaction.ts';
import { isActive, isActiveWith, profileKey } from './subscriber-rows.ts';
import { createTable } from './table.ts';
import { expiryOf, ledgerKey, ledgerPartition } from './text-rows.ts';
import { dueRow } from './timetable.ts';
import type { Write } from './transaction.ts';

export interface TextTables {
  readonly texts: string;
  readonly subscribers: string;
  readonly timetable: string;
}

/** As many as DynamoDB takes in one transaction, which costs a round trip of 20 ms however many they are. */
const rowsAtOnce = 100;
const transactionsAtOnce = 8;

/** A row's move as DynamoDB spells it. */
const moveOf = (from: TextState, to: TextState, at: string, patch: Partial<LedgerRow>) => {
  const patched = Object.entries(patch);
  return {
    UpdateExpression: `SET ${['#state = :to', '#at = :at', ...patched.map(([name]) => `#${name} = :${name}`)].join(', ')}`,
    ConditionExpression: '#state = :from',
    ExpressionAttributeNames: {
      '#state': 'state',
      '#at': 'at',
      ...Object.fromEntries(patched.map(([name]) => [`#${name}`, name])),
    },
    ExpressionAttributeValues: {
      ':from': from,
      ':to': to,
      ':at': at,
      ...Object.fromEntries(patched.map(([name, value]) => [`:${name}`, value])),
    },
  };
};

/** Counts a text on the profile of who is active, if it is counted as it was read. */
const countOf = ({ seen, texted }: Counted) => {
  const condition = isActiveWith('texted', seen);
  return {
    UpdateExpression: 'SET texted = :texted',
    ...condition,
    ExpressionAttributeValues: { ...condition.ExpressionAttributeValues, ':texted': texted },
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
};

/** A profile as a failed condition shows it: nothing where there is none. */
const statusSchema = z.object({ status: z.enum(subscriberStatuses).optional() });

/** The ledger, in the table Texts. A row is kept for so many days after it was added. */
export const createTextLedger = (
  client: DynamoDBDocumentClient,
  tables: TextTables,
  ledgerDays: number,
): TextLedger => {
  const table = createTable(client, tables.texts);
  const update = (key: LedgerKey, move: ReturnType<typeof moveOf>): Write => ({
    Update: { TableName: tables.texts, Key: ledgerKey(key), ...move },
  });
  const put = (row: LedgerRow): Write => ({
    Put: {
      TableName: tables.texts,
      Item: { ...ledgerKey(row), ...row, expiresAt: expiryOf(row.at, ledgerDays) },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  });
  /** Those that are there already are left out, and the others tried again. */
  const addSome = async (rows: readonly [name: string, row: LedgerRow][]): Promise<void> => {
    let left = new Map(rows.map(([name, row]) => [name, put(row)]));
    while (left.size > 0) {
      const there = await transactPatiently(client, left);
      if (there.size === 0) return;
      left = new Map([...left].filter(([name]) => !there.has(name)));
    }
  };

  return {
    addAll: async (rows) => {
      // of two rows of one person the first counts, as it would if they came one after the other
      const named = new Map(rows.toReversed().map((row) => [Object.values(ledgerKey(row)).join('#'), row]));
      const left = [...named].reverse();
      const some = Array.from({ length: Math.ceil(left.length / rowsAtOnce) }, () => left.splice(0, rowsAtOnce));
      while (some.length > 0) {
        // what is under way ends before a failure is thrown, so that nothing goes on behind the caller's back
        const ends = await Promise.allSettled(some.splice(0, transactionsAtOnce).map(addSome));
        for (const end of ends) if (end.status === 'rejected') throw end.reason;
      }
    },
    pages: (broadcastId, shard) =>
      table.pages(
        {
          KeyConditionExpression: 'pk = :shard',
          ExpressionAttributeValues: { ':shard': ledgerPartition(broadcastId, shard) },
        },
        ledgerRowSchema,
      ),
    find: (key) => table.get(ledgerKey(key), ledgerRowSchema),
    findMany: (keys) => table.batchGet(keys.map(ledgerKey), ledgerRowSchema),

    move: async (key, from, to, at, patch = {}, due) => {
      const move = moveOf(from, to, at, patch);
      if (!due) return table.update(ledgerKey(key), move);
      const writes = new Map([
        ['row', update(key, move)],
        ['due', dueRow(tables.timetable, due)],
      ]);
      return (await transactPatiently(client, writes)).size === 0;
    },

    beginPosting: async (key, from, at, { counted, struck }) => {
      const profile = { TableName: tables.subscribers, Key: profileKey(key.hash) };
      const subscriber: Write = counted
        ? { Update: { ...profile, ...countOf(counted) } }
        : { ConditionCheck: { ...profile, ...isActive } };
      const writes = new Map([
        ['subscriber', subscriber],
        ['row', update(key, moveOf(from, 'posting', at, { struck }))],
      ]);
      const failed = await transactPatiently(client, writes);
      if (failed.size === 0) return 'posting';
      if (failed.has('row')) return 'moved';
      const { status } = statusSchema.parse(failed.get('subscriber'));
      return status === 'active' ? 'recounted' : 'left';
    },
  };
};
