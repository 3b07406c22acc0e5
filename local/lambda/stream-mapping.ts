/** The poller of a table's stream: one batch at a time for each shard, in order, from a durable checkpoint. */
import { reportDefect } from '../report-defect.ts';
import { openCheckpoint } from './checkpoints.ts';
import type { EventSource } from './event-source.ts';
import { failureRecord } from './failure-record.ts';
import { FunctionError } from './function-error.ts';
import type { LocalFunction } from './function-pool.ts';
import type { Mapping } from './queue-mapping.ts';
import { type BatchWork, runBatch } from './stream-batch.ts';
import { listShards, openShard, type StreamRecord } from './stream-reader.ts';
import { createWakeUp } from './wake-up.ts';

/** An event wakes the poller; this is for an event that was missed. */
const POLL_MS = 30_000;
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 30_000;
const AFTER_DEFECT_MS = 1000;

export interface StreamMappingParts {
  dynamoUrl: string;
  checkpointFolder: string;
  /** Calls back whenever the stream of the mapping's table has a new record. */
  onRecord(listener: () => void): () => void;
  /** Sends to the on-failure queue. */
  sendFailure(queueArn: string, body: string): void;
}

export const startStreamMapping = async (
  source: EventSource,
  target: LocalFunction,
  parts: StreamMappingParts,
): Promise<Mapping> => {
  const wakeUp = createWakeUp();
  let closed = false;
  const forget = parts.onRecord(wakeUp.wake);

  const invoke: BatchWork['invoke'] = async (records) => {
    try {
      const answer = await target.invoke({ Records: records.map(toEvent) });
      return { answer };
    } catch (cause) {
      if (cause instanceof FunctionError) return { error: cause };
      reportDefect(`stream mapping of ${target.definition.name}`, cause);
      return { error: { requestId: 'none' } };
    }
  };
  const toEvent = (record: StreamRecord): object => ({ ...record, eventSourceARN: source.sourceArn });

  const pollShard = async (shardId: string): Promise<void> => {
    const checkpoint = openCheckpoint(parts.checkpointFolder, source.logicalId, shardId);
    const { sourceArn: streamArn, startingPosition } = source;
    const open = { streamArn, shardId, startingPosition, checkpoint: checkpoint.read() };
    const reader = await openShard(parts.dynamoUrl, open);
    const work: BatchWork = {
      invoke,
      giveUp(givenUp) {
        if (source.failureQueueArn === undefined) return;
        parts.sendFailure(source.failureQueueArn, JSON.stringify(failureRecord(source, shardId, givenUp, new Date())));
      },
      progress: checkpoint.write,
      async pause(retry) {
        const until = performance.now() + Math.min(FIRST_PAUSE_MS * 2 ** (retry - 1), LONGEST_PAUSE_MS);
        while (!closed && performance.now() < until) await wakeUp.wait(until - performance.now());
        return !closed;
      },
      now: Date.now,
    };
    const turn = async (): Promise<void> => {
      const news = wakeUp.next();
      const records = await gather(reader.read);
      if (records.length === 0) return news.within(POLL_MS);
      const passing = records.filter(source.passes);
      const last = records.at(-1)?.dynamodb.SequenceNumber;
      const finished = passing.length === 0 || (await runBatch(source, passing, work));
      if (finished && last !== undefined) checkpoint.write(last);
    };
    while (!closed) {
      try {
        await turn();
      } catch (cause) {
        reportDefect(`the stream mapping of ${target.definition.name}`, cause);
        await wakeUp.wait(AFTER_DEFECT_MS);
      }
    }
  };

  const gather = async (read: (limit: number) => Promise<StreamRecord[]>): Promise<StreamRecord[]> => {
    const records = await read(source.batchSize);
    const until = performance.now() + source.windowMs;
    while (!closed && records.length > 0 && records.length < source.batchSize && performance.now() < until) {
      const news = wakeUp.next();
      const more = await read(source.batchSize - records.length);
      records.push(...more);
      if (more.length === 0) await news.within(until - performance.now());
    }
    return records;
  };

  const shards = await listShards(parts.dynamoUrl, source.sourceArn);
  const pollers = shards.map(pollShard);
  return {
    async close() {
      closed = true;
      forget();
      wakeUp.wake();
      await Promise.all(pollers);
    },
  };
};
