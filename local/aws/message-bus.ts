/** SNS, SQS and S3: fauxqs in this process, on loopback, its state in one SQLite file. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { holdPutConditions } from './conditional-put.ts';
import {
  type BucketStore,
  buildApp,
  connectionOf,
  PersistenceManager,
  type QueueStore,
  S3Store,
  SnsStore,
  SqsStore,
  type TopicStore,
} from './fauxqs-modules.ts';
import { repairPersistence } from './fauxqs-repairs.ts';
import { holdPermissions } from './hold-permissions.ts';
import { ACCOUNT, REGION } from './identity.ts';
import type { Permissions } from './permissions.ts';

/** How often delays and visibility timeouts are looked at, all queues at once. SQS itself is no more exact. */
const CLOCK_MS = 50;

export interface MessageBus {
  url: string;
  queues: QueueStore;
  topics: TopicStore;
  buckets: BucketStore;
  queueUrl(name: string): string;
  /** Makes messages that are hidden or delayed due so many milliseconds earlier. */
  passTime(ms: number): void;
  /** Ends long polls with an empty answer, waits for requests under way, closes the file. */
  close(): Promise<void>;
}

/**
 * Whoever held an in-flight message died with the process that ran the queue, so the message is visible at once rather
 * than after its visibility timeout; and that receive does not count towards the dead letters, because no consumer failed.
 */
const returnInFlight = (file: string): void => {
  if (!existsSync(file)) return;
  const connection = new DatabaseSync(file);
  connection.exec(`UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL,
    approximate_receive_count = MAX(0, approximate_receive_count - 1) WHERE receipt_handle IS NOT NULL`);
  connection.close();
};

export interface MessageBusOptions {
  /** Made when missing. */
  folder: string;
  /** A free one of 127.0.0.1 unless given. */
  port?: number;
  /** Who may do what; everyone everything unless given. */
  permissions?: Permissions;
}

/** Starts the bus on the data in its folder. */
export const startMessageBus = async ({ folder, port = 0, permissions }: MessageBusOptions): Promise<MessageBus> => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  returnInFlight(join(folder, 'fauxqs.db'));
  const queues = new SqsStore();
  const topics = new SnsStore();
  const buckets = new S3Store();
  const persistence = new PersistenceManager(folder);
  // A kill of the process loses nothing that was handed to the operating system; only a power cut would (and lose, not tear).
  connectionOf(persistence).exec('PRAGMA synchronous = NORMAL');
  repairPersistence(persistence);
  // Loaded before the stores write through: inserting a queue again would cascade to its messages.
  persistence.load(queues, topics, buckets);
  queues.persistence = persistence;
  topics.persistence = persistence;
  buckets.persistence = persistence;
  for (const queue of queues.allQueues()) queue.persistence = persistence;
  queues.host = ''; // else queue URLs name sqs.us-east-1.localhost, which the SDK dials
  queues.region = REGION;
  topics.region = REGION;

  const app = buildApp({ logger: false, stores: { sqsStore: queues, snsStore: topics, s3Store: buckets } });
  if (permissions !== undefined) holdPermissions(app, buckets, permissions);
  holdPutConditions(app, buckets);
  let underWay = 0;
  let drained = (): void => {};
  app.addHook('onRequest', (_request, { raw }, done) => {
    underWay += 1;
    // comes also when the client is gone before it was answered, which an `onResponse` does not
    raw.once('close', () => {
      underWay -= 1;
      if (underWay === 0) drained();
    });
    done();
  });
  const url = await app.listen({ port, host: '127.0.0.1' });
  const queueUrl = (name: string): string => `${url}/${ACCOUNT}/${name}`;
  for (const queue of queues.allQueues()) Object.assign(queue, { url: queueUrl(queue.name) }); // the port of this run
  const clock = setInterval(() => queues.processAllTimers(), CLOCK_MS);

  const passTime = (ms: number): void => {
    for (const queue of queues.allQueues()) {
      for (const hidden of queue.inflightMessages.values()) hidden.visibilityDeadline -= ms;
      for (const message of queue.delayedMessages) message.delayUntil = (message.delayUntil ?? 0) - ms;
    }
    queues.processAllTimers();
  };

  const close = async (): Promise<void> => {
    clearInterval(clock);
    // An aborted long poll would take a message that no one gets, so polls end with an answer first.
    queues.shutdown();
    if (underWay > 0) await new Promise<void>((resolve) => (drained = resolve));
    await app.close();
    persistence.close();
  };
  return { url, queues, topics, buckets, queueUrl, passTime, close };
};
