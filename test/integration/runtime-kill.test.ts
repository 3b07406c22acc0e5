import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lockDataFolder } from '../../local/data-folder.ts';
import { buildFixture, temporaryFolder } from './fixtures/build.ts';
import { type Observer, startObserver } from './fixtures/observer.ts';

const KILLS = 4;

let cdkOut: string;
let observer: Observer;
let child: ChildProcess | undefined;
const dataDir = temporaryFolder();

const start = async (): Promise<string> => {
  const script = join(import.meta.dirname, 'fixtures/run.ts');
  const started = spawn(process.execPath, [script, cdkOut, dataDir, observer.url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  child = started;
  for await (const line of createInterface({ input: started.stdout })) return line;
  throw new Error('the runtime did not start');
};
const kill = async (): Promise<void> => {
  if (child === undefined) return;
  const exit = once(child, 'exit');
  child.kill('SIGKILL');
  await exit;
};
const seenIds = (): unknown[] => observer.seen('work').map((each) => each['id']);

beforeAll(async () => {
  [cdkOut, observer] = await Promise.all([buildFixture(), startObserver()]);
});
afterAll(async () => {
  await kill();
  observer.close();
});

/** Posts items one after another until the connection breaks; those that were answered go to `acknowledged`. */
const load = async (baseUrl: string, prefix: string, acknowledged: string[]): Promise<void> => {
  for (let n = 0; ; n += 1) {
    try {
      const answer = await fetch(`${baseUrl}/items/${prefix}-${n}`, { method: 'POST', body: 'work' });
      if (answer.status === 201) acknowledged.push(`ITEM#${prefix}-${n}`);
      await answer.arrayBuffer();
    } catch {
      return; // killed
    }
  }
};

test('what was acknowledged arrives, however often the process is killed, and what had arrived does not come again', async () => {
  const acknowledged: string[] = [];
  let baseUrl = await start();
  await fetch(`${baseUrl}/items/early`, { method: 'POST', body: 'work' });
  await observer.until('work', (all) => all.some((each) => each['id'] === 'ITEM#early'));
  for (let round = 1; round <= KILLS; round += 1) {
    const loads = ['a', 'b', 'c'].map((client) => load(baseUrl, `${round}${client}`, acknowledged));
    const enough = acknowledged.length + 15 * round;
    await observer.until('work', (all) => all.length >= Math.min(enough, 20 * round));
    await kill();
    await Promise.all(loads);
    baseUrl = await start();
  }
  expect(acknowledged.length).toBeGreaterThan(20);
  await observer.until('work', () => acknowledged.every((id) => seenIds().includes(id)));
  expect(seenIds().filter((id) => id === 'ITEM#early')).toHaveLength(1);
});

test('the data folder is locked while its process lives, and free when it was killed', async () => {
  expect(() => lockDataFolder(dataDir)).toThrow(`the data folder ${dataDir} is in use by process ${child?.pid}`);
  await kill();
  lockDataFolder(dataDir)();
  await start();
});
