/** How webhooks behave: `npm run bench:webhooks -- [--endpoints 1,100,1000,10000] [--dead 1000] [--runs 5] [--write]`. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { describeMachine } from '../machine.ts';
import { type FanOut, fanOut, type Setting } from './fan-out.ts';
import { openNewsroom } from './newsroom.ts';
import { oneDead } from './one-dead.ts';
import { toPage } from './page.ts';
import { startReceiver } from './receiver.ts';
import { startWire } from './wire.ts';

const { values } = parseArgs({
  options: {
    // none of them: an empty text
    endpoints: { type: 'string', default: '1,100,1000,10000' },
    // among how many; 0 leaves it out
    dead: { type: 'string', default: '1000' },
    runs: { type: 'string', default: '5' },
    // where the wire's processes leave their profiles
    profile: { type: 'string' },
    write: { type: 'boolean' },
  },
});
const sizes = values.endpoints
  .split(',')
  .filter((size) => size !== '')
  .map((size) => z.coerce.number().int().min(1).parse(size))
  .sort((a, b) => a - b);
const dead = z.coerce.number().int().min(0).parse(values.dead);
const runs = z.coerce.number().int().min(1).parse(values.runs);
const profiling = values.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${values.profile}`];

/** Some 1,000 samples of each size, of 10 events at most. */
const eventsFor = (endpoints: number): number => Math.min(10, Math.max(1, Math.round(1_000 / endpoints)));

/** On a wire of its own. */
const withWire = async <Result>(measure: (setting: Setting) => Promise<Result>): Promise<Result> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-bench-'));
  const receiver = await startReceiver();
  const wire = await startWire(dataDir, profiling);
  try {
    return await measure({ wire, receiver, newsroom: await openNewsroom(wire.baseUrl, wire.operatorKey) });
  } finally {
    await wire.close();
    await receiver.close();
    await rm(dataDir, { recursive: true });
  }
};

const results: FanOut[] = [];
if (sizes.length > 0)
  await withWire(async (setting) => {
    for (const size of sizes) {
      results.push(await fanOut(setting, size, eventsFor(size)));
    }
  });
const result = {
  machine: describeMachine(),
  command: `npm run bench:webhooks -- --endpoints ${sizes.join(',')} --dead ${dead} --runs ${runs} --write`,
  fanOut: results,
  dead: dead === 0 ? null : await withWire((setting) => oneDead(setting, dead, runs)),
};
const page = toPage(result);
console.log(page);
if (values.write) {
  const file = (path: string) => new URL(`../../${path}`, import.meta.url);
  await writeFile(file('bench/webhooks/results.json'), `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(file('docs/bench-webhooks.md'), page);
}
