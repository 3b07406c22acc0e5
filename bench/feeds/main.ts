/** How feeds behave: `npm run bench:feeds -- [--rulings N] [--write]`. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { freePort, startWire } from '../../test/wire-process.ts';
import { describeMachine } from '../machine.ts';
import { benchImport } from './importing.ts';
import { toPage } from './page.ts';
import { benchPolling, type PollingResult } from './polling.ts';

const { values } = parseArgs({
  options: { rulings: { type: 'string', default: '10000' }, write: { type: 'boolean' } },
});
const rulings = z.coerce.number().int().min(1).parse(values.rulings);

const poll = async (): Promise<PollingResult> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-bench-'));
  const wire = await startWire(dataDir, await freePort(), { RULINGWIRE_QUIET_HOURS: 'off' });
  try {
    return await benchPolling(wire.dev.baseUrl, wire.dev.keys.newsroom);
  } finally {
    await wire.stop();
    await rm(dataDir, { recursive: true });
  }
};

const polling = await poll();
console.error('the hour of polling is over');
const result = {
  machine: describeMachine(),
  command: `npm run bench:feeds -- --rulings ${rulings} --write`,
  polling,
  stages: await benchImport(rulings),
};
const page = toPage(result);
console.log(page);
if (values.write) {
  const file = (path: string) => new URL(`../../${path}`, import.meta.url);
  await writeFile(file('bench/feeds/results.json'), `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(file('docs/bench-feeds.md'), page);
}
process.exit();
