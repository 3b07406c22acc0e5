import type { SQSBatchItemFailure, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type * as z from 'zod';
import type { Log } from '../ports/log.ts';

/**
 * A Lambda handler of a queue whose messages are handled together. `handle` answers what stood in the way of each message that must
 * come again, by its id. Messages that do not parse, and those that failed, are reported as failures of the batch, and only they.
 */
export const wholeBatchHandler =
  <Id, Message extends { readonly id: Id }>(
    schema: z.ZodType<Message>,
    log: Log,
    handle: (messages: readonly Message[]) => Promise<ReadonlyMap<Id, unknown>>,
  ) =>
  async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
    const batchItemFailures: SQSBatchItemFailure[] = [];
    const failed = (messageId: string, cause: unknown): void => {
      log.error('BATCH_RECORD_FAILED', cause, { messageId });
      batchItemFailures.push({ itemIdentifier: messageId });
    };
    const parsed = new Map<string, Message>();
    for (const { messageId, body } of Records) {
      try {
        parsed.set(messageId, schema.parse(JSON.parse(body)));
      } catch (error) {
        failed(messageId, error);
      }
    }
    if (parsed.size > 0) {
      const failures = await handle([...parsed.values()]);
      for (const [messageId, { id }] of parsed) if (failures.has(id)) failed(messageId, failures.get(id));
    }
    return { batchItemFailures };
  };
