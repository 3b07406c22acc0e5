/** Around a run of the tests: whatever was logged in it, by whichever process, is looked through for people, and the run fails on one. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { logsVariable } from './gather.ts';
import { tellTales } from './tell-tales.ts';

const prefix = 'rulingwire-logs-of-';

/** Of runs that were killed. */
const isLeft = (name: string): boolean => {
  const pid = /^rulingwire-logs-of-(\d+)-/.exec(name)?.[1];
  return pid !== undefined && !existsSync(`/proc/${pid}`) && existsSync('/proc/self');
};

export default (): (() => void) => {
  for (const name of readdirSync(tmpdir()).filter(isLeft))
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  process.env[logsVariable] = folder;
  return () => {
    const told = readdirSync(folder).flatMap((file) =>
      tellTales(readFileSync(join(folder, file), 'utf8')).map(({ what, code }) => `${file}: ${code} has ${what}`),
    );
    rmSync(folder, { recursive: true });
    if (told.length === 0) return;
    process.exitCode = 1;
    throw new Error(`logs tell of people:\n${told.join('\n')}`);
  };
};
