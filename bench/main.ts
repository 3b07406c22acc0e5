import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { createApiClient } from '../local/cli/api-client.ts';
import { startPartner } from '../test/receiver.ts';
import { freePort, startWire } from '../test/wire-process.ts';
import { type Journey, travel } from './at-rest.ts';
import { describeMachine, memoryOf } from './machine.ts';
import { percentile } from './statistics.ts';
import { toTable } from './table.ts';

/** Between two rulings at rest: longer than the second that a feed waits before it is written again. */
const restMs = 1_500;
const warmUps = 3;
const phone = '+12125550199';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '30' }, write: { type: 'boolean' } } });
const runs = z.coerce.number().int().min(1).parse(values.runs);

const dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-bench-'));
const partner = await startPartner();
const startedAt = Date.now();
const wire = await startWire(dataDir, await freePort(), { RULINGWIRE_QUIET_HOURS: 'off' });
const readyMs = Date.now() - startedAt;
try {
  const { baseUrl, keys } = wire.dev;
  const consent = { textVersion: '2026-11', adult: true };
  await createApiClient(baseUrl, keys.partner).call('POST', '/v1/endpoints', z.unknown(), { url: partner.url });
  await createApiClient(baseUrl, keys.operator).call('POST', '/v1/subscribers', z.unknown(), {
    phone,
    frequency: 'immediate',
    consent,
  });
  const journeys: Journey[] = [];
  for (let number = 0; number < warmUps + runs; number++) {
    await setTimeout(restMs);
    const journey = await travel(wire, partner, phone, number);
    if (number >= warmUps) journeys.push(journey);
  }
  const of = (leg: keyof Journey) => {
    const samples = journeys.map((journey) => journey[leg]);
    return { p50: percentile(samples, 0.5), p99: percentile(samples, 0.99) };
  };
  const memory = await memoryOf(wire.pid);
  const result = {
    machine: describeMachine(),
    runs,
    readyMs,
    atRest: { answered: of('answered'), feed: of('feed'), text: of('text'), webhook: of('webhook') },
    memoryMiB: memory ?? null,
  };
  const table = toTable(result);
  console.log(table);
  if (values.write) {
    await writeFile(new URL('results.json', import.meta.url), `${JSON.stringify(result, null, 2)}\n`);
    await writeFile(new URL('../docs/bench.md', import.meta.url), table);
  }
} finally {
  await wire.stop();
  await partner.close();
  await rm(dataDir, { recursive: true });
}
