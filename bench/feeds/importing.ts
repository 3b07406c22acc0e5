import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { createApiClient } from '../../local/cli/api-client.ts';
import { type Dev, freePort, startWire } from '../../test/wire-process.ts';
import { memoryOf } from '../machine.ts';
import { writeArchive } from './archive.ts';
import { type FeedTimes, timeFeed } from './feed-times.ts';

/** The topic that most rulings have, so that its list is the longest. */
const facet = 'topic#topic-0';

export interface Stage {
  readonly rulings: number;
  readonly perSecond: number;
  readonly relayedS: number;
  readonly wireMiB: number;
  readonly commandMiB: number;
  readonly feed: FeedTimes;
}

/** How an archive of so many rulings comes in, and what a feed costs above it: at 1,000, at 10,000 and so on up to `rulings`. */
export const benchImport = async (rulings: number): Promise<Stage[]> => {
  const ends = [1_000, 10_000, 100_000].filter((end) => end < rulings).concat(rulings);
  const dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-bench-'));
  const fileOf = (end: number): string => join(dataDir, `archive-${end}.ndjson`);
  const newsroom: unknown = JSON.parse(await readFile(new URL('../../newsroom.json', import.meta.url), 'utf8'));
  try {
    await writeArchive(ends, fileOf);
    const stages: Stage[] = [];
    for (const [at, end] of ends.entries()) {
      const came = await bringIn(dataDir, fileOf(end), end - (ends[at - 1] ?? 0));
      stages.push({ rulings: end, ...came, feed: await timeFeed(dataDir, facet, newsroom) });
      console.error(`${end} rulings are in`);
    }
    return stages;
  } finally {
    await rm(dataDir, { recursive: true });
  }
};

/** Imports a file by the command into a wire in a process of its own; without the operator's key, so that no feed is built meanwhile. */
const bringIn = async (dataDir: string, file: string, rulings: number): Promise<Omit<Stage, 'rulings' | 'feed'>> => {
  const wire = await startWire(dataDir, await freePort(), { RULINGWIRE_QUIET_HOURS: 'off' });
  try {
    const { dev } = wire;
    const startedAt = Date.now();
    const command = spawn(process.execPath, ['local/cli/main.ts', 'import', file], {
      cwd: new URL('../..', import.meta.url),
      env: { PATH: process.env['PATH'], RULINGWIRE_URL: dev.baseUrl, RULINGWIRE_KEY: dev.keys.newsroom },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const watch = watchMemory(command.pid ?? 0);
    const [out] = await Promise.all([text(command.stdout), once(command, 'exit')]);
    const seconds = (Date.now() - startedAt) / 1000;
    if (!out.startsWith(`${rulings} rulings: ${rulings} imported`)) throw new Error(`the import said: ${out}`);
    const relayedS = await untilRelayed(dev);
    const memory = await memoryOf(wire.pid);
    return {
      ...{ perSecond: rulings / seconds, relayedS, wireMiB: memory?.peak ?? Number.NaN },
      commandMiB: await watch(),
    };
  } finally {
    await wire.stop();
  }
};

/** Looks at a process's memory until it ends or is asked for the most that it had, in MiB. */
const watchMemory = (pid: number): (() => Promise<number>) => {
  let watching = true;
  const watch = async (): Promise<number> => {
    let peak = Number.NaN;
    while (watching) {
      const memory = await memoryOf(pid);
      if (!memory || Number.isNaN(memory.peak)) break;
      peak = memory.peak;
      await setTimeout(100);
    }
    return peak;
  };
  const watched = watch();
  return () => {
    watching = false;
    return watched;
  };
};

const operationsSchema = z.object({ relay: z.object({ behind: z.number() }) });

/** Seconds until every event has gone past the channels. */
const untilRelayed = async ({ baseUrl, keys }: Dev): Promise<number> => {
  const api = createApiClient(baseUrl, keys.operator);
  const startedAt = Date.now();
  while ((await api.call('GET', '/v1/operations', operationsSchema)).relay.behind > 0) await setTimeout(250);
  return (Date.now() - startedAt) / 1000;
};
