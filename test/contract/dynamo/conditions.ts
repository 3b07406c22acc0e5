import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectUnfulfilled, WRITES } from './conditional-writes.ts';
import { type DynamoUnderTest, failureOf, type OpenDynamo, openThings, put, TABLE } from './under-test.ts';

const ITEM = {
  pk: 'conditions',
  sk: '1',
  text: 'half true',
  number: 7,
  flag: true,
  nothing: null,
  map: { a: 1, b: { c: 'deep' } },
  list: [1, { x: 'y' }],
  tags: new Set(['red', 'green']),
};

const VALUES: Record<string, unknown> = {
  ':text': 'half true',
  ':half': 'half',
  ':six': 6,
  ':seven': 7,
  ':eight': 8,
  ':map': { b: { c: 'deep' }, a: 1 },
  ':otherMap': { a: 1, b: { c: 'shallow' } },
  ':list': [1, { x: 'y' }],
  ':otherList': [{ x: 'y' }, 1],
  ':tags': new Set(['green', 'red']),
  ':red': 'red',
  ':deep': 'deep',
  ':S': 'S',
  ':one': 1,
  ':entry': { x: 'y' },
  ':true': true,
  ':null': null,
};

const HOLDS = [
  'attribute_exists(pk)',
  'attribute_not_exists(absent)',
  'attribute_exists(nothing)',
  'attribute_type(#text, :S)',
  '#text = :text',
  '#text <> :half',
  'absent <> :text',
  '#number > :six AND #number < :eight AND #number >= :seven AND #number <= :seven',
  '#number BETWEEN :six AND :eight',
  '#number IN (:six, :seven)',
  'flag = :true AND nothing = :null',
  'begins_with(#text, :half)',
  'contains(#text, :half)',
  'contains(tags, :red)',
  'contains(#list, :one) AND contains(#list, :entry)',
  'size(#text) > :eight',
  'size(tags) < :six AND size(#list) < :six AND size(#map) < :six',
  '#map = :map',
  '#map <> :otherMap',
  '#map IN (:otherMap, :map)',
  '#list = :list',
  'tags = :tags',
  '#map.b.c = :deep',
  '#text = :text AND attribute_not_exists(absent)',
  '#text = :text AND #map.a = :one AND #map.b.c = :deep',
  '#list[1].x <> :deep',
  'NOT (#text = :half OR attribute_exists(absent))',
  '#number = :six OR #map = :map',
  'attribute_not_exists(pk) OR #number <= :seven',
  'attribute_not_exists(pk) OR #number < :eight',
  'attribute_not_exists(pk) OR #text IN (:half, :text)',
];

const FAILS = [
  'attribute_not_exists(pk)',
  'attribute_exists(absent)',
  'absent = :text',
  'absent = gone',
  'absent = :null',
  'nothing = :text',
  '#text = :seven',
  '#text > :seven',
  '#number BETWEEN :eight AND :eight',
  '#number IN (:six, :eight)',
  'begins_with(#text, :red)',
  'contains(tags, :deep)',
  'contains(#list, :six)',
  'size(absent) > :six',
  '#map = :otherMap',
  '#map <> :map',
  '#map IN (:otherMap, :list)',
  '#list = :otherList',
  'tags = :text',
  '#map.b.absent = :deep',
  'absent.a = :one',
  '#text = :text AND attribute_not_exists(#map)',
  '#text = :text AND #map.a = :eight AND #map.b.c = :deep',
  'NOT #map = :map',
  'attribute_not_exists(pk) OR #number <= :six',
  'attribute_not_exists(pk) OR #number < :seven',
  'attribute_not_exists(pk) OR #text IN (:half, :red)',
];

const HOLDS_OF_NOTHING = [
  'attribute_not_exists(pk)',
  'attribute_not_exists(pk) OR #number <= :six',
  'attribute_not_exists(pk) OR #number < :six',
  'attribute_not_exists(pk) OR #text IN (:half, :text)',
  '#text <> :text',
];

const FAILS_OF_NOTHING = [
  'attribute_exists(pk)',
  '#number = :six',
  '#number < :six',
  'nothing = :null',
  '#text IN (:half, :text)',
  'pk = :text',
];

const NAMES: Record<string, string> = { '#text': 'text', '#number': 'number', '#map': 'map', '#list': 'list' };

/** Only the names and values that an expression uses: DynamoDB refuses others. */
function used<T>(all: Record<string, T>, expression: string): Record<string, T> | undefined {
  const entries = Object.entries(all).filter(([name]) => new RegExp(`${name}\\b`).test(expression));
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

const conditionOf = (ConditionExpression: string) => ({
  ConditionExpression,
  ExpressionAttributeNames: used(NAMES, ConditionExpression),
  ExpressionAttributeValues: used(VALUES, ConditionExpression),
});

export const conditions = (open: OpenDynamo): void => {
  describe('conditions', () => {
    let engine: DynamoUnderTest;
    const Key = { pk: ITEM.pk, sk: ITEM.sk };
    const touch = (ConditionExpression: string): Promise<unknown> =>
      engine.document.send(new UpdateCommand({ TableName: TABLE, Key, ...conditionOf(ConditionExpression) }));
    const stored = async (key: typeof Key): Promise<unknown> =>
      (await engine.document.send(new GetCommand({ TableName: TABLE, Key: key, ConsistentRead: true }))).Item;

    beforeAll(async () => {
      engine = await openThings(open);
    });
    afterAll(() => engine.close());
    beforeEach(() => put(engine.document, ITEM));

    it.each(HOLDS)('%s holds, for every kind of write', async (expression) => {
      for (const [kind, write] of WRITES) {
        await put(engine.document, ITEM);
        await expect(write(engine.document, ITEM, conditionOf(expression)), kind).resolves.toBeDefined();
      }
    });

    it.each(FAILS)('%s fails, for every kind of write', async (expression) => {
      const other = { ...ITEM, text: 'other' };
      for (const [kind, write] of WRITES)
        await expectUnfulfilled(kind, write(engine.document, other, conditionOf(expression)));
      expect(await stored(Key)).toEqual(ITEM);
    });

    const absent = { pk: 'conditions', sk: 'absent' };
    it.each(HOLDS_OF_NOTHING)('%s holds where no item is', async (expression) => {
      for (const [kind, write] of WRITES) {
        await engine.document.send(new DeleteCommand({ TableName: TABLE, Key: absent }));
        await expect(write(engine.document, absent, conditionOf(expression)), kind).resolves.toBeDefined();
      }
      await engine.document.send(new DeleteCommand({ TableName: TABLE, Key: absent }));
    });

    it.each(FAILS_OF_NOTHING)('%s fails where no item is, and makes none', async (expression) => {
      for (const [kind, write] of WRITES)
        await expectUnfulfilled(kind, write(engine.document, absent, conditionOf(expression)));
      expect(await stored(absent)).toBeUndefined();
    });

    it('gives the item that failed, if asked, on put, update and delete', async () => {
      const refused = {
        TableName: TABLE,
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      } as const;
      for (const call of [
        () => engine.document.send(new PutCommand({ ...refused, Item: { ...Key, text: 'new' } })),
        () => engine.document.send(new UpdateCommand({ ...refused, Key })),
        () => engine.document.send(new DeleteCommand({ ...refused, Key })),
      ]) {
        const error = await failureOf(call());
        expect(error).toBeInstanceOf(ConditionalCheckFailedException);
        expect(error).toMatchObject({ Item: { text: { S: 'half true' } } });
      }
      const { Item } = await engine.document.send(new GetCommand({ TableName: TABLE, Key, ConsistentRead: true }));
      expect(Item).toEqual(ITEM);
    });

    it('gives no item unless asked', async () => {
      expect(await failureOf(touch('attribute_not_exists(pk)'))).toMatchObject({ Item: undefined });
    });

    it('lets one of many conditional puts of one key win', async () => {
      const puts = await Promise.allSettled(
        Array.from({ length: 20 }, (_, writer) =>
          engine.document.send(
            new PutCommand({
              TableName: TABLE,
              Item: { pk: 'race', sk: '1', writer },
              ConditionExpression: 'attribute_not_exists(pk)',
            }),
          ),
        ),
      );
      expect(puts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });
  });
};
