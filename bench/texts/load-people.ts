/** Puts subscribers into an engine's store while the engine is closed: some twenty times as fast as over HTTP. */
import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod';
import type { Item } from '../../local/dynamo/attribute-value.ts';
import { db, type Operation } from '../../local/dynamo/dynalite.ts';
import { indexKey, itemKey, wholeIndexKey } from '../../local/dynamo/keys.ts';
import { openTables } from '../../local/dynamo/tables.ts';
import { profileRow, shardOf, shardsPartition } from '../../shared/adapters/dynamo/subscriber-rows.ts';
import type { CohortShard } from '../../shared/domain/cohort.ts';
import type { Vault } from '../../shared/ports/vault.ts';
import type { Person } from './people.ts';
import { tables } from './tables.ts';

const rowsAtOnce = 2_000;
const itemSchema = z.custom<Item>((value) => typeof value === 'object' && value !== null);

/**
 * Profiles, their rows in the index, and the list of shards, as the store's own transactions would leave them; without the evidence of their
 * consent, which neither planning nor sending reads. Answers how many there are.
 */
export const loadPeople = async (
  path: string,
  people: Iterable<Person>,
  vault: Pick<Vault, 'seal'>,
  subscribersTable = tables.subscribers,
): Promise<number> => {
  const { db: level } = db.create({ path });
  await level.open();
  const table = (await openTables(level)).get(subscribersTable);
  const operationsFor = (row: Record<string, unknown>): Operation[] => {
    const item = itemSchema.parse(marshall(row, { removeUndefinedValues: true }));
    const key = db.createKey(item, table);
    const { puts } = db.getIndexActions(table.GlobalSecondaryIndexes ?? [], undefined, item, table);
    return [
      { type: 'put', key: itemKey(table.TableName, key), value: item },
      ...puts.map((put): Operation => {
        const at = indexKey('global', table.TableName, put.index, wholeIndexKey(put.key, key));
        return { type: 'put', key: at, value: put.item };
      }),
    ];
  };

  const shards = new Set<CohortShard>();
  let waiting: Operation[] = [];
  let loaded = 0;
  for (const { phone, subscriber } of people) {
    const sealed = await vault.seal(phone, subscriber.hash);
    shards.add(shardOf(subscriber));
    waiting.push(...operationsFor(profileRow({ ...subscriber, phone: sealed })));
    loaded += 1;
    if (waiting.length >= rowsAtOnce) {
      await level.batch(waiting);
      waiting = [];
    }
  }
  for (const shard of shards) waiting.push(...operationsFor({ pk: shardsPartition, sk: shard }));
  await level.batch(waiting);
  await level.close();
  return loaded;
};
