import type { Level, Operation } from './dynalite.ts';
import { recordKey, SEQUENCE_KEY } from './keys.ts';
import { type Change, isStreamed, streamRecord } from './stream-records.ts';

interface Entry {
  operations: Operation[];
  changes: Change[];
  committed: () => void;
  failed: (error: unknown) => void;
}

/** The one way into LevelDB for items. */
export interface CommitLog {
  /** Writes the operations, and the stream records of the changes, in one batch: after a kill all or none is there. */
  commit(operations: Operation[], changes: Change[]): Promise<void>;
  /** Count of the newest stream record that is on disk. */
  committedCount(): number;
  /** Calls `listener` with the table after each commit that added records to its stream; returns the way to stop. */
  onRecord(listener: (tableName: string) => void): () => void;
}

/**
 * Batches are written one after another, each holding whatever has come in meanwhile, so that sequence numbers reach
 * the disk in order: no reader can see a record and later find an earlier one. A writer of many small batches at once
 * is faster for it, too.
 */
export async function openCommitLog(level: Pick<Level, 'get' | 'batch'>, now: () => number): Promise<CommitLog> {
  const listeners = new Set<(tableName: string) => void>();
  let count = (await level.get<number>(SEQUENCE_KEY)) ?? 0;
  let committed = count;
  let pending: Entry[] = [];
  let writing = false;

  /** Gives the tables whose streams grew. */
  async function write(entries: Entry[]): Promise<Set<string>> {
    const streamed = entries.flatMap(({ changes }) => changes.filter(isStreamed));
    const operations = entries.flatMap((entry) => entry.operations);
    for (const change of streamed) {
      count += 1;
      const record = streamRecord(change, count, now());
      const key = recordKey(change.table.TableName, record.dynamodb.SequenceNumber);
      operations.push({ type: 'put', key, value: record });
    }
    if (streamed.length > 0) operations.push({ type: 'put', key: SEQUENCE_KEY, value: count });
    if (operations.length > 0) await level.batch(operations);
    committed = count;
    return new Set(streamed.map(({ table }) => table.TableName));
  }

  function tell(names: Set<string>): void {
    for (const name of names) {
      for (const listener of listeners) {
        try {
          listener(name);
        } catch (error) {
          console.error('dynamo: a listener of the stream failed', error);
        }
      }
    }
  }

  async function drain(): Promise<void> {
    writing = true;
    while (pending.length > 0) {
      const entries = pending;
      pending = [];
      try {
        const names = await write(entries);
        for (const entry of entries) entry.committed();
        tell(names);
      } catch (error) {
        for (const entry of entries) entry.failed(error);
      }
    }
    writing = false;
  }

  return {
    commit(operations, changes) {
      const { promise, resolve: done, reject: failed } = Promise.withResolvers<void>();
      pending.push({ operations, changes, committed: done, failed });
      if (!writing) void drain();
      return promise;
    },
    committedCount: () => committed,
    onRecord(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
