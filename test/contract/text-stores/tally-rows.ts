import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import { createBroadcastStore } from '../../../shared/adapters/dynamo/broadcast-store.ts';
import { countOf, noCounts, plus } from '../../../shared/domain/text-counts.ts';
import type { EmbeddedTables } from '../../embedded-tables.ts';
import { broadcast, ledgerRow, noon } from '../../samples/texting.ts';

const { id } = broadcast();
const shard = 'America/New_York#3' as const;
const Key = { pk: `BROADCAST#${id}`, sk: `SHARD#${shard}` };
const left = countOf(ledgerRow({ state: 'skipped', reason: 'left' }));
const unreachable = countOf(ledgerRow({ state: 'undelivered', code: 30_003 }));

/** What a tally leaves in the table, and finds there from before: what no port tells. */
export const tallyRows = (tables: () => EmbeddedTables): void => {
  const open = async () => {
    const { client, make } = tables();
    const [TableName, timetable] = [await make(), await make()];
    return { client, TableName, broadcasts: createBroadcastStore(client, { texts: TableName, timetable }) };
  };

  test('a shard that was counted before codes and reasons were has none, and can be added to', async () => {
    const { client, TableName, broadcasts } = await open();
    const before = { ...Key, shard, ...noCounts().states, undelivered: 4, segments: 8, queuedAt: noon };
    await client.send(new PutCommand({ TableName, Item: before }));
    const counts = { ...noCounts(), states: { ...noCounts().states, undelivered: 4 }, segments: 8 };
    expect(await broadcasts.tallies(id)).toEqual([{ shard, counts, queuedAt: noon }]);
    for (const change of [left, unreachable]) await broadcasts.addToTally(id, shard, change);
    const after = [counts, left, unreachable].reduce(plus);
    expect(await broadcasts.tallies(id)).toEqual([{ shard, counts: after, queuedAt: noon }]);
  });

  test('a code that nobody has any more is gone from the row with the next count', async () => {
    const { client, TableName, broadcasts } = await open();
    await broadcasts.markPlanned(id, shard, unreachable, undefined);
    const codes = async () => {
      const { Item = {} } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return Object.keys(Item).filter((name) => name.includes('30003'));
    };
    expect(await codes()).toHaveLength(1);
    await broadcasts.setTally(id, shard, left);
    expect(await codes()).toEqual([]);
  });
};
