import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Queue } from '../../ports/queue.ts';

/** SQS takes no more messages in one request. */
const batchSize = 10;
/** A planner wakes a hundred endpoints at a time, and one request takes some 10 ms. */
const batchesAtOnce = 10;

/** An SQS queue of JSON messages. Throws when SQS refuses any of them, so that the caller tries all again; those of a hundred are under way at once. */
export const createSqsQueue = <Message>(QueueUrl: string, client: SQSClient = new SQSClient({})): Queue<Message> => {
  const sendBatch = async (messages: readonly Message[], DelaySeconds: number): Promise<void> => {
    const Entries = messages.map((message, at) => ({
      Id: String(at),
      MessageBody: JSON.stringify(message),
      DelaySeconds,
    }));
    const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    if (Failed.length > 0) throw new Error(`SQS refused ${Failed.length} messages: ${Failed[0]?.Code ?? 'no code'}`);
  };
  return {
    send: async (messages, delaySeconds = 0) => {
      for (let from = 0; from < messages.length; from += batchSize * batchesAtOnce) {
        const some = messages.slice(from, from + batchSize * batchesAtOnce);
        const batches = Array.from({ length: Math.ceil(some.length / batchSize) }, (_, at) =>
          some.slice(at * batchSize, (at + 1) * batchSize),
        );
        // all of them end before the first failure is told: nothing is sent behind the caller's back
        const ends = await Promise.allSettled(batches.map((batch) => sendBatch(batch, delaySeconds)));
        for (const end of ends) if (end.status === 'rejected') throw end.reason;
      }
    },
  };
};
