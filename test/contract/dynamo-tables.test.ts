import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { onDisk } from './dynamo/on-disk.ts';
import { numbersOf, sortKeysOf, streamOf } from './dynamo/streams.ts';
import { failureOf, put, TABLE, THINGS } from './dynamo/under-test.ts';

const disk = onDisk();

describe('tables', () => {
  it('leave nothing behind when deleted', async () => {
    await put(disk.document(), { pk: 'a', sk: '1', shelf: 's', height: 1 });
    const [gone] = numbersOf(await disk.allRecords());
    await disk.engine().client.send(new DeleteTableCommand({ TableName: TABLE }));
    const missing = disk.engine().client.send(new DescribeTableCommand({ TableName: TABLE }));
    expect(await failureOf(missing)).toMatchObject({ name: 'ResourceNotFoundException' });
    await disk.reopen();
    disk.pass(1000);
    await disk.engine().client.send(new CreateTableCommand(structuredClone(THINGS)));
    for (const IndexName of [undefined, 'byShelf', 'keysByShelf']) {
      expect((await disk.document().send(new ScanCommand({ TableName: TABLE, IndexName }))).Items).toEqual([]);
    }
    expect(await disk.allRecords()).toEqual([]);
    await put(disk.document(), { pk: 'a', sk: '1' });
    const [next] = numbersOf(await disk.allRecords());
    expect(BigInt(next ?? 0)).toBeGreaterThan(BigInt(gone ?? 0));
  });

  it('take a new index with their items, drop one, and turn their stream off and on', async () => {
    const TableName = TABLE;
    const { StreamArn } = await streamOf(disk.engine());
    disk.pass(1000);
    const { StreamSpecification: same } = structuredClone(THINGS);
    await disk.engine().client.send(new UpdateTableCommand({ TableName, StreamSpecification: same }));
    expect((await streamOf(disk.engine())).StreamArn).toBe(StreamArn);
    for (const at of [1, 2, 3]) await put(disk.document(), { pk: `p${at}`, sk: String(at), room: 'r' });
    await disk.engine().client.send(
      new UpdateTableCommand({
        TableName,
        AttributeDefinitions: [...THINGS.AttributeDefinitions, { AttributeName: 'room', AttributeType: 'S' }],
        GlobalSecondaryIndexUpdates: [
          { Delete: { IndexName: 'byShelf' } },
          {
            Create: {
              IndexName: 'byRoom',
              KeySchema: [{ AttributeName: 'room', KeyType: 'HASH' }],
              Projection: { ProjectionType: 'ALL' },
            },
          },
        ],
        StreamSpecification: { StreamEnabled: false },
      }),
    );
    await put(disk.document(), { pk: 'p4', sk: '4', room: 'r' });
    await disk.reopen();
    const query = (IndexName: string) =>
      disk.document().send(
        new QueryCommand({
          TableName,
          IndexName,
          KeyConditionExpression: 'room = :r',
          ExpressionAttributeValues: { ':r': 'r' },
        }),
      );
    const { Items = [] } = await query('byRoom');
    expect(Items.map(({ sk }) => sk).toSorted()).toEqual(['1', '2', '3', '4']);
    expect(await failureOf(query('byShelf'))).toMatchObject({ name: 'ValidationException' });
    expect(sortKeysOf(await disk.allRecords())).toEqual(['1', '2', '3']);
    disk.pass(1000);
    const StreamSpecification = { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } as const;
    await disk.engine().client.send(new UpdateTableCommand({ TableName, StreamSpecification }));
    expect((await streamOf(disk.engine())).StreamArn).not.toBe(StreamArn);
    await put(disk.document(), { pk: 'p5', sk: '5', room: 'r' });
    const newest = (await disk.allRecords()).at(-1);
    expect(newest?.dynamodb).toMatchObject({ Keys: { sk: { S: '5' } }, StreamViewType: 'KEYS_ONLY' });
    expect(newest?.dynamodb?.NewImage).toBeUndefined();
  });
});

describe('listening', () => {
  it('tells of records once they can be read, and stops when asked', async () => {
    const told: string[] = [];
    const stop = disk.engine().engine.onStreamRecord((table) => told.push(table));
    const heard = Promise.withResolvers<unknown>();
    const stopFirst = disk.engine().engine.onStreamRecord(() => heard.resolve(disk.allRecords()));
    await put(disk.document(), { pk: 'a', sk: '1' });
    expect(sortKeysOf(await disk.allRecords())).toEqual(['1']);
    expect(await heard.promise).toHaveLength(1);
    stopFirst();
    await put(disk.document(), { pk: 'a', sk: '1' });
    stop();
    await put(disk.document(), { pk: 'a', sk: '2' });
    expect(told).toEqual([TABLE]);
  });
});
