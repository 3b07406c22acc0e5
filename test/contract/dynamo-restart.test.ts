import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { startDynamo } from '../../local/dynamo/engine.ts';
import { onDisk } from './dynamo/on-disk.ts';
import { iteratorOf, numbersOf, readOn, sortKeysOf, streamOf } from './dynamo/streams.ts';
import { failureOf, put, TABLE } from './dynamo/under-test.ts';

const HOUR_MS = 3_600_000;
const disk = onDisk();

describe('over a restart', () => {
  it('opens a folder once at a time, and leaves it free when its port is taken', async () => {
    const path = await mkdtemp(join(tmpdir(), 'dynamo-'));
    const port = Number(new URL(disk.engine().engine.url).port);
    await expect(startDynamo({ path, port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
    const first = await startDynamo({ path });
    await expect(startDynamo({ path })).rejects.toMatchObject({ cause: { code: 'LEVEL_LOCKED' } });
    await first.close();
    await rm(path, { recursive: true });
  });

  it('keeps tables, items, indexes, records and places in the stream', async () => {
    await put(disk.document(), { pk: 'a', sk: '1', shelf: 's', height: 1 });
    const place = await iteratorOf(disk.engine(), { ShardIteratorType: 'LATEST' });
    const stream = await streamOf(disk.engine());
    await put(disk.document(), { pk: 'b', sk: '2', shelf: 's', height: 2 });
    const before = await disk.allRecords();
    await disk.reopen();
    expect(await streamOf(disk.engine())).toEqual(stream);
    expect(await disk.allRecords()).toEqual(before);
    await put(disk.document(), { pk: 'c', sk: '3', shelf: 's', height: 3 });
    const { records } = await readOn(disk.engine().streams, place);
    expect(sortKeysOf(records)).toEqual(['2', '3']);
    const [second, third] = numbersOf(records);
    expect(BigInt(third ?? 0)).toBeGreaterThan(BigInt(second ?? 0));
    const { Count } = await disk.document().send(
      new QueryCommand({
        TableName: TABLE,
        IndexName: 'byShelf',
        KeyConditionExpression: 'shelf = :s',
        ExpressionAttributeValues: { ':s': 's' },
      }),
    );
    expect(Count).toBe(3);
  });

  it('remembers the token of a transaction for ten minutes', async () => {
    const grow = (): Promise<unknown> =>
      disk.document().send(
        new TransactWriteCommand({
          ClientRequestToken: 'token',
          TransactItems: [
            {
              Update: {
                TableName: TABLE,
                Key: { pk: 'grown', sk: '1' },
                UpdateExpression: 'ADD n :one',
                ExpressionAttributeValues: { ':one': 1 },
              },
            },
          ],
        }),
      );
    await grow();
    await disk.reopen();
    disk.pass(9 * 60_000);
    await grow();
    expect(await disk.get('grown', '1')).toMatchObject({ n: 1 });
    disk.pass(2 * 60_000);
    await disk.reopen();
    await grow();
    expect(await disk.get('grown', '1')).toMatchObject({ n: 2 });
    await grow();
    expect(await disk.get('grown', '1')).toMatchObject({ n: 2 });
  });
});

describe('trimming', () => {
  it('forgets records after 24 hours, never a sequence number', async () => {
    for (const sk of ['1', '2']) await put(disk.document(), { pk: 'old', sk });
    const [first, last] = numbersOf(await disk.allRecords());
    disk.pass(23 * HOUR_MS);
    await put(disk.document(), { pk: 'young', sk: '3' });
    disk.pass(2 * HOUR_MS);
    await disk.reopen();
    await expect.poll(async () => sortKeysOf(await disk.allRecords())).toEqual(['3']);
    const trimmed = iteratorOf(disk.engine(), { ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber: first });
    expect(await failureOf(trimmed)).toMatchObject({ name: 'TrimmedDataAccessException' });
    const after = await iteratorOf(disk.engine(), { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: last });
    expect(sortKeysOf((await readOn(disk.engine().streams, after)).records)).toEqual(['3']);
    disk.pass(25 * HOUR_MS);
    await disk.reopen();
    await expect.poll(disk.allRecords).toEqual([]);
    await disk.reopen();
    await put(disk.document(), { pk: 'new', sk: '4' });
    const [next] = numbersOf(await disk.allRecords());
    expect(BigInt(next ?? 0)).toBeGreaterThan(BigInt(last ?? 0));
  });
});
