import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import type { Item } from './attribute-value.ts';
import { db, type Index, type Level, type Operation, parse, type Table } from './dynalite.ts';
import type { EngineParts, Handler } from './engine-parts.ts';
import { dynamoError } from './errors.ts';
import { indexKey, itemKey, recordKey, tableKey, trimmedKey, under, wholeIndexKey } from './keys.ts';
import { readRequest } from './request.ts';
import { activeIndex, describeNewTable, readStreamSpecification, withStream } from './table-description.ts';

const globalIndex = z.object({
  IndexName: z.string().regex(/^[\w.-]{3,255}$/),
  KeySchema: z
    .array(z.object({ AttributeName: z.string(), KeyType: z.string() }))
    .min(1)
    .max(2),
  Projection: z.object({
    ProjectionType: z.enum(['ALL', 'INCLUDE', 'KEYS_ONLY']),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
});
const updateRequest = z.object({
  TableName: z.string(),
  AttributeDefinitions: z
    .array(z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }))
    .optional(),
  GlobalSecondaryIndexUpdates: z
    .array(z.union([z.object({ Create: globalIndex }), z.object({ Delete: z.object({ IndexName: z.string() }) })]))
    .default([]),
});

const globalPrefix = (table: string, name: string): string => indexKey('global', table, name, '');

/** Rows of an index that is new on a table with items, written in batches of about 1,000. */
async function fillIndex(level: Level, table: Table, added: Index): Promise<void> {
  let rows: Operation[] = [];
  for await (const item of level.values<Item>(under(itemKey(table.TableName, '')))) {
    for (const put of db.getIndexActions([added], undefined, item, table).puts) {
      const key = wholeIndexKey(put.key, db.createKey(item, table));
      rows.push({ type: 'put', key: globalPrefix(table.TableName, added.IndexName) + key, value: put.item });
    }
    if (rows.length >= 1000) {
      await level.batch(rows);
      rows = [];
    }
  }
  if (rows.length > 0) await level.batch(rows);
}

/**
 * UpdateTable: streams on and off, indexes added and dropped; not isolated from writes to the table meanwhile. A stream
 * that is already as asked keeps its ARN (AWS refuses the call).
 */
async function updateTable({ level, tables, now }: EngineParts, body: object): Promise<unknown> {
  const data = readRequest(updateRequest, body);
  let table = tables.get(data.TableName);
  if (data.AttributeDefinitions) table = { ...table, AttributeDefinitions: data.AttributeDefinitions };
  for (const update of data.GlobalSecondaryIndexUpdates) {
    const name = 'Create' in update ? update.Create.IndexName : update.Delete.IndexName;
    const others = (table.GlobalSecondaryIndexes ?? []).filter(({ IndexName }) => IndexName !== name);
    await level.clear(under(globalPrefix(table.TableName, name)));
    const added = 'Create' in update ? [activeIndex(table.TableArn, update.Create)] : [];
    table = { ...table, GlobalSecondaryIndexes: [...others, ...added] };
    for (const one of added) await fillIndex(level, table, one);
  }
  const stream = readStreamSpecification(body);
  if (stream && !isDeepStrictEqual(stream, table.StreamSpecification)) table = withStream(table, stream, now());
  await tables.save(table);
  return { TableDescription: table };
}

/** DeleteTable: the description goes last, so that a kill leaves a table that can be deleted again. */
async function deleteTable({ level, tables, expiry }: EngineParts, body: object): Promise<unknown> {
  const table = tables.get(parse('deleteTable', body).TableName);
  const { TableName } = table;
  const prefixes = [itemKey(TableName, ''), recordKey(TableName, '')];
  for (const kind of ['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'] as const) {
    for (const { IndexName } of table[kind] ?? []) {
      prefixes.push(indexKey(kind.replace('SecondaryIndexes', ''), TableName, IndexName, ''));
    }
  }
  for (const prefix of prefixes) await level.clear(under(prefix));
  await level.batch([{ type: 'del', key: trimmedKey(TableName) }]);
  await expiry.set(TableName, undefined);
  await tables.remove(TableName);
  return { TableDescription: { ...table, TableStatus: 'DELETING' } };
}

/** CreateTable, DescribeTable, ListTables, UpdateTable and DeleteTable; all take effect at once. */
export function tableOperations(parts: EngineParts): Record<string, Handler> {
  const { tables, withKeys, now } = parts;
  const alone =
    (handler: Handler): Handler =>
    (body) =>
      withKeys([tableKey('')], () => handler(body));
  return {
    CreateTable: alone(async (body) => {
      const table = describeNewTable(body, now());
      if (tables.has(table.TableName)) {
        throw dynamoError('ResourceInUseException', `Table already exists: ${table.TableName}`);
      }
      await tables.save(table);
      return { TableDescription: table };
    }),
    DescribeTable: async (body) => ({ Table: tables.get(parse('describeTable', body).TableName) }),
    async ListTables(body) {
      const { ExclusiveStartTableName: after = '', Limit = 100 } = parse('listTables', body);
      const names = tables
        .all()
        .map(({ TableName }) => TableName)
        .filter((name) => name > after)
        .sort();
      const page = names.slice(0, Limit);
      return { TableNames: page, ...(names.length > Limit ? { LastEvaluatedTableName: page.at(-1) } : {}) };
    },
    UpdateTable: alone((body) => updateTable(parts, body)),
    DeleteTable: alone((body) => deleteTable(parts, body)),
  };
}
