import { type Item, itemBytes, sameItem } from './attribute-value.ts';
import { matches } from './condition.ts';
import {
  actions,
  db,
  type Level,
  MAX_ITEM_BYTES,
  type Operation,
  options,
  parse,
  type Request,
  type Store,
  type Table,
} from './dynalite.ts';
import { dynamoError, invalidRequest } from './errors.ts';
import { indexKey, itemKey, wholeIndexKey } from './keys.ts';
import type { Change } from './stream-records.ts';
import type { Tables } from './tables.ts';
import { independent } from './update-actions.ts';

export type WriteKind = 'putItem' | 'updateItem' | 'deleteItem' | 'conditionCheck';

/** A write that was found well formed but has not yet met the item. */
export interface Write {
  kind: WriteKind;
  data: Request;
  table: Table;
  /** Key of the item's row in LevelDB; also the name of its lock. */
  row: string;
  key: string;
  returnOldOnFailure: boolean;
}

/** What a write comes to: its answer, the rows to put and delete, and the item before and after. */
export interface PlannedWrite {
  answer: unknown;
  operations: Operation[];
  change: Change;
}

/** Checks a request's shape. A ConditionCheck has the members of a DeleteItem. Throws a ValidationException. */
export function parseWrite(
  kind: WriteKind,
  body: object,
): { kind: WriteKind; data: Request; returnOldOnFailure: boolean } {
  const returnOldOnFailure =
    'ReturnValuesOnConditionCheckFailure' in body && body.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
  const data = parse(kind === 'conditionCheck' ? 'deleteItem' : kind, body);
  if (data.Item && itemBytes(data.Item) > MAX_ITEM_BYTES) {
    throw invalidRequest('Item size has exceeded the maximum allowed size');
  }
  return { kind, data, returnOldOnFailure };
}

/** Holds a parsed write against its table's keys. Throws ResourceNotFoundException or ValidationException. */
export function addressWrite({ kind, data, returnOldOnFailure }: ReturnType<typeof parseWrite>, tables: Tables): Write {
  const table = tables.get(data.TableName);
  const place = data.Item ?? data.Key ?? {};
  const invalid = data.Item
    ? db.validateItem(place, table)
    : (db.validateKey(place, table) ??
      (kind === 'updateItem' ? db.validateUpdates(data.AttributeUpdates, data._updates, table) : null));
  if (invalid) throw invalid;
  const key = db.createKey(place, table);
  return { kind, data, table, key, row: itemKey(table.TableName, key), returnOldOnFailure };
}

/** Throws ConditionalCheckFailedException, with the item where that was asked for. */
function checkCondition({ data, returnOldOnFailure }: Write, old: Item | undefined): void {
  const fulfilled = data._condition
    ? matches(old ?? {}, data._condition.expression)
    : db.checkConditional(data, old) == null;
  if (fulfilled) return;
  const extra = returnOldOnFailure && old ? { Item: old } : {};
  throw dynamoError('ConditionalCheckFailedException', 'The conditional request failed', extra);
}

/** A store that gives dynalite's action the old item and keeps what the action would write. */
function recordingStore(
  level: Level,
  write: Write,
  old: Item | undefined,
  kept: { next?: Item; operations: Operation[] },
): Store {
  const { table, key, row } = write;
  const indexRow = (kind: string, index: string, rowKey: string): string =>
    indexKey(kind, table.TableName, index, wholeIndexKey(rowKey, key));
  return {
    level,
    options,
    getTable: (_name, checkStatus, callback) =>
      typeof checkStatus === 'function' ? checkStatus(null, table) : callback?.(null, table),
    getItemDb: () => ({
      lock: (_key, run) => run((callback) => callback),
      get: (_key, callback) => callback(null, old),
      put(_key, item, callback) {
        kept.next = item;
        kept.operations.push({ type: 'put', key: row, value: item });
        callback(null);
      },
      del(_key, callback) {
        kept.operations.push({ type: 'del', key: row });
        callback(null);
      },
    }),
    getIndexDb: (kind, _table, index) => ({
      put(rowKey, item, callback) {
        kept.operations.push({ type: 'put', key: indexRow(kind, index, rowKey), value: item });
        callback(null);
      },
      del(rowKey, callback) {
        kept.operations.push({ type: 'del', key: indexRow(kind, index, rowKey) });
        callback(null);
      },
    }),
  };
}

/**
 * Works out what a write does to the old item, by dynalite's own action; writes nothing. The caller holds the item's
 * lock. Throws ConditionalCheckFailedException or, when the update does not fit the item, ValidationException.
 */
export async function planWrite(level: Level, write: Write, old: Item | undefined): Promise<PlannedWrite> {
  const { kind, data, table } = write;
  checkCondition(write, old);
  const kept: { next?: Item; operations: Operation[] } = { operations: [] };
  if (kind === 'conditionCheck') return { answer: {}, operations: [], change: { table, old, next: old } };
  const { _condition, Expected, _updates, ...unconditional } = data;
  const request = _updates ? { ...unconditional, _updates: independent(_updates, old ?? {}) } : unconditional;
  const answer = await new Promise<unknown>((resolve, reject) => {
    const store = recordingStore(level, write, old, kept);
    actions[kind](store, request, (error, result) => (error ? reject(error) : resolve(result)));
  });
  const { next, operations } = kept;
  if (next && itemBytes(next) > MAX_ITEM_BYTES) {
    throw invalidRequest('Item size to update has exceeded the maximum allowed size');
  }
  const unchanged = old && next ? sameItem(old, next) : old === next;
  return { answer, operations: unchanged ? [] : operations, change: { table, old, next } };
}
