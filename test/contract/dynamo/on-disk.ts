import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import type { _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeEach } from 'vitest';
import { openEmbedded } from './embedded.ts';
import { iteratorOf, readOn } from './streams.ts';
import { TABLE, THINGS } from './under-test.ts';

type Opened = Awaited<ReturnType<typeof openEmbedded>>;

/** An embedded engine on disk with the table of things, new for each test, that can be restarted and aged. */
export interface OnDisk {
  engine(): Opened;
  document(): DynamoDBDocumentClient;
  /** Epoch milliseconds of the engine's clock, which stands still. */
  now(): number;
  pass(ms: number): void;
  reopen(ttlSweepMs?: number): Promise<void>;
  get(pk: string, sk: string): Promise<unknown>;
  allRecords(): Promise<StreamRecord[]>;
}

export function onDisk(): OnDisk {
  let path: string;
  let clock: number;
  let opened: Opened;
  const open = async (ttlSweepMs = 60_000): Promise<void> => {
    opened = await openEmbedded({ path, now: () => clock, ttlSweepMs });
  };
  beforeEach(async () => {
    path = await mkdtemp(join(tmpdir(), 'dynamo-'));
    clock = Date.now();
    await open();
    await opened.client.send(new CreateTableCommand(structuredClone(THINGS)));
  });
  afterEach(async () => {
    await opened.close();
    await rm(path, { recursive: true });
  });
  return {
    engine: () => opened,
    document: () => opened.document,
    now: () => clock,
    pass(ms) {
      clock += ms;
    },
    async reopen(ttlSweepMs) {
      await opened.close();
      await open(ttlSweepMs);
    },
    async get(pk, sk) {
      return (await opened.document.send(new GetCommand({ TableName: TABLE, Key: { pk, sk } }))).Item;
    },
    async allRecords() {
      return (await readOn(opened.streams, await iteratorOf(opened))).records;
    },
  };
}
