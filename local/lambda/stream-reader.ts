/** Reads the shards of a table's stream, in order, from a checkpoint on. */
import * as z from 'zod';
import { CallRefused, callJson } from '../aws/json-client.ts';

const API = 'DynamoDBStreams_20120810';

/** A record as the wire and a function's event have it. */
const recordSchema = z.looseObject({
  eventName: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
  dynamodb: z.looseObject({
    SequenceNumber: z.string(),
    /** Seconds of the epoch. */
    ApproximateCreationDateTime: z.number(),
  }),
});
export type StreamRecord = z.infer<typeof recordSchema>;

const description = z.object({ StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string() })) }) });
const iteratorAnswer = z.object({ ShardIterator: z.string() });
const recordsAnswer = z.object({ Records: z.array(recordSchema), NextShardIterator: z.string().nullish() });

/** The shards of a stream. */
export const listShards = async (url: string, StreamArn: string): Promise<string[]> => {
  const { StreamDescription } = await callJson(url, `${API}.DescribeStream`, { StreamArn }, description);
  return StreamDescription.Shards.map(({ ShardId }) => ShardId);
};

export interface ShardReader {
  /** The next records, at most `limit`; none where the end is reached for now. */
  read(limit: number): Promise<StreamRecord[]>;
}

export interface ShardPosition {
  streamArn: string;
  shardId: string;
  startingPosition: 'TRIM_HORIZON' | 'LATEST';
  /** The last record that is done with, by an earlier run. */
  checkpoint: string | undefined;
}

/** Opens a shard after its checkpoint, at its starting position without one, or at the oldest record still kept. */
export const openShard = async (url: string, position: ShardPosition): Promise<ShardReader> => {
  const { streamArn: StreamArn, shardId: ShardId, startingPosition, checkpoint } = position;
  const iterator = async (from: object): Promise<string> =>
    (await callJson(url, `${API}.GetShardIterator`, { StreamArn, ShardId, ...from }, iteratorAnswer)).ShardIterator;
  const start = async (): Promise<string> => {
    if (checkpoint === undefined) return iterator({ ShardIteratorType: startingPosition });
    try {
      return await iterator({ ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: checkpoint });
    } catch (cause) {
      // The machine slept for longer than the stream keeps its records.
      if (cause instanceof CallRefused && cause.code === 'TrimmedDataAccessException') {
        return iterator({ ShardIteratorType: 'TRIM_HORIZON' });
      }
      throw cause;
    }
  };
  let next = await start();
  return {
    async read(limit) {
      const input = { ShardIterator: next, Limit: limit };
      const { Records, NextShardIterator } = await callJson(url, `${API}.GetRecords`, input, recordsAnswer);
      next = NextShardIterator ?? next;
      return Records;
    },
  };
};
