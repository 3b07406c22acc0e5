import { describe, expect, it, vi } from 'vitest';
import { type CommitLog, openCommitLog } from '../../local/dynamo/commit-log.ts';
import type { Operation, Table } from '../../local/dynamo/dynalite.ts';

const TABLE: Table = {
  TableName: 'Things',
  TableArn: 'arn',
  TableStatus: 'ACTIVE',
  CreationDateTime: 0,
  KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
  StreamSpecification: { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' },
};

/** A store whose batches end when told to. */
function heldStore() {
  const batches: { operations: Operation[]; end(error?: Error): void }[] = [];
  return {
    batches,
    get: async () => undefined,
    batch(operations: Operation[]) {
      const { promise, resolve: done, reject: fail } = Promise.withResolvers<void>();
      batches.push({ operations, end: (error) => (error ? fail(error) : done()) });
      return promise;
    },
  };
}

const insert = (log: CommitLog, pk: string): Promise<void> =>
  log.commit([{ type: 'put', key: pk, value: pk }], [{ table: TABLE, old: undefined, next: { pk: { S: pk } } }]);
const streamKeys = (operations: Operation[] = []): string[] =>
  operations.map(({ key }) => key).filter((key) => key.startsWith('stream~'));

describe('the commit log', () => {
  it('writes one batch at a time, with all that came in meanwhile, numbered in order', async () => {
    const store = heldStore();
    const log = await openCommitLog(store, () => 0);
    const first = insert(log, 'a');
    const rest = [insert(log, 'b'), insert(log, 'c')];
    expect(store.batches).toHaveLength(1);
    expect(log.committedCount()).toBe(0);
    store.batches[0]?.end();
    await first;
    expect(log.committedCount()).toBe(1);
    await vi.waitFor(() => expect(store.batches).toHaveLength(2));
    store.batches[1]?.end();
    await Promise.all(rest);
    expect(log.committedCount()).toBe(3);
    const keys = store.batches.flatMap(({ operations }) => streamKeys(operations));
    expect(keys).toHaveLength(3);
    expect(keys).toEqual(keys.toSorted());
  });

  it('fails the writes of a failed batch, uses none of its numbers again, and goes on', async () => {
    const store = heldStore();
    const log = await openCommitLog(store, () => 0);
    const told: string[] = [];
    log.onRecord((table) => told.push(table));
    const failing = insert(log, 'a');
    store.batches[0]?.end(new Error('disk full'));
    await expect(failing).rejects.toThrow('disk full');
    expect(told).toEqual([]);
    const next = insert(log, 'b');
    store.batches[1]?.end();
    await next;
    expect(told).toEqual(['Things']);
    expect(streamKeys(store.batches[1]?.operations)).not.toEqual(streamKeys(store.batches[0]?.operations));
  });

  it('commits though a listener fails', async () => {
    const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const store = heldStore();
    const log = await openCommitLog(store, () => 0);
    const told: string[] = [];
    log.onRecord(() => {
      throw new Error('a listener');
    });
    log.onRecord((table) => told.push(table));
    const write = insert(log, 'a');
    store.batches[0]?.end();
    await write;
    await vi.waitFor(() => expect(told).toEqual(['Things']));
    expect(logged).toHaveBeenCalledOnce();
    logged.mockRestore();
  });
});
