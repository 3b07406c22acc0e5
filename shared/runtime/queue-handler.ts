import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type * as z from 'zod';
import type { Log } from '../ports/log.ts';

/**
 * A Lambda handler of a queue. Each message is parsed by `schema` and handled on its own; those that throw are reported as
 * failures of the batch, so that only they come again.
 */
export const queueHandler = <Message>(
  schema: z.ZodType<Message>,
  log: Log,
  handle: (message: Message) => Promise<void>,
) => {
  const processor = new BatchProcessor(EventType.SQS);
  return (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
    processPartialResponse(
      event,
      async (record: SQSRecord) => {
        try {
          await handle(schema.parse(JSON.parse(record.body)));
        } catch (error) {
          log.error('BATCH_RECORD_FAILED', error, { messageId: record.messageId });
          throw error;
        }
      },
      processor,
      // a batch that fails whole is reported message by message too: nothing needs the invocation itself to fail
      { context, throwOnFullBatchFailure: false },
    );
};
