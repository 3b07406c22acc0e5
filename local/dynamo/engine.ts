import { openCommitLog } from './commit-log.ts';
import { db } from './dynalite.ts';
import type { EngineParts, Handler } from './engine-parts.ts';
import { openExpiry } from './expiry.ts';
import { forgetTokens } from './idempotency.ts';
import { keyLocks } from './key-locks.ts';
import { readOperations } from './reads.ts';
import { type Admit, serve } from './server.ts';
import { streamOperations, trimStreams } from './streams.ts';
import { tableOperations } from './table-operations.ts';
import { openTables } from './tables.ts';
import { transactionOperations } from './transactions.ts';
import { sweepExpired, ttlOperations } from './ttl.ts';
import { writeOperations } from './write-operations.ts';

export interface DynamoOptions {
  /** Folder of the LevelDB store; without it everything is in memory. One process at a time may open it. */
  path?: string;
  /** Port on 127.0.0.1; 0, the default, takes a free one. */
  port?: number;
  /** How often expired items, old stream records and old tokens are looked for; 10 s unless given. */
  ttlSweepMs?: number;
  /** Epoch milliseconds; the system's clock unless given. */
  now?: () => number;
  /** Who may do what; everyone everything unless given. */
  admit?: Admit;
}

export interface Dynamo {
  url: string;
  /** Calls `listener` with a table's name after records joined its stream; returns the way to stop. */
  onStreamRecord(listener: (tableName: string) => void): () => void;
  /** Finishes what is under way and closes the store. */
  close(): Promise<void>;
}

const underTarget = (api: string, operations: Record<string, Handler>): Record<string, Handler> =>
  Object.fromEntries(Object.entries(operations).map(([name, handler]) => [`${api}.${name}`, handler]));

/** Runs `work` every `everyMs`, never twice at once; `stop` waits for a run under way. */
function repeatedly(everyMs: number, work: () => Promise<void>): { stop(): Promise<void> } {
  let running: Promise<void> | undefined;
  const run = (): void => {
    running ??= work()
      .catch((error: unknown) => console.error('dynamo: sweep failed', error))
      .finally(() => {
        running = undefined;
      });
  };
  run();
  const timer = setInterval(run, everyMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

const handlersOf = (parts: EngineParts): Record<string, Handler> => ({
  ...underTarget('DynamoDB_20120810', {
    ...tableOperations(parts),
    ...readOperations(parts),
    ...writeOperations(parts),
    ...transactionOperations(parts),
    ...ttlOperations(parts),
  }),
  ...underTarget('DynamoDBStreams_20120810', streamOperations(parts)),
});

/**
 * DynamoDB in this process, on 127.0.0.1: tables, indexes, expressions, transactions, streams and TTL, durable under
 * `path`. A write, its index rows and its stream record are one LevelDB batch, and so is a whole transaction, so a
 * killed process leaves all of it or nothing. LevelDB does not sync: a power cut may lose the newest writes, whole.
 * Rejects when the port is taken, or the folder is open in another process (`cause.code` is LEVEL_LOCKED).
 */
export async function startDynamo(options: DynamoOptions = {}): Promise<Dynamo> {
  const {
    path,
    port = 0,
    ttlSweepMs = 10_000,
    now = Date.now,
    admit = (_authorization, _operation, _body, act) => act(),
  } = options;
  const { db: level } = db.create(path === undefined ? {} : { path });
  await level.open();
  const tables = await openTables(level);
  const expiry = await openExpiry(level);
  const log = await openCommitLog(level, now);
  const parts: EngineParts = { level, tables, expiry, log, withKeys: keyLocks(), now };
  const server = await serve(handlersOf(parts), port, admit).catch(async (error: unknown) => {
    await level.close();
    throw error;
  });
  const sweep = repeatedly(ttlSweepMs, async () => {
    await sweepExpired(parts);
    await trimStreams(parts);
    await forgetTokens(parts);
  });
  return {
    url: server.url,
    onStreamRecord: (listener) => log.onRecord(listener),
    async close() {
      await server.close();
      await sweep.stop();
      await level.close();
    },
  };
}
