import { CreateTableCommand, DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand,
  type DynamoDBStreamsClient,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  ListStreamsCommand,
  type _Record as StreamRecord,
} from '@aws-sdk/client-dynamodb-streams';
import { DeleteCommand, PutCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type DynamoUnderTest,
  failureOf,
  type OpenDynamo,
  openThings,
  put,
  reasonsOf,
  TABLE,
  THINGS,
} from './under-test.ts';

/** The stream of a table and its one shard. */
export async function streamOf(
  engine: DynamoUnderTest,
  TableName = TABLE,
): Promise<{ StreamArn: string; ShardId: string }> {
  const { Table } = await engine.client.send(new DescribeTableCommand({ TableName }));
  const StreamArn = Table?.LatestStreamArn ?? '';
  const { StreamDescription } = await engine.streams.send(new DescribeStreamCommand({ StreamArn }));
  return { StreamArn, ShardId: StreamDescription?.Shards?.[0]?.ShardId ?? '' };
}

type From = Omit<GetShardIteratorCommandInput, 'StreamArn' | 'ShardId'>;
const OLDEST: From = { ShardIteratorType: 'TRIM_HORIZON' };

export async function iteratorOf(engine: DynamoUnderTest, from: From = OLDEST, table = TABLE): Promise<string> {
  const shard = await streamOf(engine, table);
  const { ShardIterator } = await engine.streams.send(new GetShardIteratorCommand({ ...shard, ...from }));
  return ShardIterator ?? '';
}

/** All records from an iterator on, read in pages of `Limit`, and the iterator after them. */
export async function readOn(
  streams: DynamoDBStreamsClient,
  start: string,
  Limit = 1000,
): Promise<{ records: StreamRecord[]; next: string }> {
  const records: StreamRecord[] = [];
  let next = start;
  for (;;) {
    const { Records = [], NextShardIterator = '' } = await streams.send(
      new GetRecordsCommand({ ShardIterator: next, Limit }),
    );
    next = NextShardIterator;
    if (Records.length === 0) return { records, next };
    records.push(...Records);
  }
}

export const numbersOf = (records: StreamRecord[]): string[] =>
  records.map(({ dynamodb }) => dynamodb?.SequenceNumber ?? '');
export const sortKeysOf = (records: StreamRecord[]): (string | undefined)[] =>
  records.map(({ dynamodb }) => dynamodb?.Keys?.['sk']?.S);
const inOrder = (numbers: string[]): boolean =>
  numbers.every((number, at) => at === 0 || BigInt(number) > BigInt(numbers[at - 1] ?? 0));

export const streams = (open: OpenDynamo): void => {
  describe('streams', () => {
    let engine: DynamoUnderTest;
    beforeAll(async () => {
      engine = await openThings(open);
    });
    afterAll(() => engine.close());
    const since = async (work: () => Promise<unknown>): Promise<StreamRecord[]> => {
      const start = await iteratorOf(engine, { ShardIteratorType: 'LATEST' });
      await work();
      return (await readOn(engine.streams, start)).records;
    };

    it('lists the stream of a table and describes it', async () => {
      const { StreamArn } = await streamOf(engine);
      const { Streams } = await engine.streams.send(new ListStreamsCommand({ TableName: TABLE }));
      expect(Streams).toEqual([expect.objectContaining({ StreamArn, TableName: TABLE })]);
      const { StreamDescription } = await engine.streams.send(new DescribeStreamCommand({ StreamArn }));
      expect(StreamDescription).toMatchObject({
        StreamStatus: 'ENABLED',
        StreamViewType: 'NEW_AND_OLD_IMAGES',
        TableName: TABLE,
      });
    });

    it('refuses a stream that is not there', async () => {
      const { StreamArn } = await streamOf(engine);
      for (const absent of [`${StreamArn}9`, StreamArn.replace(TABLE, 'Nowhere')]) {
        const call = engine.streams.send(new DescribeStreamCommand({ StreamArn: absent }));
        expect(await failureOf(call)).toMatchObject({ name: 'ResourceNotFoundException' });
      }
    });

    it('records new images alone where that is asked', async () => {
      const { GlobalSecondaryIndexes: _, LocalSecondaryIndexes: __, ...things } = structuredClone(THINGS);
      const TableName = 'NewThings';
      await engine.client.send(
        new CreateTableCommand({
          ...things,
          TableName,
          AttributeDefinitions: things.AttributeDefinitions.slice(0, 2),
          StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
        }),
      );
      const Item = { pk: 'new', sk: '1', n: 1 };
      await engine.document.send(new PutCommand({ TableName, Item }));
      await engine.document.send(new PutCommand({ TableName, Item: { ...Item, n: 2 } }));
      await engine.document.send(new DeleteCommand({ TableName, Key: { pk: 'new', sk: '1' } }));
      const { records } = await readOn(engine.streams, await iteratorOf(engine, OLDEST, TableName));
      const found = records.map(({ eventName, dynamodb }) => [eventName, dynamodb?.NewImage?.['n']?.N]);
      expect(found).toEqual([
        ['INSERT', '1'],
        ['MODIFY', '2'],
        ['REMOVE', undefined],
      ]);
      expect(records.map(({ dynamodb }) => dynamodb?.OldImage)).toEqual([undefined, undefined, undefined]);
    });

    it('records an insert, a change and a removal with their images', async () => {
      const Key = { pk: 'streamed', sk: '1' };
      const records = await since(async () => {
        await put(engine.document, { ...Key, n: 1 });
        await engine.document.send(
          new UpdateCommand({
            TableName: TABLE,
            Key,
            UpdateExpression: 'ADD n :one',
            ExpressionAttributeValues: { ':one': 1 },
          }),
        );
        await engine.document.send(new DeleteCommand({ TableName: TABLE, Key }));
      });
      const Keys = { pk: { S: 'streamed' }, sk: { S: '1' } };
      const image = (n: string) => ({ ...Keys, n: { N: n } });
      expect(records).toMatchObject([
        { eventName: 'INSERT', eventSource: 'aws:dynamodb', dynamodb: { Keys, NewImage: image('1') } },
        { eventName: 'MODIFY', dynamodb: { Keys, NewImage: image('2'), OldImage: image('1') } },
        { eventName: 'REMOVE', dynamodb: { Keys, OldImage: image('2') } },
      ]);
      expect(records[0]?.dynamodb?.OldImage).toBeUndefined();
      expect(records[2]?.dynamodb?.NewImage).toBeUndefined();
      expect(records.map(({ userIdentity }) => userIdentity)).toEqual([undefined, undefined, undefined]);
      expect(inOrder(numbersOf(records))).toBe(true);
    });

    it('records nothing when nothing changed', async () => {
      const Key = { pk: 'streamed', sk: 'same' };
      await put(engine.document, { ...Key, tags: new Set(['a', 'b']), map: { x: 1, y: 2 } });
      const records = await since(async () => {
        await put(engine.document, { map: { y: 2, x: 1 }, tags: new Set(['b', 'a']), ...Key });
        await engine.document.send(
          new UpdateCommand({
            TableName: TABLE,
            Key,
            UpdateExpression: 'SET #m.x = :x',
            ExpressionAttributeNames: { '#m': 'map' },
            ExpressionAttributeValues: { ':x': 1 },
          }),
        );
        await put(engine.document, { ...Key, sk: 'end' });
      });
      expect(sortKeysOf(records)).toEqual(['end']);
    });

    it('records no removal of what is not there', async () => {
      const records = await since(async () => {
        await engine.document.send(new DeleteCommand({ TableName: TABLE, Key: { pk: 'streamed', sk: 'absent' } }));
        await put(engine.document, { pk: 'streamed', sk: 'last' });
      });
      expect(sortKeysOf(records)).toEqual(['last']);
    });

    it('records each item of a transaction, and none of a canceled one', async () => {
      const action = (sk: string) => ({ Put: { TableName: TABLE, Item: { pk: 'streamed', sk } } });
      const records = await since(async () => {
        await engine.document.send(new TransactWriteCommand({ TransactItems: [action('t1'), action('t2')] }));
        const refused = { Put: { ...action('t2').Put, ConditionExpression: 'attribute_not_exists(pk)' } };
        await reasonsOf(engine.document.send(new TransactWriteCommand({ TransactItems: [action('t3'), refused] })));
      });
      expect(sortKeysOf(records).toSorted()).toEqual(['t1', 't2']);
    });

    it('shows a reader every record once and in order while writers are at work', async () => {
      let next = await iteratorOf(engine, { ShardIteratorType: 'LATEST' });
      const seen: StreamRecord[] = [];
      const writing = Array.from({ length: 200 }, (_, at) => put(engine.document, { pk: 'busy', sk: String(at) }));
      let done = false;
      const written = Promise.all(writing).then(() => {
        done = true;
      });
      while (!done) {
        const page = await readOn(engine.streams, next, 7);
        seen.push(...page.records);
        next = page.next;
      }
      await written;
      seen.push(...(await readOn(engine.streams, next)).records);
      expect(new Set(sortKeysOf(seen)).size).toBe(200);
      expect(seen).toHaveLength(200);
      expect(inOrder(numbersOf(seen))).toBe(true);
    });

    it('starts at, after, at the oldest and at the newest record', async () => {
      for (const sk of ['p1', 'p2', 'p3']) await put(engine.document, { pk: 'places', sk });
      const all = (await readOn(engine.streams, await iteratorOf(engine))).records;
      const SequenceNumber = numbersOf(all).at(-2) ?? '';
      const from = async (ShardIteratorType: 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER') =>
        sortKeysOf(
          (await readOn(engine.streams, await iteratorOf(engine, { ShardIteratorType, SequenceNumber }))).records,
        );
      expect(await from('AT_SEQUENCE_NUMBER')).toEqual(['p2', 'p3']);
      expect(await from('AFTER_SEQUENCE_NUMBER')).toEqual(['p3']);
      expect((await readOn(engine.streams, await iteratorOf(engine, { ShardIteratorType: 'LATEST' }))).records).toEqual(
        [],
      );
      expect(sortKeysOf(all).slice(-3)).toEqual(['p1', 'p2', 'p3']);
    });
  });
};
