/** Benches are run by hand, seldom: what they stand on is held here. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { travel } from '../../bench/at-rest.ts';
import { readStack } from '../../bench/cost/stack.ts';
import { signUpPhones } from '../../bench/phones.ts';
import { underLoad } from '../../bench/under-load.ts';
import { ensureBuild } from '../../local/build.ts';
import { createApiClient } from '../../local/cli/api-client.ts';
import { startPartner } from '../receiver.ts';
import { freePort, startWire } from '../wire-process.ts';

test('rulings are followed to every channel, alone and under load', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-bench-'));
  const partner = await startPartner();
  const wire = await startWire(dataDir, await freePort(), { RULINGWIRE_QUIET_HOURS: 'off' });
  try {
    const { baseUrl, keys } = wire.dev;
    await createApiClient(baseUrl, keys.partner).call('POST', '/v1/endpoints', z.unknown(), { url: partner.url });
    // more than one phone gets in a day
    await signUpPhones(wire, 8);
    const journeys = [
      await travel(wire, partner, 0),
      ...(await underLoad(wire, partner, { perSecond: 7, seconds: 1, firstNumber: 1 })),
    ];
    expect(journeys).toHaveLength(8);
    // S3 tells whole seconds
    for (const { feed, text, webhook } of journeys)
      expect(Math.min(feed + 1_000, text, webhook), 'from when the ruling was sent').toBeGreaterThan(0);
  } finally {
    await wire.stop();
    await partner.close();
    await rm(dataDir, { recursive: true });
  }
});

test('costs know every schedule of the template, and whose it is', async () => {
  const { counts, scheduled } = readStack(await ensureBuild());
  expect(Object.keys(counts.runs).sort()).toEqual(['sweep', 'tend-partners', 'tend-texts']);
  expect(counts.runs['sweep']).toBe(43_800);
  expect(scheduled).toHaveLength(3);
});
