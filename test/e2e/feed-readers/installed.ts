import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a program is, if it is on the PATH. */
export const programOnPath = (program: string): string | undefined =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, program))
    .find((path) => existsSync(path));

/**
 * Whether a test has to go without one of Debian's programs, which is said loudly. In CI nothing is left out: there it throws, which
 * fails the test's file.
 */
export const isMissing = (program: string): boolean => {
  if (programOnPath(program) !== undefined) return false;
  const hint = `${program} is not on the PATH: apt-get install ${program}`;
  if (process.env['CI']) throw new Error(hint);
  console.warn(`\nSKIPPED: ${hint}\n`);
  return true;
};
