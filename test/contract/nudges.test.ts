import { describe, expect, test } from 'vitest';
import { createNudges } from '../../shared/adapters/dynamo/nudges.ts';
import type { Nudges } from '../../shared/ports/nudges.ts';
import { fakeNudges } from '../fakes/nudges.ts';
import { inDynamo } from './dynamo/in-dynamo.ts';

const [one, two, never] = [
  'ptr_01JD4Z00000000000000000001',
  'ptr_01JD4Z00000000000000000002',
  'ptr_01JD4Z00000000000000000003',
] as const;

const nudgesContract = (open: () => Promise<Nudges>): void => {
  test('each partner has the day on which it was last told', async () => {
    const nudges = await open();
    expect(await nudges.lastTold([one, two])).toEqual(new Map());
    await nudges.markTold(one, '2026-11-20');
    await nudges.markTold(two, '2026-11-20');
    await nudges.markTold(one, '2026-11-21');
    const days = [
      [one, '2026-11-21'],
      [two, '2026-11-20'],
    ] as const;
    expect(await nudges.lastTold([one, two, never])).toEqual(new Map(days));
    expect(await nudges.lastTold([two])).toEqual(new Map(days.slice(1)));
  });

  test('where a run stopped is known until another comes to its end', async () => {
    const nudges = await open();
    expect(await nudges.stoppedAfter()).toBeNull();
    for (const partnerId of [one, two, null]) {
      await nudges.stopAfter(partnerId);
      expect(await nudges.stoppedAfter()).toBe(partnerId);
    }
  });
};

describe('nudges in memory', () => nudgesContract(async () => fakeNudges()));

inDynamo('nudges', (tables) => {
  nudgesContract(async () => createNudges(tables().client, await tables().make()));
});
