import {
  BatchWriteCommand,
  paginateQuery,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DynamoUnderTest, failureOf, type OpenDynamo, openThings, put, TABLE } from './under-test.ts';

export const indexes = (open: OpenDynamo): void => {
  describe('indexes', () => {
    let engine: DynamoUnderTest;
    type Condition = Omit<QueryCommandInput, 'TableName' | 'ExpressionAttributeValues'>;
    const query = (condition: Condition, values: Record<string, unknown>) =>
      engine.document.send(new QueryCommand({ TableName: TABLE, ExpressionAttributeValues: values, ...condition }));

    beforeAll(async () => {
      engine = await openThings(open);
    });
    afterAll(() => engine.close());

    it('finds an item in an index under its present keys only', async () => {
      const inShelf = async (shelf: string): Promise<unknown[]> => {
        const { Items = [] } = await query(
          { IndexName: 'byShelf', KeyConditionExpression: 'shelf = :s' },
          { ':s': shelf },
        );
        return Items;
      };
      const item = { pk: 'indexed', sk: '1', shelf: 'upper', height: 2, more: 'x' };
      await put(engine.document, item);
      expect(await inShelf('upper')).toEqual([item]);
      await put(engine.document, { ...item, shelf: 'lower' });
      expect(await inShelf('upper')).toEqual([]);
      expect(await inShelf('lower')).toEqual([{ ...item, shelf: 'lower' }]);
      await engine.document.send(
        new UpdateCommand({ TableName: TABLE, Key: { pk: 'indexed', sk: '1' }, UpdateExpression: 'REMOVE shelf' }),
      );
      expect(await inShelf('lower')).toEqual([]);
    });

    it('reads a local index as of now, in the order of its sort key, without those that have none', async () => {
      const due = async (pk: string): Promise<unknown[]> => {
        const condition = { IndexName: 'due', ConsistentRead: true, KeyConditionExpression: 'pk = :pk', Limit: 10 };
        return (await query(condition, { ':pk': pk })).Items?.map((item) => item['sk']) ?? [];
      };
      const later = { pk: 'local', sk: '1', dueAt: '2026-11-21' };
      await put(engine.document, later);
      await put(engine.document, { pk: 'local', sk: '2', dueAt: '2026-11-20' });
      await put(engine.document, { pk: 'local', sk: '3' });
      await put(engine.document, { pk: 'local2', sk: '4', dueAt: '2026-11-20' });
      expect(await due('local')).toEqual(['2', '1']);
      await put(engine.document, { ...later, dueAt: '2026-11-19' });
      expect(await due('local')).toEqual(['1', '2']);
      await put(engine.document, { pk: 'local', sk: '1' });
      expect(await due('local')).toEqual(['2']);
    });

    it('reads a global index as of now for nobody', async () => {
      const condition = { IndexName: 'byShelf', ConsistentRead: true, KeyConditionExpression: 'shelf = :s' };
      expect(await failureOf(query(condition, { ':s': 'upper' }))).toMatchObject({ name: 'ValidationException' });
    });

    it('orders an index by its number', async () => {
      for (const height of [100, 9, -1, 10.5])
        await put(engine.document, { pk: 'heights', sk: String(height), shelf: 'numbers', height });
      const { Items = [] } = await query(
        { IndexName: 'byShelf', KeyConditionExpression: 'shelf = :s AND height > :h' },
        { ':s': 'numbers', ':h': 0 },
      );
      expect(Items.map((item) => item['height'])).toEqual([9, 10.5, 100]);
    });

    it('keeps 10,000 items apart that share an index key, over pages', async () => {
      const all = Array.from({ length: 10_000 }, (_, at) => `many#${at}`);
      for (let at = 0; at < all.length; at += 25) {
        const requests = all
          .slice(at, at + 25)
          .map((pk) => ({ PutRequest: { Item: { pk, sk: '1', shelf: 'crowded' } } }));
        await engine.document.send(new BatchWriteCommand({ RequestItems: { [TABLE]: requests } }));
      }
      const pages = paginateQuery(
        { client: engine.document, pageSize: 999 },
        {
          TableName: TABLE,
          IndexName: 'keysByShelf',
          KeyConditionExpression: 'shelf = :s',
          ExpressionAttributeValues: { ':s': 'crowded' },
        },
      );
      const found: unknown[] = [];
      for await (const { Items = [] } of pages) found.push(...Items.map((item) => item['pk']));
      expect(found.toSorted()).toEqual(all.toSorted());
    });
  });
};
