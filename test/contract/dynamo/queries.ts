import {
  BatchGetCommand,
  BatchWriteCommand,
  GetCommand,
  paginateQuery,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DynamoUnderTest, failureOf, type OpenDynamo, openThings, put, TABLE } from './under-test.ts';

const SORT_KEYS = ['HEAD', 'REV#0001', 'REV#0002', 'REV#0010', 'REV#0010#note', 'ТЕКСТ'];

export const queries = (open: OpenDynamo): void => {
  describe('queries', () => {
    let engine: DynamoUnderTest;
    type Condition = Omit<QueryCommandInput, 'TableName' | 'ExpressionAttributeValues'>;
    const query = (condition: Condition, values: Record<string, unknown>) =>
      engine.document.send(new QueryCommand({ TableName: TABLE, ExpressionAttributeValues: values, ...condition }));
    const sortKeys = async (condition: string, values: Record<string, unknown>): Promise<unknown[]> => {
      const KeyConditionExpression = `pk = :pk AND ${condition}`;
      const { Items = [] } = await query({ KeyConditionExpression }, { ':pk': 'ruling', ...values });
      return Items.map((item) => item['sk']);
    };

    beforeAll(async () => {
      engine = await openThings(open);
      for (const [at, sk] of SORT_KEYS.entries())
        await put(engine.document, { pk: 'ruling', sk, at, details: { even: at % 2 === 0 } });
      for (const sk of ['a', 'b']) await put(engine.document, { pk: 'ruling2', sk });
    });
    afterAll(() => engine.close());

    it('gives a partition in the order of its sort keys, and backwards', async () => {
      const whole = { KeyConditionExpression: 'pk = :pk' };
      const forwards = await query(whole, { ':pk': 'ruling' });
      expect(forwards.Items?.map((item) => item['sk'])).toEqual(SORT_KEYS);
      const backwards = await query({ ...whole, ScanIndexForward: false }, { ':pk': 'ruling' });
      expect(backwards.Items?.map((item) => item['sk'])).toEqual(SORT_KEYS.toReversed());
    });

    it('bounds the sort key', async () => {
      const revision = 'REV#0002';
      expect(await sortKeys('sk = :v', { ':v': revision })).toEqual([revision]);
      expect(await sortKeys('sk < :v', { ':v': revision })).toEqual(SORT_KEYS.slice(0, 2));
      expect(await sortKeys('sk <= :v', { ':v': revision })).toEqual(SORT_KEYS.slice(0, 3));
      expect(await sortKeys('sk > :v', { ':v': revision })).toEqual(SORT_KEYS.slice(3));
      expect(await sortKeys('sk >= :v', { ':v': revision })).toEqual(SORT_KEYS.slice(2));
      expect(await sortKeys('sk BETWEEN :v AND :w', { ':v': 'REV#0001', ':w': 'REV#0010' })).toEqual(
        SORT_KEYS.slice(1, 4),
      );
      expect(await sortKeys('begins_with(sk, :v)', { ':v': 'REV#' })).toEqual(SORT_KEYS.slice(1, 5));
      expect(await sortKeys('begins_with(sk, :v)', { ':v': 'REV#0010' })).toEqual(SORT_KEYS.slice(3, 5));
      expect(await sortKeys('begins_with(sk, :v)', { ':v': 'absent' })).toEqual([]);
    });

    it('filters after it reads, and counts both', async () => {
      const filtered = await query(
        {
          KeyConditionExpression: 'pk = :pk',
          FilterExpression: 'details = :even AND #at > :zero',
          ExpressionAttributeNames: { '#at': 'at' },
        },
        { ':pk': 'ruling', ':even': { even: true }, ':zero': 0 },
      );
      expect(filtered.Items?.map((item) => item['at'])).toEqual([2, 4]);
      expect(filtered).toMatchObject({ Count: 2, ScannedCount: 6 });
    });

    it('counts without items', async () => {
      const counted = await query({ KeyConditionExpression: 'pk = :pk', Select: 'COUNT' }, { ':pk': 'ruling' });
      expect(counted.Count).toBe(6);
      expect(counted.Items).toBeUndefined();
    });

    it('projects, nested too', async () => {
      const projected = await query(
        { KeyConditionExpression: 'pk = :pk', Limit: 1, ProjectionExpression: 'sk, details.even' },
        { ':pk': 'ruling' },
      );
      expect(projected.Items).toEqual([{ sk: 'HEAD', details: { even: true } }]);
    });

    it.each([true, false])(
      'goes on from a page to the next without gap or repeat (forward %s)',
      async (ScanIndexForward) => {
        const pages = paginateQuery(
          { client: engine.document, pageSize: 2 },
          {
            TableName: TABLE,
            KeyConditionExpression: 'pk = :pk',
            ExpressionAttributeValues: { ':pk': 'ruling' },
            ScanIndexForward,
          },
        );
        const found: unknown[] = [];
        for await (const { Items = [] } of pages) found.push(...Items.map((item) => item['sk']));
        expect(found).toEqual(ScanIndexForward ? SORT_KEYS : SORT_KEYS.toReversed());
      },
    );

    it('ends a page at 1 MB', async () => {
      for (const sk of ['1', '2', '3', '4']) await put(engine.document, { pk: 'wide', sk, text: 'x'.repeat(350_000) });
      const first = await query({ KeyConditionExpression: 'pk = :pk' }, { ':pk': 'wide' });
      expect([2, 3]).toContain(first.Items?.length);
      const rest = await query(
        { KeyConditionExpression: 'pk = :pk', ExclusiveStartKey: first.LastEvaluatedKey },
        { ':pk': 'wide' },
      );
      const found = [...(first.Items ?? []), ...(rest.Items ?? [])].map((item) => item['sk']);
      expect(found).toEqual(['1', '2', '3', '4']);
    });

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

    it('scans the table in pages and in segments', async () => {
      const keys = new Set<string>();
      let start: Record<string, unknown> | undefined;
      do {
        const page = await engine.document.send(
          new ScanCommand({ TableName: TABLE, Limit: 4000, ExclusiveStartKey: start }),
        );
        for (const { pk, sk } of page.Items ?? []) keys.add(`${pk}/${sk}`);
        start = page.LastEvaluatedKey;
      } while (start);
      const segments = await Promise.all(
        [0, 1, 2].map((Segment) =>
          engine.document.send(
            new ScanCommand({
              TableName: TABLE,
              Segment,
              TotalSegments: 3,
              FilterExpression: 'begins_with(pk, :p)',
              ExpressionAttributeValues: { ':p': 'ruling' },
              Select: 'COUNT',
            }),
          ),
        ),
      );
      expect(keys.has('ruling/HEAD') && keys.has('many#9999/1')).toBe(true);
      expect(segments.reduce((sum, { Count = 0 }) => sum + Count, 0)).toBe(SORT_KEYS.length + 2);
    });

    it('gets a batch, consistent and projected; what is not there is left out', async () => {
      const Keys = [...SORT_KEYS, 'absent'].map((sk) => ({ pk: 'ruling', sk }));
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
      expect(items).toEqual(SORT_KEYS.map((sk, at) => ({ sk, at })));
    });

    it('deletes and puts in one batch, and refuses one key twice', async () => {
      const deletion = { DeleteRequest: { Key: { pk: 'ruling2', sk: 'a' } } };
      const addition = { PutRequest: { Item: { pk: 'ruling2', sk: 'c' } } };
      await engine.document.send(new BatchWriteCommand({ RequestItems: { [TABLE]: [deletion, addition] } }));
      const { Items = [] } = await query({ KeyConditionExpression: 'pk = :pk' }, { ':pk': 'ruling2' });
      expect(Items.map((item) => item['sk'])).toEqual(['b', 'c']);
      const twice = engine.document.send(new BatchWriteCommand({ RequestItems: { [TABLE]: [addition, addition] } }));
      expect(await failureOf(twice)).toMatchObject({ name: 'ValidationException' });
    });

    it('names what is wrong: no such table, a key that does not fit, an empty key', async () => {
      const get = (TableName: string, Key: Record<string, unknown>) =>
        failureOf(engine.document.send(new GetCommand({ TableName, Key })));
      expect(await get('Nowhere', { pk: 'a', sk: 'b' })).toMatchObject({ name: 'ResourceNotFoundException' });
      expect(await get(TABLE, { pk: 'a' })).toMatchObject({ name: 'ValidationException' });
      expect(await get(TABLE, { pk: 'a', sk: 1 })).toMatchObject({ name: 'ValidationException' });
      expect(await failureOf(put(engine.document, { pk: '', sk: '1' }))).toMatchObject({ name: 'ValidationException' });
      const reserved = query({ KeyConditionExpression: 'pk = :pk', FilterExpression: 'count > :pk' }, { ':pk': 'a' });
      expect(await failureOf(reserved)).toMatchObject({
        name: 'ValidationException',
        message: expect.stringContaining('reserved'),
      });
    });
  });
};
