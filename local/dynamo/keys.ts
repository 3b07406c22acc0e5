import { db, type Range, type Table } from './dynalite.ts';

/** Where things lie in LevelDB. `~` is in no table's and no index's name. */
export const tableKey = (table: string): string => `table~${table}`;
export const itemKey = (table: string, key: string): string => `item-${table}~${key}`;
export const indexKey = (kind: string, table: string, index: string, key: string): string =>
  `index-${kind.toLowerCase()}~${table}~${index}~${key}`;
/** The stream record of `table` with a sequence number; see stream-records.ts. */
export const recordKey = (table: string, sequenceNumber: string): string => `stream~${table}~${sequenceNumber}`;
export const trimmedKey = (table: string): string => `trimmed~${table}`;
export const SEQUENCE_KEY = 'sequence~';
export const ttlKey = (table: string): string => `ttl~${table}`;
/** Orders a table's expiring items by their second of expiry, so that a sweep reads only what has expired. */
export const expiryRows = (table: string): string => `expiry~${table}~`;
export const expiryKey = (table: string, second: string, key: string): string => `${expiryRows(table)}${second}~${key}`;
export const tokenKey = (token: string): string => `token~${token}`;
export const tokenTimeKey = (timeAndToken: string): string => `token-time~${timeAndToken}`;

/** All keys that begin with `prefix`, which ends in `~`: keys go on in ASCII, below U+FFFF. */
export const under = (prefix: string): Range => ({ gte: prefix, lt: `${prefix}\uffff` });

/** `range` (keys without their prefix, as dynalite makes them) moved under `prefix`. */
export function within(prefix: string, { gt, gte, lt, lte, reverse }: Range): Range {
  const all = under(prefix);
  return {
    ...(gt !== undefined ? { gt: prefix + gt } : { gte: gte === undefined ? prefix : prefix + gte }),
    ...(lte !== undefined ? { lte: prefix + lte } : { lt: lt === undefined ? `${all.lt}` : prefix + lt }),
    reverse: reverse ?? false,
  };
}

/** dynalite ends an index row's key with 24 bits of a hash of the item's key; ours ends with the key itself. */
const { createIndexKey } = db;
export const wholeIndexKey = (key: string, tableItemKey: string): string => `${key}/${tableItemKey}`;
db.createIndexKey = (item, table: Table, schema) =>
  wholeIndexKey(createIndexKey(item, table, schema), db.createKey(item, table));
