import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createDeactivations } from '../../shared/adapters/twilio/deactivations.ts';
import type { Deactivations } from '../../shared/ports/deactivations.ts';
import { fakeDeactivations } from '../fakes/deactivations.ts';
import { credentials, type Simulation, startSimulation, temporaryFolder } from '../integration/twilio-harness.ts';
import { phone } from '../samples/texting.ts';

type Lists = Readonly<Record<string, readonly string[]>>;

const allOf = async (chunks: AsyncIterable<readonly string[]>): Promise<string[]> => {
  const numbers: string[] = [];
  for await (const chunk of chunks) numbers.push(...chunk);
  return numbers;
};

const deactivationsContract = (open: (lists: Lists) => Promise<Deactivations>): void => {
  const five = [1, 2, 3, 4, 5].map((last) => phone(last));

  test('hand over the numbers of a day, each once, as often as asked', async () => {
    const deactivations = await open({ '2026-11-24': five, '2026-11-23': [phone(6)], '2026-11-22': [] });
    for (let times = 0; times < 2; times += 1) expect(await allOf(deactivations.of('2026-11-24'))).toEqual(five);
    expect(await allOf(deactivations.of('2026-11-23'))).toEqual([phone(6)]);
    expect(await allOf(deactivations.of('2026-11-22'))).toEqual([]);
  });

  test('throw where there is no list yet', async () => {
    const deactivations = await open({ '2026-11-24': five });
    await expect(allOf(deactivations.of('2026-11-25'))).rejects.toThrow('there is no list');
  });
};

describe('lists of deactivated numbers in memory', () => {
  deactivationsContract(async (lists) => fakeDeactivations(lists));
});

describe('lists of deactivated numbers of Twilio, as simulated', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>;
  let twilio: Simulation;
  beforeAll(async () => {
    folder = await temporaryFolder();
    twilio = await startSimulation(folder.path);
  });
  afterEach(async () => {
    await twilio.call('DELETE', '/_sim');
  });
  afterAll(async () => {
    await twilio.close();
    await folder.remove();
  });

  deactivationsContract(async (lists) => {
    for (const [date, numbers] of Object.entries(lists)) {
      const { status } = await twilio.call('POST', '/_sim/deactivations', { date, numbers });
      expect(status).toBe(201);
    }
    return createDeactivations({ baseUrl: twilio.url, ...credentials });
  });
});
