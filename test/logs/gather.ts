import { appendFileSync } from 'node:fs';
import { join } from 'node:path';

/** Names the folder where all that is logged in a run of the tests comes together; there is none where another tool runs them. */
export const logsVariable = 'RULINGWIRE_GATHERED_LOGS';

const lines: string[] = [];

/** Keeps what was logged until the file of tests ends: a write a line would slow down those that log a hundred thousand. */
export const gather = (line: string): void => {
  if (process.env[logsVariable] === undefined) return;
  lines.push(line);
  if (lines.length >= 10_000) putTogether();
};

let name = 'tests';
/** Under which name the lines of this process are put together. */
export const gatherAs = (file: string): void => {
  name = file.replaceAll('/', '.');
};

export const putTogether = (): void => {
  const folder = process.env[logsVariable];
  const some = lines.splice(0);
  if (folder !== undefined && some.length > 0)
    appendFileSync(join(folder, `${name}.${process.pid}`), `${some.join('\n')}\n`);
};
