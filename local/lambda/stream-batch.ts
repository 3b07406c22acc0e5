/** A batch of stream records, brought to its end: passed, or given up record by record. Pure but for what it is given. */
import { failedItems } from './batch-answer.ts';
import type { EventSource } from './event-source.ts';
import type { GivenUp } from './failure-record.ts';
import type { StreamRecord } from './stream-reader.ts';

export interface BatchWork {
  /** Invokes the function; `error` where it threw, timed out or exited. */
  invoke(records: readonly StreamRecord[]): Promise<{ answer: unknown } | { error: { requestId: string } }>;
  /** Hands the records to the on-failure destination, if there is one. */
  giveUp(givenUp: GivenUp): void;
  /** All records up to this one are done with. */
  progress(sequenceNumber: string): void;
  /** Waits before the n-th retry (from 1); false when the mapping is being closed, so that the batch is left as it is. */
  pause(retry: number): Promise<boolean>;
  now(): number;
}

const sequenceOf = ({ dynamodb }: StreamRecord): string => dynamodb.SequenceNumber;

/**
 * Runs a batch: on an error it bisects (where the mapping says so) down to single records, and retries these with pauses until
 * the attempts or the records' age run out; partial failures resume at the first record that failed. False when it was left.
 */
export const runBatch = async (
  source: EventSource,
  batch: readonly StreamRecord[],
  work: BatchWork,
): Promise<boolean> => {
  const { retryAttempts, recordAgeSeconds, partialFailures, bisect } = source;
  let records = batch;
  let retries = 0;
  let requestId = 'none';
  const done = (upTo: StreamRecord | undefined): void => {
    if (upTo !== undefined) work.progress(sequenceOf(upTo));
  };
  const giveUp = (condition: GivenUp['condition'], given: readonly StreamRecord[]): void => {
    if (given.length === 0) return;
    work.giveUp({ condition, records: given, invokeCount: retries, requestId });
    done(given.at(-1));
  };
  /** The index of the first record that failed; -1 when all passed. */
  const attempt = async (): Promise<number> => {
    const outcome = await work.invoke(records);
    if ('error' in outcome) {
      requestId = outcome.error.requestId;
      return 0;
    }
    if (!partialFailures) return -1;
    const failed = failedItems(outcome.answer, records.map(sequenceOf));
    return records.findIndex((record) => failed.has(sequenceOf(record)));
  };

  for (;;) {
    if (recordAgeSeconds >= 0) {
      const oldest = work.now() / 1000 - recordAgeSeconds;
      const young = records.findIndex((record) => record.dynamodb.ApproximateCreationDateTime >= oldest);
      giveUp('RecordAgeExceeded', young < 0 ? records : records.slice(0, young));
      records = young < 0 ? [] : records.slice(young);
    }
    if (records.length === 0) return true;
    const first = await attempt();
    if (first < 0) {
      done(records.at(-1));
      return true;
    }
    if (first > 0) {
      done(records[first - 1]);
      records = records.slice(first);
      retries = 0; // it went forward
    }
    if (bisect && records.length > 1) {
      const middle = Math.ceil(records.length / 2);
      return (
        (await runBatch(source, records.slice(0, middle), work)) &&
        (await runBatch(source, records.slice(middle), work))
      );
    }
    retries += 1;
    if (retryAttempts >= 0 && retries > retryAttempts) {
      giveUp('RetryAttemptsExhausted', records);
      return true;
    }
    if (!(await work.pause(retries))) return false;
  }
};
