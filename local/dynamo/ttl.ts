import * as z from 'zod';
import type { Item } from './attribute-value.ts';
import { db, type Operation, type Table } from './dynalite.ts';
import type { EngineParts, Handler } from './engine-parts.ts';
import { isApiError } from './errors.ts';
import { OLDEST_EXPIRY_SECONDS, secondText } from './expiry.ts';
import { expiryRows, itemKey, under } from './keys.ts';
import { readRequest } from './request.ts';
import { performWrite } from './write-operations.ts';
import { addressWrite, parseWrite } from './writes.ts';

const tableName = z.object({ TableName: z.string() });
const updateRequest = tableName.extend({
  TimeToLiveSpecification: z.object({ Enabled: z.boolean(), AttributeName: z.string().min(1).max(255) }),
});

/** Enters the items that a table already has when its expiry is turned on. */
async function enterItems({ level, expiry }: EngineParts, table: Table): Promise<void> {
  const rows: Operation[] = [];
  for await (const next of level.values<Item>(under(itemKey(table.TableName, '')))) {
    rows.push(...expiry.operationsFor({ table, old: undefined, next }, db.createKey(next, table)));
    if (rows.length >= 1000) await level.batch(rows.splice(0));
  }
  if (rows.length > 0) await level.batch(rows);
}

/** UpdateTimeToLive and DescribeTimeToLive. Setting what is set already does nothing (AWS refuses it). */
export function ttlOperations(parts: EngineParts): Record<string, Handler> {
  const { tables, expiry } = parts;
  return {
    async UpdateTimeToLive(body) {
      const { TableName, TimeToLiveSpecification } = readRequest(updateRequest, body);
      const table = tables.get(TableName);
      const attribute = TimeToLiveSpecification.Enabled ? TimeToLiveSpecification.AttributeName : undefined;
      if (attribute !== expiry.attributeOf(TableName)) {
        await expiry.set(TableName, attribute, () => enterItems(parts, table));
      }
      return { TimeToLiveSpecification };
    },
    async DescribeTimeToLive(body) {
      const AttributeName = expiry.attributeOf(tables.get(readRequest(tableName, body).TableName).TableName);
      return {
        TimeToLiveDescription: AttributeName
          ? { TimeToLiveStatus: 'ENABLED', AttributeName }
          : { TimeToLiveStatus: 'DISABLED' },
      };
    },
  };
}

/** Deletes an item if it has still expired; a writer may have moved its expiry since. */
async function deleteExpired(parts: EngineParts, table: Table, Key: Item, second: number): Promise<void> {
  const { TableName } = table;
  const attribute = parts.expiry.attributeOf(TableName);
  if (attribute === undefined) return;
  const write = parseWrite('deleteItem', {
    TableName,
    Key,
    ConditionExpression: '#expiry < :now AND #expiry > :oldest',
    ExpressionAttributeNames: { '#expiry': attribute },
    ExpressionAttributeValues: {
      ':now': { N: String(second) },
      ':oldest': { N: String(second - OLDEST_EXPIRY_SECONDS) },
    },
  });
  try {
    await performWrite(parts, addressWrite(write, parts.tables), true);
  } catch (error) {
    if (!isApiError(error) || !error.body.__type.endsWith('#ConditionalCheckFailedException')) throw error;
  }
}

/** Deletes what has expired; the stream's records of it bear the service's `userIdentity`. */
export async function sweepExpired(parts: EngineParts): Promise<void> {
  const second = Math.floor(parts.now() / 1000);
  for (const table of parts.tables.all()) {
    const row = (at: number): string => expiryRows(table.TableName) + secondText(Math.max(at, 0));
    const range = { gte: row(second - OLDEST_EXPIRY_SECONDS), lt: row(second) };
    for await (const Key of parts.level.values<Item>(range)) await deleteExpired(parts, table, Key, second);
  }
}
