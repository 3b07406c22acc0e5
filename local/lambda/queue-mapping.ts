/** The pollers of a queue: receive a batch, invoke the function, delete what succeeded. */
import { reportDefect } from '../report-defect.ts';
import { failedItems } from './batch-answer.ts';
import type { EventSource } from './event-source.ts';
import { FunctionError } from './function-error.ts';
import type { LocalFunction } from './function-pool.ts';
import type { QueueRecord, QueueSource } from './queue-source.ts';

/** SQS's longest poll; a message ends it earlier. */
const POLL_MS = 20_000;
const AFTER_DEFECT_MS = 1000;
/** SQS gives no more at once; a larger batch is gathered from several. */
const RECEIVE_AT_ONCE = 10;
/** Lambda closes a batch at its payload limit. */
const BATCH_BYTES = 6 * 1024 * 1024 - 64 * 1024;

/** Filters look into a JSON body. */
const filterView = (record: QueueRecord): unknown => {
  try {
    const body: unknown = JSON.parse(record.body);
    return { ...record, body };
  } catch {
    return record;
  }
};

/** The records that may be deleted: the handler has done with them. */
const invoke = async (source: EventSource, target: LocalFunction, batch: QueueRecord[]): Promise<QueueRecord[]> => {
  try {
    const answer = await target.invoke({ Records: batch });
    if (!source.partialFailures) return batch;
    const identifiers = batch.map(({ messageId }) => messageId);
    const failed = failedItems(answer, identifiers);
    return batch.filter(({ messageId }) => !failed.has(messageId));
  } catch (cause) {
    if (!(cause instanceof FunctionError)) reportDefect(`queue mapping of ${target.definition.name}`, cause);
    return []; // all become visible again after the visibility timeout
  }
};

const sizeOf = (batch: readonly QueueRecord[]): number => Buffer.byteLength(JSON.stringify(batch));

export interface Mapping {
  /** Takes no further batch; resolves when the batches under way are done. */
  close(): Promise<void>;
}

/** Starts as many pollers as the function has workers, or fewer where the mapping's maximum concurrency says so. */
export const startQueueMapping = (source: EventSource, queue: QueueSource, target: LocalFunction): Mapping => {
  let closed = false;

  const gather = async (): Promise<QueueRecord[]> => {
    const batch = queue.receive(Math.min(source.batchSize, RECEIVE_AT_ONCE));
    if (batch.length === 0) return batch;
    const until = performance.now() + source.windowMs;
    while (!closed && batch.length < source.batchSize && performance.now() < until && sizeOf(batch) < BATCH_BYTES) {
      const more = queue.receive(Math.min(source.batchSize - batch.length, RECEIVE_AT_ONCE));
      batch.push(...more);
      if (more.length === 0) await queue.wait(until - performance.now());
    }
    return batch;
  };

  const turn = async (): Promise<void> => {
    const batch = await gather();
    if (batch.length === 0) return queue.wait(POLL_MS);
    const passing = batch.filter((record) => source.passes(filterView(record)));
    const dropped = batch.filter((record) => !passing.includes(record));
    const done = passing.length > 0 ? await invoke(source, target, passing) : [];
    queue.delete([...dropped, ...done]);
  };

  const poll = async (): Promise<void> => {
    while (!closed) {
      try {
        await turn();
      } catch (cause) {
        reportDefect(`the queue mapping of ${target.definition.name}`, cause);
        await queue.wait(AFTER_DEFECT_MS);
      }
    }
  };

  const pollers = Array.from({ length: Math.min(source.concurrency, target.definition.workers) }, poll);
  return {
    async close() {
      closed = true;
      queue.wake();
      await Promise.all(pollers);
    },
  };
};
