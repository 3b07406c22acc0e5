import { expect, test } from 'vitest';
import type { BroadcastId } from '../../../shared/domain/ids.ts';
import { noCounts } from '../../../shared/domain/text-counts.ts';
import { noon } from '../../samples/texting.ts';
import type { OpenTextStores } from './under-test.ts';

const id: BroadcastId = 'brd_01JD4Z00000000000000000001';
const start = Date.parse(noon);

export const timelineContract = (open: OpenTextStores): void => {
  test('texts over time add up in ten seconds, whoever adds at the same time, in the order of time', async () => {
    const { timeline, broadcasts } = await open();
    expect(await timeline.of(id)).toEqual([]);
    await broadcasts.markPlanned(id, 'America/New_York#3', noCounts(), undefined);
    const later = start + 7_200_000;
    await Promise.all([
      timeline.add(id, 5, later),
      ...[25, 25, 1].map((accepted, at) => timeline.add(id, accepted, start + at * 4_999)),
      timeline.add(id, 7, start + 10_000),
      timeline.add(id, 0, start + 20_000),
      timeline.add('brd_01JD4Z00000000000000000002', 9, start),
    ]);
    expect(await timeline.of(id)).toEqual([
      { at: noon, accepted: 51 },
      { at: new Date(start + 10_000).toISOString(), accepted: 7 },
      { at: new Date(later).toISOString(), accepted: 5 },
    ]);
    // beside the tallies, and not among them
    expect(await broadcasts.tallies(id)).toHaveLength(1);
  });
};
