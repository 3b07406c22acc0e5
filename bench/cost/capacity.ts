/**
 * DynamoDB's capacity units: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 * An item's size is `itemBytes` of the embedded engine.
 */
import { type Item, itemBytes, sameItem, sameValue } from '../../local/dynamo/attribute-value.ts';

const readBytes = 4_096;
const writeBytes = 1_024;

export interface Read {
  /** Of the items that were looked at, whether or not a filter let them through; 0 where there was none. */
  readonly bytes: number;
  readonly consistent: boolean;
}

/** A get, or all that one page of a query looked at. What is not there costs as much as what is small. */
export const readUnits = ({ bytes, consistent }: Read): number =>
  Math.max(1, Math.ceil(bytes / readBytes)) * (consistent ? 1 : 0.5);

/** An item before and after a write; `undefined` where there is none. */
export interface Write {
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  readonly transactional: boolean;
}

const unitsOfItem = (item: Item): number => Math.max(1, Math.ceil(itemBytes(item) / writeBytes));
const unitsOf = ({ before, after }: Pick<Write, 'before' | 'after'>): number =>
  Math.max(1, ...[before, after].map((item) => (item === undefined ? 0 : unitsOfItem(item))));

/** The keys of an index, its table's own among them. All attributes are projected. */
export type IndexKeys = readonly string[];

/**
 * What an index takes for a write: nothing where the item is in it neither before nor after or is as it was, one write where it is new,
 * gone or changed in place, and two where its key changed. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html
 */
const indexUnits = ({ before, after }: Write, keys: IndexKeys): number => {
  const held = (item: Item | undefined): item is Item => item !== undefined && keys.every((key) => key in item);
  const was = held(before) ? before : undefined;
  const is = held(after) ? after : undefined;
  if (was === undefined || is === undefined) {
    const only = was ?? is;
    return only === undefined ? 0 : unitsOfItem(only);
  }
  if (!keys.every((key) => sameValue(was[key], is[key]))) return unitsOfItem(was) + unitsOfItem(is);
  return sameItem(was, is) ? 0 : unitsOf({ before: was, after: is });
};

/** A transaction writes the table twice, to prepare and to commit; indexes follow once. */
export const writeUnits = (write: Write, indexes: readonly IndexKeys[]): number =>
  unitsOf(write) * (write.transactional ? 2 : 1) + indexes.reduce((units, keys) => units + indexUnits(write, keys), 0);
