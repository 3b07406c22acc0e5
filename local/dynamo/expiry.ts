import type { Item } from './attribute-value.ts';
import type { Level, Operation } from './dynalite.ts';
import { expiryKey, expiryRows, ttlKey, under } from './keys.ts';
import { type Change, keyOf } from './stream-records.ts';

/** DynamoDB leaves alone what expired more than five years ago. */
export const OLDEST_EXPIRY_SECONDS = 5 * 365 * 86_400;

/** Width of a second in an expiry key, so that keys sort as times. */
export const secondText = (second: number): string => String(second).padStart(12, '0');

/** Which attribute of a table holds the second of expiry, kept in memory and written through. */
export interface Expiry {
  attributeOf(table: string): string | undefined;
  /** Rows to write along with a change, so that expiring items can be found in the order of their time. */
  operationsFor(change: Change, key: string): Operation[];
  /**
   * Turns expiry on, or with an undefined attribute off. `enter` writes the rows of the items already there; the
   * attribute reaches the disk after them, so that a kill in between leaves something to do again, not undone.
   */
  set(table: string, attribute: string | undefined, enter?: () => Promise<void>): Promise<void>;
}

/** The second at which an item expires by `attribute`; undefined if it does not hold a number of a sane size. */
function expirySecond(item: Item | undefined, attribute: string): number | undefined {
  const second = Math.floor(Number(item?.[attribute]?.N));
  return second >= 0 && second < 1e12 ? second : undefined;
}

export async function openExpiry(level: Level): Promise<Expiry> {
  const attributes = new Map<string, string>();
  const prefix = ttlKey('');
  for await (const [key, attribute] of level.iterator<string>(under(prefix))) {
    attributes.set(key.slice(prefix.length), attribute);
  }
  return {
    attributeOf: (table) => attributes.get(table),
    operationsFor({ table, old, next }, key) {
      const attribute = attributes.get(table.TableName);
      if (attribute === undefined) return [];
      const [before, after] = [expirySecond(old, attribute), expirySecond(next, attribute)];
      if (before === after) return [];
      const row = (second: number): string => expiryKey(table.TableName, secondText(second), key);
      return [
        ...(before === undefined ? [] : [{ type: 'del' as const, key: row(before) }]),
        ...(after === undefined || !next ? [] : [{ type: 'put' as const, key: row(after), value: keyOf(table, next) }]),
      ];
    },
    async set(table, attribute, enter) {
      if (attribute === undefined) attributes.delete(table);
      else attributes.set(table, attribute);
      await level.clear(under(expiryRows(table)));
      await enter?.();
      const key = ttlKey(table);
      await level.batch([attribute === undefined ? { type: 'del', key } : { type: 'put', key, value: attribute }]);
    },
  };
}
