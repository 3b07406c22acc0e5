/** What the look through all logs of a run stands on: that they are all there. */
import { existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openFunctionLog } from '../../local/lambda/function-log.ts';
import { createLog } from '../../shared/runtime/logger.ts';
import { recordingLog } from '../fakes/log.ts';
import { logsVariable, putTogether } from '../logs/gather.ts';
import lookAround from '../logs/global-setup.ts';
import { phone } from '../samples/texting.ts';

let folder: string;
let gathered: string;
beforeEach(() => {
  // what the file has logged so far belongs to the run
  putTogether();
  folder = mkdtempSync(join(tmpdir(), 'gathered-logs-'));
  gathered = join(folder, 'gathered');
  mkdirSync(gathered);
  vi.stubEnv(logsVariable, gathered);
});
afterEach(() => {
  putTogether();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});
const all = (): string =>
  globSync('*', { cwd: gathered })
    .map((name) => readFileSync(join(gathered, name), 'utf8'))
    .join('');

test('a function’s log stays when its data folder has gone, to its last word, from one start to the next', async () => {
  const path = join(folder, 'data', 'log');
  for (const start of ['first', 'second']) {
    const log = openFunctionLog(path, 'send-texts');
    log.write(`${start} line\n`);
    log.leaveOut(`${start} message`);
    await log.close();
  }
  expect(readFileSync(join(path, 'send-texts.log'), 'utf8')).toBe('first line\nsecond line\n');
  rmSync(path, { recursive: true });
  for (const text of ['first line\nsecond line\n', 'first message\nsecond message\n']) expect(all()).toContain(text);
});

test('a function’s log is its own where nobody gathers any', async () => {
  vi.stubEnv(logsVariable, undefined);
  const log = openFunctionLog(join(folder, 'data'), 'send-texts');
  log.write('a line\n');
  log.leaveOut('a message');
  await log.close();
  expect(globSync('**/*.log', { cwd: folder })).toEqual(['data/send-texts.log']);
  expect(readFileSync(join(folder, 'data', 'send-texts.log'), 'utf8')).toBe('a line\n');
});

test('what a test’s own log and standard output get is there, with the messages of errors', () => {
  const cause = new Error('outer', { cause: new Error('inner words') });
  recordingLog().error('FEED_WRITTEN', cause, { feed: 'a-feed' });
  createLog('x').info('FEED_RACED', { feed: 'another-feed' });
  putTogether();
  for (const text of ['outer', 'inner words', 'a-feed', 'another-feed']) expect(all()).toContain(text);
});

test('a run whose logs tell of somebody fails and says where, not whom; its folder goes, and those of runs that were killed', () => {
  const killed = join(tmpdir(), 'rulingwire-logs-of-4194999-abc');
  mkdirSync(killed);
  const before = process.exitCode;
  const look = lookAround();
  expect(existsSync(killed)).toBe(false);
  const own = process.env[logsVariable] ?? '';
  recordingLog().info('FEED_WRITTEN', { feed: phone(1) });
  putTogether();
  expect(look).toThrow(/: FEED_WRITTEN has a phone number$/);
  const failed = process.exitCode;
  process.exitCode = before;
  expect([failed, existsSync(own)]).toEqual([1, false]);
  const clean = lookAround();
  recordingLog().info('FEED_WRITTEN', { feed: 'a-feed' });
  putTogether();
  expect(clean).not.toThrow();
});
