import { DescribeTimeToLiveCommand, UpdateTimeToLiveCommand } from '@aws-sdk/client-dynamodb';
import { ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { onDisk } from './dynamo/on-disk.ts';
import { sortKeysOf } from './dynamo/streams.ts';
import { put, TABLE } from './dynamo/under-test.ts';

const HOUR_MS = 3_600_000;
const disk = onDisk();

describe('expiry', () => {
  const expireBy = (AttributeName: string, Enabled = true): Promise<unknown> =>
    disk
      .engine()
      .client.send(
        new UpdateTimeToLiveCommand({ TableName: TABLE, TimeToLiveSpecification: { Enabled, AttributeName } }),
      );
  const seconds = (hours: number): number => Math.floor((disk.now() + hours * HOUR_MS) / 1000);
  /** Resolves once the stream holds a removal of each sort key. */
  const removed = (...sortKeys: string[]): Promise<unknown> =>
    expect
      .poll(async () => sortKeysOf((await disk.allRecords()).filter(({ eventName }) => eventName === 'REMOVE')))
      .toEqual(sortKeys);

  it('deletes what has expired, in its own name, with its index rows', async () => {
    await put(disk.document(), { pk: 'e', sk: 'before', shelf: 'e', height: 1, until: seconds(1) });
    await expireBy('until');
    await put(disk.document(), { pk: 'e', sk: 'soon', shelf: 'e', height: 2, until: seconds(2) });
    await put(disk.document(), { pk: 'e', sk: 'later', until: seconds(9) });
    await put(disk.document(), { pk: 'e', sk: 'text', until: String(seconds(1)) });
    await put(disk.document(), { pk: 'e', sk: 'ancient', until: seconds(-6 * 365 * 24) });
    await put(disk.document(), { pk: 'e', sk: 'never' });
    await put(disk.document(), { pk: 'e', sk: 'put off', until: seconds(1) });
    await put(disk.document(), { pk: 'e', sk: 'put off', until: seconds(9) });
    disk.pass(3 * HOUR_MS);
    await disk.reopen(5);
    await removed('before', 'soon');
    const { Items = [] } = await disk.document().send(new ScanCommand({ TableName: TABLE }));
    expect(Items.map(({ sk }) => sk).toSorted()).toEqual(['ancient', 'later', 'never', 'put off', 'text']);
    const index = await disk.document().send(new ScanCommand({ TableName: TABLE, IndexName: 'byShelf' }));
    expect(index.Items).toEqual([]);
    const removals = (await disk.allRecords()).filter(({ eventName }) => eventName === 'REMOVE');
    const userIdentity = { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' };
    expect(removals).toMatchObject([{ userIdentity }, { userIdentity }]);
    disk.pass(9 * HOUR_MS);
    await removed('before', 'soon', 'later', 'put off');
  });

  it('leaves an item whose expiry was put off in the middle of a sweep', async () => {
    const update = (at: number, expression: string, hours: number): Promise<unknown> =>
      disk.document().send(
        new UpdateCommand({
          TableName: TABLE,
          Key: { pk: 'race', sk: String(at) },
          UpdateExpression: 'SET #until = :until',
          ConditionExpression: expression,
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':until': seconds(hours) },
        }),
      );
    const all = Array.from({ length: 200 }, (_, at) => at);
    await expireBy('until');
    await Promise.all(all.map((at) => update(at, 'attribute_not_exists(pk)', 1)));
    await disk.reopen(5);
    const begun = Promise.withResolvers<void>();
    disk.engine().engine.onStreamRecord(() => begun.resolve());
    disk.pass(2 * HOUR_MS);
    await begun.promise;
    const puttingOff = await Promise.allSettled(all.map((at) => update(at, 'attribute_exists(pk)', 9)));
    const saved = puttingOff.filter(({ status }) => status === 'fulfilled').length;
    expect(saved).toBeGreaterThan(0);
    await expect
      .poll(async () => (await disk.allRecords()).filter(({ eventName }) => eventName === 'REMOVE').length)
      .toBe(all.length - saved);
    expect((await disk.document().send(new ScanCommand({ TableName: TABLE }))).Count).toBe(saved);
  });

  it('is described, and can be turned off', async () => {
    const describeIt = async (): Promise<unknown> =>
      (await disk.engine().client.send(new DescribeTimeToLiveCommand({ TableName: TABLE }))).TimeToLiveDescription;
    expect(await describeIt()).toEqual({ TimeToLiveStatus: 'DISABLED' });
    await expireBy('until');
    await expireBy('until');
    await disk.reopen();
    expect(await describeIt()).toEqual({ TimeToLiveStatus: 'ENABLED', AttributeName: 'until' });
    await put(disk.document(), { pk: 'e', sk: '1', until: seconds(1), other: seconds(2) });
    await expireBy('until', false);
    expect(await describeIt()).toEqual({ TimeToLiveStatus: 'DISABLED' });
    await expireBy('other');
    await put(disk.document(), { pk: 'e', sk: '2', until: seconds(1) });
    disk.pass(3 * HOUR_MS);
    await disk.reopen(5);
    await removed('1');
    expect(await disk.get('e', '2')).toBeDefined();
  });
});
