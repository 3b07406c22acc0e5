import { readFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';

/** What a figure was measured on. */
export const describeMachine = (): string =>
  `${cpus().length} cores of ${cpus()[0]?.model ?? 'an unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform}-${process.arch}, Node ${process.version}`;

/** Resident memory of a process in MiB: now, what of that is its own and no file's, and at its highest. Linux only; elsewhere `undefined`. */
export const memoryOf = async (pid: number): Promise<{ now: number; own: number; peak: number } | undefined> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => undefined);
  if (status === undefined) return undefined;
  const mebibytes = (field: string) =>
    Math.round(Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(status)?.[1]) / 1024);
  return { now: mebibytes('VmRSS'), own: mebibytes('RssAnon'), peak: mebibytes('VmHWM') };
};
