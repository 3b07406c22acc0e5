import { functionArn } from '../aws/identity.ts';
import type { EventSource } from './event-source.ts';
import type { StreamRecord } from './stream-reader.ts';

export interface GivenUp {
  condition: 'RetryAttemptsExhausted' | 'RecordAgeExceeded';
  records: readonly StreamRecord[];
  invokeCount: number;
  requestId: string;
}

const isoSeconds = (record: StreamRecord | undefined): string =>
  new Date((record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();

/**
 * What Lambda sends to the on-failure destination: where the records are in the stream, not the records themselves.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export const failureRecord = (source: EventSource, shardId: string, givenUp: GivenUp, now: Date): object => ({
  requestContext: {
    requestId: givenUp.requestId,
    functionArn: functionArn(source.functionName),
    condition: givenUp.condition,
    approximateInvokeCount: givenUp.invokeCount,
  },
  responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
  version: '1.0',
  timestamp: now.toISOString(),
  DDBStreamBatchInfo: {
    shardId,
    startSequenceNumber: givenUp.records[0]?.dynamodb.SequenceNumber,
    endSequenceNumber: givenUp.records.at(-1)?.dynamodb.SequenceNumber,
    approximateArrivalOfFirstRecord: isoSeconds(givenUp.records[0]),
    approximateArrivalOfLastRecord: isoSeconds(givenUp.records.at(-1)),
    batchSize: givenUp.records.length,
    streamArn: source.sourceArn,
  },
});
