import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import * as z from 'zod';
import { createApiClient } from '../local/cli/api-client.ts';
import { startPartner } from '../test/receiver.ts';
import { freePort, startWire } from '../test/wire-process.ts';
import { type Journey, travel } from './at-rest.ts';
import { weighBundles } from './bundles.ts';
import { describeMachine, memoryOf } from './machine.ts';
import { signUpPhones } from './phones.ts';
import { type BenchResult, toPage, writeResult } from './report.ts';
import { percentile } from './statistics.ts';
import { underLoad } from './under-load.ts';

/** Between two rulings at rest: longer than the second that a feed waits before it is written again. */
const restMs = 1_500;
const warmUps = 3;
const perSecond = 20;

const number = z.coerce.number().int().min(1);
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '30' },
    seconds: { type: 'string', default: '30' },
    write: { type: 'boolean' },
  },
});
const runs = number.parse(values.runs);
const seconds = number.parse(values.seconds);

const spread = (journeys: readonly Journey[]): BenchResult['atRest'] => {
  const of = (leg: keyof Journey) => {
    const samples = journeys.map((journey) => journey[leg]);
    return { p50: percentile(samples, 0.5), p99: percentile(samples, 0.99) };
  };
  return { answered: of('answered'), feed: of('feed'), text: of('text'), webhook: of('webhook') };
};

/** One wire, one phone for each six rulings beside the five of the sample newsroom, which get six a day, and one partner beside its own. */
const measure = async (): Promise<Omit<BenchResult, 'bundles'>> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-bench-'));
  const partner = await startPartner();
  const startedAt = Date.now();
  const wire = await startWire(dataDir, await freePort(), { RULINGWIRE_QUIET_HOURS: 'off' });
  const readyMs = Date.now() - startedAt;
  try {
    const { baseUrl, keys } = wire.dev;
    // as fast as an endpoint can be set: its own limit is not what is measured
    const endpoint = { url: partner.url, ratePerSecond: 100, maxInFlight: 20 };
    await createApiClient(baseUrl, keys.partner).call('POST', '/v1/endpoints', z.unknown(), endpoint);
    await signUpPhones(wire, warmUps + runs + perSecond * seconds);

    const atRest: Journey[] = [];
    for (let at = 0; at < warmUps + runs; at++) {
      await setTimeout(restMs);
      const journey = await travel(wire, partner, at);
      if (at >= warmUps) atRest.push(journey);
    }
    const memoryAtRest = await memoryOf(wire.pid);
    const loaded = await underLoad(wire, partner, { perSecond, seconds, firstNumber: warmUps + runs });
    const memoryLoaded = await memoryOf(wire.pid);
    return {
      machine: describeMachine(),
      command: `npm run bench -- --runs ${runs} --seconds ${seconds} --write`,
      runs,
      seconds,
      perSecond,
      readyMs,
      atRest: spread(atRest),
      underLoad: spread(loaded),
      memoryMiB: memoryAtRest && memoryLoaded ? { atRest: memoryAtRest.now, peak: memoryLoaded.peak } : null,
    };
  } finally {
    await wire.stop();
    await partner.close();
    await rm(dataDir, { recursive: true });
  }
};

const result = { ...(await measure()), bundles: await weighBundles() };
console.log(toPage(result));
if (values.write) await writeResult(result);
process.exit();
