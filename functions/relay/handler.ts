import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { log, relay } from './deps.ts';

/**
 * Woken by inserts of LOG rows. The rows themselves are not looked at: the relay goes by the log, from its watermark on. When it
 * fails, the batch is reported from its first record, and comes again.
 */
export const handler = async (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  try {
    await relay();
    return { batchItemFailures: [] };
  } catch (error) {
    log.error('BATCH_RECORD_FAILED', error, { records: event.Records.length });
    const first = event.Records[0]?.dynamodb?.SequenceNumber;
    if (first === undefined) throw error;
    return { batchItemFailures: [{ itemIdentifier: first }] };
  }
};
