import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type LedgerKey, ledgerRowSchema } from '../../domain/broadcast.ts';
import type { TextState } from '../../domain/text-ledger.ts';
import type { LedgerPatch, TextLedger } from '../../ports/text-ledger.ts';
import { transactPatiently } from './patient-transaction.ts';
import { isActive, profileKey } from './subscriber-store.ts';
import { createTable } from './table.ts';
import { expiryOf, ledgerKey, ledgerPartition } from './text-rows.ts';
import { dueRow } from './timetable.ts';
import type { Write } from './transaction.ts';

export interface TextTables {
  readonly texts: string;
  readonly subscribers: string;
  readonly timetable: string;
}

/** A row's move as DynamoDB spells it. */
const moveOf = (from: TextState, to: TextState, at: string, patch: LedgerPatch) => {
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

/** The ledger, in the table Texts. */
export const createTextLedger = (client: DynamoDBDocumentClient, tables: TextTables): TextLedger => {
  const table = createTable(client, tables.texts);
  const update = (key: LedgerKey, move: ReturnType<typeof moveOf>): Write => ({
    Update: { TableName: tables.texts, Key: ledgerKey(key), ...move },
  });

  return {
    add: (row) =>
      table.put(
        { ...ledgerKey(row), ...row, expiresAt: expiryOf(row.at) },
        { ConditionExpression: 'attribute_not_exists(pk)' },
      ),
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

    beginPosting: async (key, from, at) => {
      const active: Write = {
        ConditionCheck: { TableName: tables.subscribers, Key: profileKey(key.hash), ...isActive },
      };
      const writes = new Map([
        ['subscriber', active],
        ['row', update(key, moveOf(from, 'posting', at, {}))],
      ]);
      const failed = await transactPatiently(client, writes);
      if (failed.has('row')) return 'moved';
      return failed.has('subscriber') ? 'left' : 'posting';
    },
  };
};
