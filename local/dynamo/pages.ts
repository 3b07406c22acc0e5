import { type Item, itemBytes } from './attribute-value.ts';
import { matches } from './condition.ts';
import { db, type Level, type Range, type Request, type Table } from './dynalite.ts';
import { indexKey, itemKey, within } from './keys.ts';

/** Query and Scan read at most 1 MB a page, counted before the filter. */
const PAGE_BYTES = 1024 * 1024;

function fulfils(item: Item, data: Request): boolean {
  if (data._filter) return matches(item, data._filter.expression);
  return db.matchesFilter(item, data.QueryFilter ?? data.ScanFilter, data.ConditionalOperator);
}

const pick = (item: Item, names: string[]): Item =>
  Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));

function capacity(data: Request, bytes: number): object {
  if (data.ReturnConsumedCapacity !== 'TOTAL' && data.ReturnConsumedCapacity !== 'INDEXES') return {};
  const units = Math.ceil(bytes / 4096) * (data.ConsistentRead ? 1 : 0.5);
  return { ConsumedCapacity: { TableName: data.TableName, CapacityUnits: units } };
}

async function readPage(
  level: Level,
  table: Table,
  data: Request,
  range: Range,
  isLocal: boolean | undefined,
  fetchItems: boolean,
  startKeyNames: string[],
): Promise<object> {
  const prefix = data.IndexName
    ? indexKey(isLocal ? 'local' : 'global', table.TableName, data.IndexName, '')
    : itemKey(table.TableName, '');
  const items: Item[] = [];
  let [scanned, bytes] = [0, 0];
  let lastKey: Item | undefined;
  for await (const row of level.values<Item>(within(prefix, range))) {
    const item = fetchItems ? await level.get<Item>(itemKey(table.TableName, db.createKey(row, table))) : row;
    if (!item) continue;
    scanned += 1;
    bytes += itemBytes(item);
    if (fulfils(item, data)) items.push(item);
    if (scanned === data.Limit || bytes >= PAGE_BYTES) {
      lastKey = pick(item, startKeyNames);
      break;
    }
  }
  const paths = data._projection?.paths ?? data.AttributesToGet?.map((name) => [name]);
  return {
    ScannedCount: scanned,
    Count: items.length,
    ...(data.Select === 'COUNT' ? {} : { Items: paths ? items.map((item) => db.mapPaths(paths, item)) : items }),
    ...(lastKey ? { LastEvaluatedKey: lastKey } : {}),
    ...capacity(data, bytes),
  };
}

/** dynalite's Query and Scan work out the key range and come here for the page. */
db.queryTable = (store, table, data, range, isLocal, fetchItems, startKeyNames, callback) => {
  readPage(store.level, table, data, range, isLocal, fetchItems, startKeyNames).then(
    (page) => callback(null, page),
    (error: Error) => callback(error),
  );
};
