import { expect, test } from 'vitest';
import { countOf, noCounts, plus } from '../../../shared/domain/text-counts.ts';
import { broadcast, noon } from '../../samples/texting.ts';
import { type OpenTextStores, work } from './under-test.ts';

const id = broadcast().id;
const shard = 'America/New_York#3' as const;
const pending = countOf({ state: 'pending', segments: 2 });
const accepted = countOf({ state: 'accepted', segments: 2 });
const twoPending = plus(pending, pending);

export const broadcastsContract = (open: OpenTextStores): void => {
  test('a broadcast is frozen once, with its due work', async () => {
    const { broadcasts, due } = await open();
    expect(await broadcasts.find(id)).toBeUndefined();
    expect(await broadcasts.freeze(broadcast(), work)).toBe(true);
    expect(await broadcasts.freeze(broadcast({ rating: 'true' }), { ...work, kind: 'other' })).toBe(false);
    expect(await broadcasts.find(id)).toEqual(broadcast());
    expect(await due()).toEqual([work]);
  });

  test("a ruling's broadcasts come in the order of their events", async () => {
    const { broadcasts } = await open();
    const made = [2, 10, 1].map((eventRevision) =>
      broadcast({ id: `brd_01JD4Z000000000000000000${String(eventRevision).padStart(2, '0')}`, eventRevision }),
    );
    for (const one of made) await broadcasts.freeze(one, undefined);
    await broadcasts.freeze(
      broadcast({ id: 'brd_01JD4Z00000000000000000077', rulingId: 'rul_01JD4Z00000000000000000002' }),
      undefined,
    );
    expect((await broadcasts.ofRuling(broadcast().rulingId)).map((one) => one.eventRevision)).toEqual([1, 2, 10]);
    expect(await broadcasts.ofRuling('rul_01JD4Z00000000000000000003')).toEqual([]);
  });

  test('the status moves from where it is, with its due work, or neither', async () => {
    const { broadcasts, due } = await open();
    await broadcasts.freeze(broadcast(), undefined);
    expect(await broadcasts.setStatus(id, 'sending', 'done', { due: work })).toBe(false);
    expect(await due()).toEqual([]);
    expect(await broadcasts.setStatus(id, 'planning', 'sending', { plannedAt: noon, due: work })).toBe(true);
    expect(await broadcasts.find(id)).toEqual(broadcast({ status: 'sending', plannedAt: noon }));
    expect(await due()).toEqual([work]);
    expect(await broadcasts.setStatus(id, 'sending', 'stopped')).toBe(true);
    expect(await broadcasts.find(id)).toEqual(broadcast({ status: 'stopped', plannedAt: noon }));
  });

  test('a reminder is due work', async () => {
    const { broadcasts, due } = await open();
    await broadcasts.remind(work);
    await broadcasts.remind(work);
    expect(await due()).toEqual([work]);
  });

  test('a shard is marked once, with its tally and due work', async () => {
    const { broadcasts, due } = await open();
    await broadcasts.freeze(broadcast(), undefined);
    expect(await broadcasts.tallies(id)).toEqual([]);
    expect(await broadcasts.markPlanned(id, shard, twoPending, work)).toBe(true);
    expect(await broadcasts.markPlanned(id, shard, noCounts(), { ...work, kind: 'other' })).toBe(false);
    expect(await broadcasts.markPlanned(id, 'America/Denver#12', accepted, undefined)).toBe(true);
    const tallies = await broadcasts.tallies(id);
    expect(tallies).toHaveLength(2);
    expect(tallies).toEqual(
      expect.arrayContaining([
        { shard, counts: twoPending },
        { shard: 'America/Denver#12', counts: accepted },
      ]),
    );
    expect(await due()).toEqual([work]);
  });

  test('tallies add up, and are replaced by a new count', async () => {
    const { broadcasts } = await open();
    await broadcasts.markPlanned(id, shard, twoPending, undefined);
    const minusOne = { states: { ...noCounts().states, pending: -1, accepted: 1 }, segments: 2 };
    await Promise.all([broadcasts.addToTally(id, shard, minusOne), broadcasts.addToTally(id, shard, minusOne)]);
    await broadcasts.addToTally(id, shard, noCounts());
    expect(await broadcasts.tallies(id)).toEqual([{ shard, counts: plus(accepted, accepted) }]);
    await broadcasts.setTally(id, shard, pending);
    expect(await broadcasts.tallies(id)).toEqual([{ shard, counts: pending }]);
  });

  test('a shard that is not marked has no tally', async () => {
    const { broadcasts } = await open();
    await broadcasts.addToTally(id, shard, pending);
    await broadcasts.setTally(id, shard, pending);
    expect(await broadcasts.tallies(id)).toEqual([]);
  });
};
