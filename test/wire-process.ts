import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { gather } from './logs/gather.ts';

const devSchema = z.object({
  baseUrl: z.string(),
  twilioUrl: z.string(),
  keys: z.object({ newsroom: z.string(), partner: z.string(), operator: z.string() }),
});
export type Dev = z.output<typeof devSchema>;

/** The embedded runtime in a process of its own, as `npm start` runs it. */
export interface WireProcess {
  readonly pid: number;
  readonly dev: Dev;
  /** What it printed so far. */
  output(): string;
  /** SIGTERM, and waits until it has closed in order. */
  stop(): Promise<void>;
  /** SIGKILL: it gets no chance to do anything. */
  kill(): Promise<void>;
}

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
};

/** Starts the wire on a data folder and waits until it says that it is ready, which it does by writing dev.json. */
export const startWire = async (
  dataDir: string,
  port: number,
  env: Readonly<Record<string, string>> = {},
): Promise<WireProcess> => {
  const child = spawn(process.execPath, ['local/start.js'], {
    cwd: new URL('..', import.meta.url),
    env: { ...process.env, PORT: String(port), RULINGWIRE_DATA: dataDir, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      lines.push(text);
      gather(text);
    });
  const end = async (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const exit = once(child, 'exit');
    child.kill(signal);
    await exit;
  };
  return {
    pid: child.pid ?? 0,
    dev: await untilReady(child, join(dataDir, 'dev.json'), lines),
    output: () => lines.join(''),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
};

const untilReady = async (child: ChildProcess, file: string, lines: readonly string[]): Promise<Dev> => {
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the wire ended before it was ready:\n${lines.join('')}`);
    // a wire that starts removes the file of the run before, so one from this process is what counts
    const text = await readFile(file, 'utf8').catch(() => undefined);
    if (text !== undefined && lines.join('').includes('Ready')) return devSchema.parse(JSON.parse(text));
    await setTimeout(20);
  }
};
