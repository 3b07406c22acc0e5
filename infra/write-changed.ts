import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/**
 * Writes a file whole, and leaves it alone where it holds this already, so that processes that build at the same time read no half-written
 * file. It is made in `outDir`, on the same disk, and moved to its place: the folder that it is for holds nothing that is not to be deployed.
 */
export const writeChanged =
  (outDir: string) =>
  async (path: string, contents: Uint8Array): Promise<void> => {
    const before = await readFile(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (before?.equals(contents)) return;
    const fresh = join(outDir, randomUUID());
    await writeFile(fresh, contents);
    await mkdir(dirname(path), { recursive: true });
    await rename(fresh, path);
  };
