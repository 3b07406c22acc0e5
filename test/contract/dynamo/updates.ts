import { DeleteCommand, GetCommand, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DynamoUnderTest, failureOf, type OpenDynamo, openThings, put, TABLE } from './under-test.ts';

const Key = { pk: 'updates', sk: '1' };
const ITEM = {
  ...Key,
  count: 1,
  map: { a: 1, inner: { b: 2 } },
  list: ['x'],
  tags: new Set(['red', 'blue']),
  text: 'old',
  nothing: null,
  letters: ['a', 'b', 'c'],
};

type Values = Record<string, unknown>;

/** Expression, its values, and what then differs from {@link ITEM}. */
const CHANGES: [expression: string, values: Values | undefined, changed: Values][] = [
  ['SET #text = :v', { ':v': 'new' }, { text: 'new' }],
  ['SET #count = #count + :v', { ':v': 2 }, { count: 3 }],
  ['SET #count = :v - #count', { ':v': 2 }, { count: 1 }],
  ['SET absent = if_not_exists(absent, :v)', { ':v': 5 }, { absent: 5 }],
  ['SET #count = if_not_exists(#count, :zero) + :v', { ':zero': 0, ':v': 1 }, { count: 2 }],
  ['SET fresh = if_not_exists(fresh, :zero) + :v', { ':zero': 0, ':v': 1 }, { fresh: 1 }],
  ['SET nothing = if_not_exists(nothing, :v)', { ':v': 5 }, {}],
  ['SET absent = if_not_exists(absent, :v)', { ':v': null }, { absent: null }],
  ['SET #list = list_append(#list, :v)', { ':v': ['y'] }, { list: ['x', 'y'] }],
  ['SET #list = list_append(:v, if_not_exists(#list, :v))', { ':v': ['w'] }, { list: ['w', 'x'] }],
  ['SET #map.#inner.b = :v', { ':v': 9 }, { map: { a: 1, inner: { b: 9 } } }],
  ['SET #map.c = :v', { ':v': [1] }, { map: { a: 1, inner: { b: 2 }, c: [1] } }],
  ['SET #list[0] = :v', { ':v': 'z' }, { list: ['z'] }],
  ['SET #list[5] = :v', { ':v': 'z' }, { list: ['x', 'z'] }],
  ['SET #text = :v, #count = #count + :one', { ':v': 'new', ':one': 1 }, { text: 'new', count: 2 }],
  ['SET #map = :v', { ':v': {} }, { map: {} }],
  ['SET #text = :v REMOVE #map', { ':v': 'new' }, { text: 'new', map: undefined }],
  ['SET #text = :v, absent = if_not_exists(absent, :v)', { ':v': 'new' }, { text: 'new', absent: 'new' }],
  // every action sees the item as it was before the update
  ['SET #count = :v, earlier = #count', { ':v': 9 }, { count: 9, earlier: 1 }],
  ['SET earlier = #count ADD #count :v', { ':v': 9 }, { count: 10, earlier: 1 }],
  ['SET earlier = #map REMOVE #map.a', undefined, { map: { inner: { b: 2 } }, earlier: { a: 1, inner: { b: 2 } } }],
  ['SET earlier = letters REMOVE letters[1]', undefined, { letters: ['a', 'c'], earlier: ['a', 'b', 'c'] }],
  ['REMOVE letters[0], letters[2]', undefined, { letters: ['b'] }],
  ['REMOVE letters[0] SET letters[1] = :v', { ':v': 'z' }, { letters: ['z', 'c'] }],
  ['REMOVE #map.a', undefined, { map: { inner: { b: 2 } } }],
  ['REMOVE #list[0]', undefined, { list: [] }],
  ['ADD #count :v', { ':v': -4 }, { count: -3 }],
  ['ADD started :v', { ':v': 4 }, { started: 4 }],
  ['SET #text = :v ADD fresh :one', { ':v': 'new', ':one': 1 }, { text: 'new', fresh: 1 }],
  ['ADD tags :v', { ':v': new Set(['red', 'green']) }, { tags: new Set(['red', 'blue', 'green']) }],
  ['DELETE tags :v', { ':v': new Set(['red', 'absent']) }, { tags: new Set(['blue']) }],
  [
    'SET #text = :v REMOVE #map.#inner ADD #count :one',
    { ':v': 'n', ':one': 1 },
    { text: 'n', count: 2, map: { a: 1 } },
  ],
];

/** Updates that do not fit the item, and what DynamoDB says of them. */
const REFUSED: [expression: string, values: Values | undefined, message: RegExp][] = [
  ['SET #count = #text + :v', { ':v': 1 }, /data type|number/],
  ['SET #list = list_append(#text, :v)', { ':v': ['y'] }, /data type|list/],
  ['SET #text = absent', undefined, /does not exist/],
  ['SET absent.b = :v', { ':v': 1 }, /document path/],
  ['ADD #text :v', { ':v': 1 }, /incorrect data type/],
  ['SET pk = :v', { ':v': 'other' }, /part of the key/],
  ['SET shelf = :v', { ':v': 1 }, /[Tt]ype/],
  ['SET #text = :v', { ':v': 'x'.repeat(410_000) }, /Item size to update/],
  ['SET #text = :v', { ':v': 'я'.repeat(210_000) }, /Item size to update/],
];

const ALIASES = ['text', 'count', 'map', 'list', 'inner'];

const updateOf = (UpdateExpression: string, values: Values | undefined) => {
  const names = ALIASES.filter((name) => new RegExp(`#${name}\\b`).test(UpdateExpression));
  return {
    TableName: TABLE,
    Key,
    UpdateExpression,
    ExpressionAttributeNames:
      names.length > 0 ? Object.fromEntries(names.map((name) => [`#${name}`, name])) : undefined,
    ExpressionAttributeValues: values,
  };
};

export const updates = (open: OpenDynamo): void => {
  describe('updates', () => {
    let engine: DynamoUnderTest;
    const update = (
      UpdateExpression: string,
      values: Values | undefined,
      ReturnValues: 'ALL_NEW' | 'UPDATED_NEW' | 'ALL_OLD' | 'UPDATED_OLD' | 'NONE',
    ) => {
      return engine.document.send(new UpdateCommand({ ...updateOf(UpdateExpression, values), ReturnValues }));
    };
    const stored = async (key: Values = Key): Promise<unknown> =>
      (await engine.document.send(new GetCommand({ TableName: TABLE, Key: key, ConsistentRead: true }))).Item;

    beforeAll(async () => {
      engine = await openThings(open);
    });
    afterAll(() => engine.close());
    beforeEach(async () => {
      await put(engine.document, ITEM);
    });

    it.each(CHANGES)('%s', async (expression, values, changed) => {
      const expected = { ...ITEM, ...changed };
      expect((await update(expression, values, 'ALL_NEW')).Attributes).toEqual(expected);
      expect(await stored()).toEqual(expected);
    });

    it.each(CHANGES)('%s in a transaction', async (expression, values, changed) => {
      const TransactItems = [{ Update: updateOf(expression, values) }];
      await engine.document.send(new TransactWriteCommand({ TransactItems }));
      expect(await stored()).toEqual({ ...ITEM, ...changed });
    });

    it('REMOVE and an emptied set take the attribute away', async () => {
      await update('REMOVE #text DELETE tags :all', { ':all': new Set(['red', 'blue']) }, 'NONE');
      const { text: _, tags: __, ...rest } = ITEM;
      expect(await stored()).toEqual(rest);
    });

    it.each(REFUSED)('refuses %s and leaves the item', async (expression, values, message) => {
      const error = await failureOf(update(expression, values, 'NONE'));
      expect(error).toMatchObject({ name: 'ValidationException', message: expect.stringMatching(message) });
      expect(await stored()).toEqual(ITEM);
    });

    it('makes an item that was not there', async () => {
      const fresh = { pk: 'updates', sk: 'fresh' };
      await engine.document.send(
        new UpdateCommand({
          TableName: TABLE,
          Key: fresh,
          UpdateExpression: 'SET a = :a',
          ExpressionAttributeValues: { ':a': 1 },
        }),
      );
      expect(await stored(fresh)).toEqual({ ...fresh, a: 1 });
    });

    it('returns old and new, whole or what was updated', async () => {
      const grow = (returned: 'UPDATED_NEW' | 'ALL_OLD' | 'UPDATED_OLD' | 'NONE') =>
        update('ADD #count :v', { ':v': 1 }, returned);
      expect((await grow('UPDATED_NEW')).Attributes).toEqual({ count: 2 });
      expect((await grow('UPDATED_OLD')).Attributes).toEqual({ count: 2 });
      expect((await grow('ALL_OLD')).Attributes).toEqual({ ...ITEM, count: 3 });
      expect((await grow('NONE')).Attributes).toBeUndefined();
    });

    it('returns the old item of a put and of a delete', async () => {
      const replaced = await engine.document.send(
        new PutCommand({ TableName: TABLE, Item: { ...Key, text: 'other' }, ReturnValues: 'ALL_OLD' }),
      );
      expect(replaced.Attributes).toEqual(ITEM);
      const deleted = await engine.document.send(new DeleteCommand({ TableName: TABLE, Key, ReturnValues: 'ALL_OLD' }));
      expect(deleted.Attributes).toEqual({ ...Key, text: 'other' });
      expect(await stored()).toBeUndefined();
    });

    it('loses none of many updates at once', async () => {
      await Promise.all(Array.from({ length: 50 }, () => update('ADD #count :v', { ':v': 1 }, 'NONE')));
      expect(await stored()).toMatchObject({ count: 51 });
    });

    it('takes an item of 399 kB and refuses one over 400 kB, counted in UTF-8', async () => {
      const key = { pk: 'updates', sk: 'large' };
      await put(engine.document, { ...key, text: 'я'.repeat(199_000) });
      expect(await failureOf(put(engine.document, { ...key, text: 'я'.repeat(205_000) }))).toMatchObject({
        name: 'ValidationException',
      });
      expect(await stored(key)).toMatchObject({ text: 'я'.repeat(199_000) });
    });
  });
};
