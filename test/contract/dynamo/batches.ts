import { BatchGetCommand, BatchWriteCommand, GetCommand, TransactGetCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DynamoUnderTest, failureOf, type OpenDynamo, openThings, put, TABLE } from './under-test.ts';

const FIRST = { pk: 'batch', sk: 'a', at: 1, height: 1 };
const SECOND = { pk: 'batch', sk: 'b', at: 2, text: 'text' };

/** Many items in one call. */
export const batches = (open: OpenDynamo): void => {
  describe('batches', () => {
    let engine: DynamoUnderTest;
    const stored = async (sk: string): Promise<unknown> =>
      (await engine.document.send(new GetCommand({ TableName: TABLE, Key: { pk: 'batch', sk } }))).Item;

    beforeAll(async () => {
      engine = await openThings(open);
    });
    afterAll(() => engine.close());
    beforeEach(async () => {
      await put(engine.document, FIRST);
      await put(engine.document, SECOND);
    });

    it('gets a batch, consistent and projected; what is not there is left out', async () => {
      const Keys = ['a', 'absent', 'b'].map((sk) => ({ pk: 'batch', sk }));
      const { Responses = {} } = await engine.document.send(
        new BatchGetCommand({
          RequestItems: {
            [TABLE]: {
              Keys,
              ConsistentRead: true,
              ProjectionExpression: 'sk, #at',
              ExpressionAttributeNames: { '#at': 'at' },
            },
          },
        }),
      );
      const items = Responses[TABLE]?.toSorted((one, other) => one['at'] - other['at']);
      expect(items).toEqual([
        { sk: 'a', at: 1 },
        { sk: 'b', at: 2 },
      ]);
    });

    it('gets a batch over tries: what an answer has no room for is asked again', async () => {
      const text = 'x'.repeat(390_000);
      const keys = Array.from({ length: 6 }, (_, at) => ({ pk: 'heavy', sk: String(at) }));
      for (const key of keys) await put(engine.document, { ...key, text });
      const found: unknown[] = [];
      let left: Record<string, unknown>[] = keys;
      while (left.length > 0) {
        const { Responses = {}, UnprocessedKeys = {} } = await engine.document.send(
          new BatchGetCommand({ RequestItems: { [TABLE]: { Keys: left, ConsistentRead: true } } }),
        );
        found.push(...(Responses[TABLE] ?? []).map((item) => item['sk']));
        left = UnprocessedKeys[TABLE]?.Keys ?? [];
      }
      expect(found.toSorted()).toEqual(keys.map(({ sk }) => sk));
    });

    it('gets a batch of 100, and refuses more', async () => {
      const get = (count: number) => {
        const Keys = Array.from({ length: count }, (_, at) => ({ pk: 'batch', sk: `absent${at}` }));
        return engine.document.send(new BatchGetCommand({ RequestItems: { [TABLE]: { Keys } } }));
      };
      expect((await get(100)).Responses).toEqual({ [TABLE]: [] });
      expect(await failureOf(get(101))).toMatchObject({ name: 'ValidationException' });
    });

    it('deletes and puts in one batch, and refuses one key twice', async () => {
      const deletion = { DeleteRequest: { Key: { pk: 'batch', sk: 'a' } } };
      const addition = { PutRequest: { Item: { pk: 'batch', sk: 'c' } } };
      await engine.document.send(new BatchWriteCommand({ RequestItems: { [TABLE]: [deletion, addition] } }));
      expect(await stored('a')).toBeUndefined();
      expect(await stored('c')).toEqual({ pk: 'batch', sk: 'c' });
      const twice = engine.document.send(new BatchWriteCommand({ RequestItems: { [TABLE]: [addition, addition] } }));
      expect(await failureOf(twice)).toMatchObject({ name: 'ValidationException' });
    });

    it('reads many items in the order asked; what is not there is empty', async () => {
      const { Responses } = await engine.document.send(
        new TransactGetCommand({
          TransactItems: [
            { Get: { TableName: TABLE, Key: { pk: 'batch', sk: 'b' } } },
            { Get: { TableName: TABLE, Key: { pk: 'batch', sk: 'absent' } } },
            { Get: { TableName: TABLE, Key: { pk: 'batch', sk: 'a' } } },
          ],
        }),
      );
      expect(Responses?.map(({ Item }) => Item)).toEqual([SECOND, undefined, FIRST]);
    });

    it('reads of an item only what is asked', async () => {
      const Get = { TableName: TABLE, Key: { pk: 'batch', sk: 'a' }, ProjectionExpression: 'height' };
      const { Responses } = await engine.document.send(new TransactGetCommand({ TransactItems: [{ Get }] }));
      expect(Responses).toEqual([{ Item: { height: 1 } }]);
    });
  });
};
