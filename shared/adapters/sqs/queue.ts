import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Queue } from '../../ports/queue.ts';

/** An SQS queue of JSON messages. Sends ten at a time; throws when SQS refuses any of them, so that the caller tries all again. */
export const createSqsQueue = <Message>(QueueUrl: string, client: SQSClient = new SQSClient({})): Queue<Message> => ({
  send: async (messages, delaySeconds = 0) => {
    for (let from = 0; from < messages.length; from += 10) {
      const Entries = messages.slice(from, from + 10).map((message, at) => ({
        Id: String(at),
        MessageBody: JSON.stringify(message),
        DelaySeconds: delaySeconds,
      }));
      const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      if (Failed.length > 0) throw new Error(`SQS refused ${Failed.length} messages: ${Failed[0]?.Code ?? 'no code'}`);
    }
  },
});
