import {
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  type QueueAttributeName,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import type { DeadLetters, WorkQueue } from '../../ports/work-queues.ts';

const counted = {
  waiting: 'ApproximateNumberOfMessages',
  inFlight: 'ApproximateNumberOfMessagesNotVisible',
  delayed: 'ApproximateNumberOfMessagesDelayed',
} as const satisfies Record<string, QueueAttributeName>;

/** An SQS queue with the queues of its dead letters. */
export const createWorkQueue = (
  name: string,
  url: string,
  deadLetterUrls: readonly string[],
  client: SQSClient = new SQSClient({}),
): WorkQueue => ({
  name,
  counts: () => countsOf(client, url),
  deadLetters: deadLetterUrls.map((from) => createDeadLetters(client, from, url)),
});

const countsOf = async (client: SQSClient, QueueUrl: string) => {
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: Object.values(counted) });
  const { Attributes = {} } = await client.send(asked);
  const number = (name: QueueAttributeName): number => Number(Attributes[name] ?? 0);
  return { waiting: number(counted.waiting), inFlight: number(counted.inFlight), delayed: number(counted.delayed) };
};

const createDeadLetters = (client: SQSClient, from: string, to: string): DeadLetters => ({
  count: async () => (await countsOf(client, from)).waiting,
  redrive: async (limit) => {
    let moved = 0;
    while (moved < limit) {
      const batch = await moveBatch(client, from, to, Math.min(10, limit - moved));
      if (batch === 0) break;
      moved += batch;
    }
    return moved;
  },
});

/** Sends first and deletes afterwards. Throws when SQS refuses any of a batch: what was sent then comes twice. */
const moveBatch = async (client: SQSClient, from: string, to: string, most: number): Promise<number> => {
  const asked = new ReceiveMessageCommand({ QueueUrl: from, MaxNumberOfMessages: most, VisibilityTimeout: 60 });
  const { Messages = [] } = await client.send(asked);
  if (Messages.length === 0) return 0;
  const sent = await client.send(
    new SendMessageBatchCommand({
      QueueUrl: to,
      Entries: Messages.map(({ Body }, at) => ({ Id: String(at), MessageBody: Body })),
    }),
  );
  const deleted = await client.send(
    new DeleteMessageBatchCommand({
      QueueUrl: from,
      Entries: Messages.flatMap(({ ReceiptHandle }, at) =>
        sent.Failed?.some(({ Id }) => Id === String(at)) ? [] : [{ Id: String(at), ReceiptHandle }],
      ),
    }),
  );
  const refused = [...(sent.Failed ?? []), ...(deleted.Failed ?? [])];
  if (refused.length > 0) throw new Error(`SQS refused ${refused.length} messages: ${refused[0]?.Code ?? 'no code'}`);
  return Messages.length;
};
