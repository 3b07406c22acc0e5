/** One process owns a data folder. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The folder is another process's; the message says whose. */
export class DataFolderInUse extends Error {}

/** Held here, because a connection that is garbage lets go of its lock. */
const held = new Set<DatabaseSync>();

const holderOf = (pidFile: string): string => {
  try {
    return `process ${readFileSync(pidFile, 'utf8')}`;
  } catch {
    return 'another process';
  }
};

/**
 * Locks `folder` (made when missing) for this process and returns the way to unlock it. The lock is SQLite's on an empty file:
 * the operating system lets go of it when the process dies, however it dies, so nothing has to guess whether a pid is stale.
 */
export const lockDataFolder = (folder: string): (() => void) => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pidFile = join(folder, 'runtime.pid');
  const lock = new DatabaseSync(join(folder, 'runtime.lock'), { timeout: 0 });
  try {
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (cause) {
    lock.close();
    throw new DataFolderInUse(`the data folder ${folder} is in use by ${holderOf(pidFile)}`, { cause });
  }
  writeFileSync(pidFile, String(process.pid), { mode: 0o600 });
  held.add(lock);
  return () => {
    held.delete(lock);
    lock.close();
  };
};
