import {
  CreateTableCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ListTablesCommand,
  UpdateTableCommand,
  type UpdateTableCommandInput,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { streamOf } from './streams.ts';
import { type DynamoUnderTest, failureOf, type OpenDynamo, openThings, put, TABLE, THINGS } from './under-test.ts';

export const tables = (open: OpenDynamo): void => {
  describe('tables', () => {
    let engine: DynamoUnderTest;
    beforeEach(async () => {
      engine = await openThings(open);
    });
    afterEach(() => engine.close());

    const update = (changes: Omit<UpdateTableCommandInput, 'TableName'>): Promise<unknown> =>
      engine.client.send(new UpdateTableCommand({ TableName: TABLE, ...changes }));

    it('are listed, described with their keys and indexes, and cannot be made twice', async () => {
      expect((await engine.client.send(new ListTablesCommand())).TableNames).toEqual([TABLE]);
      const { Table } = await engine.client.send(new DescribeTableCommand({ TableName: TABLE }));
      const { KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes } = THINGS;
      expect(Table).toMatchObject({ TableStatus: 'ACTIVE', KeySchema });
      const indexes = [...(Table?.GlobalSecondaryIndexes ?? []), ...(Table?.LocalSecondaryIndexes ?? [])];
      expect(indexes).toHaveLength(3);
      for (const index of [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes])
        expect(indexes).toContainEqual(expect.objectContaining(structuredClone(index)));
      const again = engine.client.send(new CreateTableCommand(structuredClone(THINGS)));
      expect(await failureOf(again)).toMatchObject({ name: 'ResourceInUseException' });
    });

    it('leave nothing behind when deleted', async () => {
      await put(engine.document, { pk: 'a', sk: '1', shelf: 's', height: 1, dueAt: '1' });
      await engine.client.send(new DeleteTableCommand({ TableName: TABLE }));
      const missing = engine.client.send(new DescribeTableCommand({ TableName: TABLE }));
      expect(await failureOf(missing)).toMatchObject({ name: 'ResourceNotFoundException' });
      await engine.client.send(new CreateTableCommand(structuredClone(THINGS)));
      for (const IndexName of [undefined, 'byShelf', 'keysByShelf', 'due']) {
        expect((await engine.document.send(new ScanCommand({ TableName: TABLE, IndexName }))).Items).toEqual([]);
      }
    });

    it('take a new index with the items that they have, and drop one', async () => {
      for (const at of [1, 2]) await put(engine.document, { pk: `p${at}`, sk: String(at), room: 'r' });
      const byRoom = {
        IndexName: 'byRoom',
        KeySchema: [{ AttributeName: 'room', KeyType: 'HASH' as const }],
        Projection: { ProjectionType: 'ALL' as const },
      };
      await update({
        AttributeDefinitions: [...THINGS.AttributeDefinitions, { AttributeName: 'room', AttributeType: 'S' }],
        GlobalSecondaryIndexUpdates: [{ Create: byRoom }],
      });
      await put(engine.document, { pk: 'p3', sk: '3', room: 'r' });
      const inRoom = async (): Promise<unknown[]> => {
        const { Items = [] } = await engine.document.send(
          new QueryCommand({
            TableName: TABLE,
            IndexName: 'byRoom',
            KeyConditionExpression: 'room = :r',
            ExpressionAttributeValues: { ':r': 'r' },
          }),
        );
        return Items.map(({ sk }) => sk).toSorted();
      };
      await expect.poll(inRoom).toEqual(['1', '2', '3']);
      await update({ GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'byRoom' } }] });
      expect(await failureOf(inRoom())).toMatchObject({ name: 'ValidationException' });
    });

    it('have another stream once it was turned off and on', async () => {
      const { StreamArn } = await streamOf(engine);
      await update({ StreamSpecification: { StreamEnabled: false } });
      await update({ StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' } });
      expect((await streamOf(engine)).StreamArn).not.toBe(StreamArn);
    });

    it('say by which attribute their items expire, until that is turned off', async () => {
      const expireBy = (AttributeName: string, Enabled: boolean): Promise<unknown> =>
        engine.client.send(
          new UpdateTimeToLiveCommand({ TableName: TABLE, TimeToLiveSpecification: { Enabled, AttributeName } }),
        );
      const expiry = async (): Promise<unknown> =>
        (await engine.client.send(new DescribeTimeToLiveCommand({ TableName: TABLE }))).TimeToLiveDescription;
      expect(await expiry()).toEqual({ TimeToLiveStatus: 'DISABLED' });
      await expireBy('until', true);
      expect(await expiry()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'until' });
      await expireBy('until', false);
      expect(await expiry()).toEqual({ TimeToLiveStatus: 'DISABLED' });
    });
  });
};
