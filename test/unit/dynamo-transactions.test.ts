import { expect, it } from 'vitest';
import { openCommitLog } from '../../local/dynamo/commit-log.ts';
import { db } from '../../local/dynamo/dynalite.ts';
import type { EngineParts } from '../../local/dynamo/engine-parts.ts';
import { openExpiry } from '../../local/dynamo/expiry.ts';
import { keyLocks } from '../../local/dynamo/key-locks.ts';
import { tableOperations } from '../../local/dynamo/table-operations.ts';
import { openTables } from '../../local/dynamo/tables.ts';
import { transactionOperations } from '../../local/dynamo/transactions.ts';

it('commits one of two different transactions that come under one token in one moment', async () => {
  const { db: level } = db.create({});
  await level.open();
  const now = (): number => 0;
  const parts: EngineParts = {
    level,
    tables: await openTables(level),
    expiry: await openExpiry(level),
    log: await openCommitLog(level, now),
    withKeys: keyLocks(),
    now,
  };
  const { CreateTable, TransactWriteItems } = { ...tableOperations(parts), ...transactionOperations(parts) };
  await CreateTable?.({
    TableName: 'Things',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  });
  const write = (pk: string): Promise<unknown> | undefined =>
    TransactWriteItems?.({
      ClientRequestToken: 'token',
      TransactItems: [{ Put: { TableName: 'Things', Item: { pk: { S: pk } } } }],
    });
  const outcomes = await Promise.allSettled([write('a'), write('b')]);
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  await level.close();
});
