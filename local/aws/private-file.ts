import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type * as z from 'zod';

/** Replaces a file in one step, readable by its owner alone: a kill leaves the old content or the new. */
export const writePrivateJson = (path: string, value: unknown): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const next = `${path}.${process.pid}.next`;
  writeFileSync(next, JSON.stringify(value, null, 2), { mode: 0o600 });
  renameSync(next, path);
};

/** The content of such a file, or undefined when it was never written. */
export const readPrivateJson = <T>(path: string, schema: z.ZodType<T>): T | undefined =>
  existsSync(path) ? schema.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
