/** Receives from a queue and deletes in this process: no poll over HTTP whose abortion could swallow a message. */
import { atomically, type Queue, type QueueStore } from '../aws/fauxqs-modules.ts';
import { ACCOUNT, REGION } from '../aws/identity.ts';
import type { FateOf } from './message-fate.ts';

/** A message as a function gets it. */
export interface QueueRecord {
  messageId: string;
  receiptHandle: string;
  body: string;
  attributes: Readonly<Record<string, string>>;
  messageAttributes: Readonly<Record<string, object>>;
  md5OfBody: string;
  eventSource: 'aws:sqs';
  eventSourceARN: string;
  awsRegion: string;
}

export interface QueueSource {
  /** Up to `most` (at most 10) messages, at once; none when there are none. They stay invisible for the queue's timeout. */
  receive(most: number): QueueRecord[];
  /** Resolves when there may be messages, or after `ms`. */
  wait(ms: number): Promise<void>;
  delete(records: readonly QueueRecord[]): void;
  /** Wakes every wait. */
  wake(): void;
}

type Received = ReturnType<Queue['dequeue']>[number];

const toRecord = (queue: Queue, received: Received): QueueRecord => {
  const message = queue.inflightMessages.get(received.ReceiptHandle)?.message;
  const attributes = Object.entries(received.MessageAttributes ?? {}).map(([name, value]) => {
    const { DataType: dataType, StringValue: stringValue, BinaryValue: binaryValue } = value;
    return [name, { dataType, stringValue, binaryValue, stringListValues: [], binaryListValues: [] }];
  });
  return {
    messageId: received.MessageId,
    receiptHandle: received.ReceiptHandle,
    body: received.Body,
    attributes: {
      ApproximateReceiveCount: String(message?.approximateReceiveCount ?? 1),
      SentTimestamp: String(message?.sentTimestamp ?? ''),
      SenderId: ACCOUNT,
      ApproximateFirstReceiveTimestamp: String(message?.approximateFirstReceiveTimestamp ?? ''),
    },
    messageAttributes: Object.fromEntries(attributes),
    md5OfBody: received.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queue.arn,
    awsRegion: REGION,
  };
};

/** Throws where the template has no such queue. Every message is handed over once, as soon as it can be, unless `fateOf` is given. */
export const openQueueSource = (store: QueueStore, arn: string, fateOf: FateOf = () => 'now'): QueueSource => {
  const queue = store.getQueueByArn(arn);
  if (queue === undefined) throw new Error(`no queue ${arn}`);
  /** Whether the record is handed over now. */
  const meetsFate = (record: QueueRecord): boolean => {
    const fate = fateOf(record);
    if (fate === 'now') return true;
    queue.changeVisibility(record.receiptHandle, fate === 'twice' ? 0 : fate.laterBy);
    return fate === 'twice';
  };
  return {
    receive: (most) =>
      queue
        .dequeue(most, undefined, (dead) => store.getQueueByArn(dead))
        .map((received) => toRecord(queue, received))
        .filter(meetsFate),
    wait: (ms) => queue.waitForMessages(Math.max(0, ms) / 1000),
    delete: (records) =>
      atomically(queue.persistence, () => {
        for (const { receiptHandle } of records) queue.deleteMessage(receiptHandle);
      }),
    wake: () => queue.cancelWaiters(),
  };
};
