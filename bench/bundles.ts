import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { bundleFunctions } from '../infra/bundle.ts';
import { startWire } from '../local/wire.ts';
import { percentile } from './statistics.ts';

export interface Bundle {
  readonly name: string;
  readonly bytes: number;
  /** Median milliseconds from the start of the import until the handler is there, in fresh processes. */
  readonly importMs: number;
}

const imports = 7;
/** Prints how long a module takes to load, what it reads at its start included. */
const timed = `const at = performance.now(); await import(process.argv[1]); console.log(performance.now() - at); process.exit();`;

/** `plan-texts` as a part of the function's logical id. */
const logicalPart = (name: string): string =>
  name
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');

/** Weighs each function's bundle and loads it with its own variables, beside a wire that answers what it asks for at its start. */
export const weighBundles = async (): Promise<Bundle[]> => {
  const folder = await mkdtemp(join(tmpdir(), 'rulingwire-bundles-'));
  const wire = await startWire({ dataDir: join(folder, 'data'), port: 0 });
  try {
    const { functions, folder: bundles } = await bundleFunctions(folder);
    const weighed: Bundle[] = [];
    for (const name of functions) {
      const path = join(bundles, name, 'index.mjs');
      const command = ['--input-type=module', '-e', timed, pathToFileURL(path).href];
      const env = { ...wire.runtime.environmentOf(`${logicalPart(name)}Function`) };
      const samples: number[] = [];
      for (let run = 0; run < imports; run++)
        samples.push(Number((await promisify(execFile)(process.execPath, command, { env })).stdout));
      weighed.push({ name, bytes: statSync(path).size, importMs: Math.round(percentile(samples, 0.5)) });
    }
    return weighed;
  } finally {
    await wire.close();
    await rm(folder, { recursive: true });
  }
};
