/**
 * fauxqs with its insides: the package exports its HTTP application alone, but an embedded runtime needs its stores (to
 * poll without HTTP) and its persistence (its own `startFauxqs` listens on every interface).
 */
import { findPackageJSON } from 'node:module';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { buildApp } from 'fauxqs';

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>['stores']>;
export type QueueStore = Stores['sqsStore'];
export type TopicStore = Stores['snsStore'];
export type BucketStore = Stores['s3Store'];
export type Queue = NonNullable<ReturnType<QueueStore['getQueueByName']>>;
export type StoredObject = ReturnType<BucketStore['headObject']>;

/** fauxqs's write-through to SQLite. The type hides the connection and the transaction that we use. */
export type Persistence = NonNullable<QueueStore['persistence']>;

const packageFile = findPackageJSON('fauxqs', import.meta.url);
if (packageFile === undefined) throw new Error('the package fauxqs is not installed');
const inside = (path: string): string => pathToFileURL(join(packageFile, '../dist', path)).href;

const sqs: {
  SqsStore: (new () => QueueStore) & { createMessage(body: string): Parameters<Queue['enqueue']>[0] };
  SqsQueue: { prototype: Queue };
} = await import(inside('sqs/sqsStore.js'));
const sns: { SnsStore: new () => TopicStore } = await import(inside('sns/snsStore.js'));
const s3: { S3Store: new () => BucketStore } = await import(inside('s3/s3Store.js'));
const sqsTypes: { INVALID_MESSAGE_BODY_CHAR: RegExp } = await import(inside('sqs/sqsTypes.js'));
const persistence: { PersistenceManager: new (folder: string) => Persistence } = await import(inside('persistence.js'));

export { buildApp };
export const { SqsStore, SqsQueue } = sqs;
export const { SnsStore } = sns;
export const { S3Store } = s3;
export const { INVALID_MESSAGE_BODY_CHAR } = sqsTypes;
export const { PersistenceManager } = persistence;

/** The SQLite connection that fauxqs writes through. */
export const connectionOf = (store: Persistence): DatabaseSync => {
  const connection: DatabaseSync = Reflect.get(store, 'db');
  return connection;
};

/** Runs `work` as one transaction: a kill leaves all of it or nothing. Nothing in `work` may wait. */
export const atomically = <T>(store: Persistence | undefined, work: () => T): T => {
  if (store === undefined) return work();
  const connection = connectionOf(store);
  connection.exec('BEGIN');
  try {
    const result = work();
    connection.exec('COMMIT');
    return result;
  } catch (cause) {
    connection.exec('ROLLBACK');
    throw cause;
  }
};
