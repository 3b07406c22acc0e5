import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { setTimeout } from 'node:timers/promises';
import { DeleteTableCommand, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { describe } from 'vitest';
import { closeServer, listenOnLoopback } from '../../../local/http/listen.ts';
import { clientsFor } from './clients.ts';
import type { DynamoUnderTest } from './under-test.ts';

/** A process of dynoxide, a DynamoDB written by others in another language: what it and our engine agree on is no habit of ours. */
export interface Dynoxide {
  readonly url: string;
  close(): Promise<void>;
}

const runsHere = process.platform === 'linux' && process.arch === 'x64';

/** A suite against dynoxide, whose binary is for linux-x64 alone. Elsewhere it is skipped, and says so. */
export const describeOnDynoxide = (name: string, suite: () => void): void => {
  if (!runsHere) console.warn(`NOT PROVEN on ${process.platform}-${process.arch}, for want of a dynoxide: ${name}`);
  describe.skipIf(!runsHere)(name, suite);
};

/** It cannot choose a port by itself: this one was free a moment ago. */
const freePort = async (): Promise<string> => {
  const server = createServer();
  const url = await listenOnLoopback(server, 0);
  await closeServer(server);
  return new URL(url).port;
};

/** Starts it in memory. A port that somebody took meanwhile makes it end, and another is tried. */
export const startDynoxide = async (tries = 5): Promise<Dynoxide> => {
  const binary = createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide');
  const port = await freePort();
  const child = spawn(binary, ['serve', '--host', '127.0.0.1', '--port', port], { stdio: 'ignore' });
  const exited = once(child, 'exit');
  const url = `http://127.0.0.1:${port}`;
  while (child.exitCode === null && !(await answers(url))) await Promise.race([setTimeout(10), exited]);
  if (child.exitCode === null) {
    return {
      url,
      close: async () => {
        child.kill();
        await exited;
      },
    };
  }
  if (tries === 1) throw new Error(`dynoxide ended with ${child.exitCode}`);
  return startDynoxide(tries - 1);
};

const answers = async (url: string): Promise<boolean> => {
  try {
    await fetch(url);
    return true;
  } catch {
    return false;
  }
};

/** Clients of a running dynoxide that holds no table. */
export const openDynoxide = async ({ url }: Dynoxide): Promise<DynamoUnderTest> => {
  const { destroy, ...clients } = clientsFor(url);
  const { TableNames = [] } = await clients.client.send(new ListTablesCommand());
  for (const TableName of TableNames) await clients.client.send(new DeleteTableCommand({ TableName }));
  return { ...clients, close: async () => destroy() };
};
