import {
  appendFileSync,
  createWriteStream,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  renameSync,
  statSync,
} from 'node:fs';
import { join } from 'node:path';

/** A log that grew past this is set aside (as `.1`) at the next start. */
const ROTATE_BYTES = 10 * 1024 * 1024;

/** Names a folder in which all logs of all wires stay, under a second name each, when their data folders have gone. */
const GATHERED_LOGS = 'RULINGWIRE_GATHERED_LOGS';

export interface FunctionLog {
  write(chunk: string | Uint8Array): void;
  /** What Lambda prints of a failure and this log leaves out: it stands where logs are gathered alone. */
  leaveOut(message: string): void;
  close(): Promise<void>;
}

/** Opens `<folder>/<name>.log` for appending, readable by its owner alone. */
export const openFunctionLog = (folder: string, name: string): FunctionLog => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${name}.log`);
  if (existsSync(path) && statSync(path).size > ROTATE_BYTES) renameSync(path, `${path}.1`);
  const stream = createWriteStream(path, { fd: openSync(path, 'a', 0o600) });
  const gathered = process.env[GATHERED_LOGS];
  if (gathered !== undefined) keepLink(path, join(gathered, `${name}.log.${statSync(path).ino}`));
  return {
    write: (chunk) => {
      if (!stream.writableEnded) stream.write(chunk); // a worker's last words may come after its end
    },
    leaveOut: (message) => {
      if (gathered !== undefined) appendFileSync(join(gathered, `${name}.left-out`), `${message}\n`);
    },
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
};

/** Another name of the same file: it costs nothing, and holds what is written until the last moment. */
const keepLink = (path: string, link: string): void => {
  if (!existsSync(link)) linkSync(path, link);
};
