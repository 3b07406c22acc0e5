/** What calls of DynamoDB take, from what was asked and answered. */
import * as z from 'zod';
import { type Item, itemBytes } from '../../local/dynamo/attribute-value.ts';
import { type IndexKeys, readUnits, writeUnits } from './capacity.ts';
import type { Usage } from './usage.ts';

const item = z.custom<Item>((value) => typeof value === 'object' && value !== null);
const tabled = z.object({ TableName: z.string() });
const put = tabled.extend({ Item: item });
const keyed = tabled.extend({ Key: item });
const batch = z.object({
  RequestItems: z.record(z.string(), z.object({ Keys: z.array(item), ConsistentRead: z.boolean().default(false) })),
});
const query = tabled.extend({ ConsistentRead: z.boolean().default(false) });
const page = z.object({ Items: z.array(item).default([]), Count: z.number(), ScannedCount: z.number() });
const part = z.object({
  Put: put.optional(),
  Update: keyed.optional(),
  Delete: keyed.optional(),
  ConditionCheck: keyed.optional(),
});
const transaction = z.object({ TransactItems: z.array(part) });

/** An item's place: its table, and its key where the table's keys are `pk` and `sk`. */
export interface Place {
  readonly table: string;
  readonly key: Item;
}
const idOf = ({ table, key }: Place): string => `${table} ${key['pk']?.S} ${key['sk']?.S}`;
const place = ({ TableName: table, Key: key }: z.output<typeof keyed>): Place => ({ table, key });

/** The items that a call updates: what they have become stands neither in the request nor in its answer. */
export const updatedBy = (action: string, input: unknown): Place[] => {
  const { success, data } = transaction.safeParse(input);
  if (success) return data.TransactItems.flatMap(({ Update }) => (Update ? [place(Update)] : []));
  return action === 'dynamodb:UpdateItem' ? [place(keyed.parse(input))] : [];
};

export interface DynamoCall {
  /** `dynamodb:Query`; of a transaction, that of any part. */
  readonly action: string;
  readonly input: unknown;
  readonly output: unknown;
  /** What the items of {@link updatedBy} have become, in their order. */
  readonly updated: readonly (Item | undefined)[];
}

export interface DynamoMeter {
  /** Calls come in the order in which they were done, and from the first one on: a write costs by what it replaces. */
  usageOf(call: DynamoCall): Usage;
}

export const createDynamoMeter = (indexesOf: (table: string) => readonly IndexKeys[]): DynamoMeter => {
  const held = new Map<string, Item>();

  const write = (at: Place, after: Item | undefined, transactional: boolean): Usage => {
    const id = idOf(at);
    const units = writeUnits({ before: held.get(id), after, transactional }, indexesOf(at.table));
    if (after) held.set(id, after);
    else held.delete(id);
    return { dynamoWrites: units };
  };

  const read = (at: Place, found: Item | undefined, consistent: boolean): number => {
    const whole = held.get(idOf(at)) ?? found; // an answer may hold a part of the item, and costs the whole
    return readUnits({ bytes: whole ? itemBytes(whole) : 0, consistent });
  };

  const transact = (input: z.output<typeof transaction>, updated: readonly (Item | undefined)[]): Usage => {
    const left = [...updated];
    const units = input.TransactItems.map(({ Put, Update, Delete, ConditionCheck }) => {
      if (Put) return write({ table: Put.TableName, key: Put.Item }, Put.Item, true);
      if (Update) return write(place(Update), left.shift(), true);
      if (Delete) return write(place(Delete), undefined, true);
      if (!ConditionCheck) throw new Error('a transaction has a part that is not counted');
      const checked = held.get(idOf(place(ConditionCheck)));
      return { dynamoWrites: writeUnits({ before: checked, after: checked, transactional: true }, []) };
    });
    return { dynamoWrites: units.reduce((sum, { dynamoWrites = 0 }) => sum + dynamoWrites, 0) };
  };

  return {
    usageOf({ action, input, output, updated }) {
      const { success, data } = transaction.safeParse(input);
      if (success) return transact(data, updated);
      if (action === 'dynamodb:PutItem') {
        const { TableName: table, Item: after } = put.parse(input);
        return write({ table, key: after }, after, false);
      }
      if (action === 'dynamodb:UpdateItem') return write(place(keyed.parse(input)), updated[0], false);
      if (action === 'dynamodb:DeleteItem') return write(place(keyed.parse(input)), undefined, false);
      if (action === 'dynamodb:GetItem') {
        const { Item: found } = z.object({ Item: item.optional() }).parse(output);
        const { ConsistentRead } = query.parse(input);
        return { dynamoReads: read(place(keyed.parse(input)), found, ConsistentRead) };
      }
      if (action === 'dynamodb:BatchGetItem') {
        const units = Object.entries(batch.parse(input).RequestItems).flatMap(([table, { Keys, ConsistentRead }]) =>
          Keys.map((key) => read({ table, key }, undefined, ConsistentRead)),
        );
        return { dynamoReads: units.reduce((sum, each) => sum + each, 0) };
      }
      if (action === 'dynamodb:Query') {
        const { Items, Count, ScannedCount } = page.parse(output);
        const found = Items.reduce((bytes, each) => bytes + itemBytes(each), 0);
        // what a filter kept back was looked at too: as large as what it let through, on average
        const bytes = Count === 0 ? 0 : (found * ScannedCount) / Count;
        return { dynamoReads: readUnits({ bytes, consistent: query.parse(input).ConsistentRead }) };
      }
      throw new Error(`${action} is not counted`);
    },
  };
};
