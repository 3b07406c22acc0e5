import { createWriteStream, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A log that grew past this is set aside (as `.1`) at the next start. */
const ROTATE_BYTES = 10 * 1024 * 1024;

export interface FunctionLog {
  write(chunk: string | Uint8Array): void;
  close(): Promise<void>;
}

/** Opens `<folder>/<name>.log` for appending, readable by its owner alone. */
export const openFunctionLog = (folder: string, name: string): FunctionLog => {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, `${name}.log`);
  if (existsSync(path) && statSync(path).size > ROTATE_BYTES) renameSync(path, `${path}.1`);
  const stream = createWriteStream(path, { flags: 'a', mode: 0o600 });
  return {
    write: (chunk) => {
      if (!stream.writableEnded) stream.write(chunk); // a worker's last words may come after its end
    },
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
};
