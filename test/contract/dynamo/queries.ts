import { GetCommand, paginateQuery, QueryCommand, type QueryCommandInput, ScanCommand } from '@aws-sdk/lib-dynamodb';
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
      for (const [at, sk] of SORT_KEYS.entries()) {
        const grades = [`g${at}`, `g${at + 1}`];
        await put(engine.document, { pk: 'ruling', sk, at, grades, details: { even: at % 2 === 0 } });
      }
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

    it.each([
      ['contains(grades, :g) AND contains(grades, :h)', { ':g': 'g1', ':h': 'g2' }, [1]],
      ['contains(grades, :g) AND #at > :zero', { ':g': 'g2', ':zero': 1 }, [2]],
      ['#at IN (:one, :four)', { ':one': 1, ':four': 4 }, [1, 4]],
    ])('filters by %s', async (FilterExpression, values, expected) => {
      const names = FilterExpression.includes('#at') ? { ExpressionAttributeNames: { '#at': 'at' } } : {};
      const condition = { KeyConditionExpression: 'pk = :pk', FilterExpression, ...names };
      const { Items = [] } = await query(condition, { ':pk': 'ruling', ...values });
      expect(Items.map((item) => item['at'])).toEqual(expected);
    });

    it('counts what it passes over against the limit', async () => {
      const passed = await query(
        { KeyConditionExpression: 'pk = :pk', FilterExpression: 'details = :odd', Limit: 1 },
        { ':pk': 'ruling', ':odd': { even: false } },
      );
      expect(passed).toMatchObject({ Count: 0, ScannedCount: 1, LastEvaluatedKey: { pk: 'ruling', sk: 'HEAD' } });
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

    it.each([true, false])('goes on from a key that no item has (forward %s)', async (ScanIndexForward) => {
      const between = { pk: 'ruling', sk: 'REV#0001#gone' };
      const condition = { KeyConditionExpression: 'pk = :pk', ExclusiveStartKey: between, ScanIndexForward };
      const { Items = [] } = await query(condition, { ':pk': 'ruling' });
      const expected = ScanIndexForward ? SORT_KEYS.slice(2) : SORT_KEYS.slice(0, 2).toReversed();
      expect(Items.map((item) => item['sk'])).toEqual(expected);
    });

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

    it('scans the table in pages and in segments', async () => {
      const keys = new Set<string>();
      let start: Record<string, unknown> | undefined;
      do {
        const page = await engine.document.send(
          new ScanCommand({ TableName: TABLE, Limit: 5, ExclusiveStartKey: start }),
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
      expect(keys.size).toBe(SORT_KEYS.length + 2 + 4);
      expect(segments.reduce((sum, { Count = 0 }) => sum + Count, 0)).toBe(SORT_KEYS.length + 2);
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
