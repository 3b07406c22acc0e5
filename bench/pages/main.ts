/** What the live distribution of a large broadcast costs whoever looks at it: `npm run bench:pages -- [--people 100000] [--minutes 10] [--write]`. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { createApiClient } from '../../local/cli/api-client.ts';
import { describeMachine } from '../machine.ts';
import { sampleRuling } from '../sample-ruling.ts';
import { startWire } from '../webhooks/wire.ts';
import { loadFolder } from './load.ts';
import { type PagesResult, toPage } from './page.ts';
import { type Look, openWatcher } from './watcher.ts';

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '100000' },
    // after so long it is told as it stands
    minutes: { type: 'string', default: '10' },
    write: { type: 'boolean' },
  },
});
const count = z.coerce.number().int().min(1);
const [people, minutes] = [count.parse(values.people), count.parse(values.minutes)];
const looksAtRest = 30;
const betweenLooksMs = 2_000;

const publishedSchema = z.object({ ruling: z.object({ id: z.string() }) });
const keySchema = z.object({ key: z.string() });
const textsSchema = z.object({
  status: z.string(),
  ...{
    audience: z.int(),
    pending: z.int(),
    deferred: z.int(),
    posting: z.int(),
    accepted: z.int(),
    delivered: z.int(),
  },
});
const distributionSchema = z.object({ events: z.array(z.object({ texts: textsSchema.nullable() })) });

const dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-bench-'));
await loadFolder(dataDir, people);
const wire = await startWire(dataDir, []);
try {
  const operator = createApiClient(wire.baseUrl, wire.operatorKey);
  const asked = { name: 'Editor', scopes: ['newsroom:write', 'newsroom:send'] };
  const { key } = await operator.call('POST', '/v1/keys', keySchema, asked);
  const editor = createApiClient(wire.baseUrl, key);
  const publish = async (number: number, texts: 'immediate' | 'none'): Promise<string> =>
    (await editor.call('POST', '/v1/rulings', publishedSchema, { ...sampleRuling(number), texts })).ruling.id;
  const standing = async (id: string) =>
    (await editor.call('GET', `/v1/rulings/${id}/distribution`, distributionSchema)).events[0]?.texts ?? null;

  const watcher = await openWatcher(wire.baseUrl, key);
  await watcher.open(await publish(1, 'none'));
  const atRest: Look[] = [];
  for (let at = 0; at < looksAtRest; at++) {
    atRest.push(await watcher.look());
    await setTimeout(betweenLooksMs / 10);
  }

  const rulingId = await publish(2, 'immediate');
  await watcher.open(rulingId);
  const asking = watcher.requests();
  const began = performance.now();
  const moving: Look[] = [];
  let last = await standing(rulingId);
  while (performance.now() - began < minutes * 60_000) {
    moving.push(await watcher.look());
    await setTimeout(betweenLooksMs);
    last = await standing(rulingId);
    if (last?.status === 'done') break;
  }
  if (last === null) throw new Error('nobody was to be texted');
  const result: PagesResult = {
    machine: describeMachine(),
    command: `npm run bench:pages -- --people ${people} --minutes ${minutes} --write`,
    people,
    seconds: (performance.now() - began) / 1000,
    ...{ texts: last, atRest, moving, longTasks: await watcher.longTasks(), requests: watcher.requests() - asking },
  };
  await watcher.close();
  const page = toPage(result);
  console.log(page);
  if (values.write) {
    const file = (path: string) => new URL(`../../${path}`, import.meta.url);
    await writeFile(file('bench/pages/results.json'), `${JSON.stringify(result, null, 2)}\n`);
    await writeFile(file('docs/bench-pages.md'), page);
  }
} finally {
  await wire.close();
  await rm(dataDir, { recursive: true });
}
process.exit();
