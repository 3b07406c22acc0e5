import { expect, test } from 'vitest';
import type { DigestBroadcast, DigestItem, ReplyBroadcast } from '../../../shared/domain/broadcast.ts';
import { changeOf, countOf, noCounts, plus } from '../../../shared/domain/text-counts.ts';
import { broadcast, ledgerRow, noon } from '../../samples/texting.ts';
import { later, type OpenTextStores, work } from './under-test.ts';

const id = broadcast().id;
const shard = 'America/New_York#3' as const;
const pending = countOf(ledgerRow());
const accepted = countOf(ledgerRow({ state: 'accepted' }));
const unreachable = countOf(ledgerRow({ state: 'undelivered', code: 30_003 }));
const strange = countOf(ledgerRow({ state: 'refused', code: 21_999 }));
const left = countOf(ledgerRow({ state: 'skipped', reason: 'left' }));
const twoPending = plus(pending, pending);

const { actor, status, createdAt, plannedAt, holdUntil, approval, approvedBy, pausedBecause, ownErrors, audience } =
  broadcast();
const common = { id, actor, status, createdAt, plannedAt, holdUntil, approval, approvedBy, pausedBecause, ownErrors };
const item = (rulingId: DigestItem['rulingId']): DigestItem => ({
  rulingId,
  revision: 1,
  rating: 'false',
  scale: 'truth-o-meter',
  headline: 'No, the ferry is not free',
  link: 'https://newsroom.example/ferry',
  audience,
  forAll: true,
});
/** A digest that has one ruling twice. */
const digest = (differs: Partial<DigestBroadcast>): DigestBroadcast => ({
  ...common,
  kind: 'digest',
  zones: 'America/New_York',
  frequency: 'daily',
  items: [item(broadcast().rulingId), item('rul_01JD4Z00000000000000000002'), item(broadcast().rulingId)],
  ...differs,
});
const reply = (differs: Partial<ReplyBroadcast>): ReplyBroadcast => ({
  ...common,
  kind: 'reply',
  rulingId: broadcast().rulingId,
  revision: 1,
  rating: 'false',
  text: { body: 'Ferry St: No.', segments: 1, encoding: 'GSM-7' },
  ...differs,
});

export const broadcastsContract = (open: OpenTextStores): void => {
  test('a broadcast is frozen once, with its due work', async () => {
    const { broadcasts, due } = await open();
    expect(await broadcasts.find(id)).toBeUndefined();
    expect(await broadcasts.freeze(broadcast(), work)).toBe(true);
    const again = broadcast({ rating: 'true', rulingId: 'rul_01JD4Z00000000000000000002', createdAt: later });
    expect(await broadcasts.freeze(again, { ...work, kind: 'other' })).toBe(false);
    expect(await broadcasts.find(id)).toEqual(broadcast());
    expect(await broadcasts.newest(5)).toEqual([broadcast()]);
    expect(await broadcasts.ofRuling(again.rulingId)).toEqual([]);
    expect(await due()).toEqual([work]);
  });

  test('what spoke of a ruling comes in the order of its making, each once', async () => {
    const { broadcasts } = await open();
    const made = [
      broadcast({ id: 'brd_01JD4Z00000000000000000003', createdAt: later }),
      digest({ id: 'brd_01JD4Z00000000000000000009' }),
      broadcast({ id: 'brd_01JD4Z00000000000000000007' }),
      reply({ id: 'brd_01JD4Z00000000000000000001', createdAt: later }),
    ];
    for (const one of made) await broadcasts.freeze(one, undefined);
    const elsewhere = broadcast({ id: 'brd_01JD4Z00000000000000000077', rulingId: 'rul_01JD4Z00000000000000000003' });
    await broadcasts.freeze(elsewhere, undefined);
    expect(await broadcasts.ofRuling(broadcast().rulingId)).toEqual([made[2], made[1], made[3], made[0]]);
    expect(await broadcasts.ofRuling('rul_01JD4Z00000000000000000002')).toEqual([made[1]]);
    expect(await broadcasts.ofRuling('rul_01JD4Z00000000000000000009')).toEqual([]);
  });

  test('the newest broadcasts come first, of whatever kind and ruling', async () => {
    const { broadcasts } = await open();
    expect(await broadcasts.newest(3)).toEqual([]);
    const made = [
      broadcast(),
      digest({ id: 'brd_01JD4Z00000000000000000009', createdAt: later }),
      broadcast({ id: 'brd_01JD4Z00000000000000000003', createdAt: '2026-11-20T17:30:00.000Z' }),
      reply({ id: 'brd_01JD4Z00000000000000000004', createdAt: '2026-11-20T17:30:00.000Z' }),
    ];
    for (const one of made) await broadcasts.freeze(one, undefined);
    expect(await broadcasts.newest(3)).toEqual([made[1], made[3], made[2]]);
    expect(await broadcasts.newest(10)).toHaveLength(4);
  });

  test('the status moves from where it is, with what else changes and its due work, or neither', async () => {
    const { broadcasts, due } = await open();
    await broadcasts.freeze(broadcast(), undefined);
    expect(await broadcasts.setStatus(id, 'sending', 'done', { patch: { plannedAt: noon }, due: work })).toBe(false);
    expect(await due()).toEqual([]);
    expect(await broadcasts.find(id)).toEqual(broadcast());
    expect(await broadcasts.setStatus(id, 'planning', 'sending', { patch: { plannedAt: noon }, due: work })).toBe(true);
    expect(await broadcasts.find(id)).toEqual(broadcast({ status: 'sending', plannedAt: noon }));
    expect(await due()).toEqual([work]);
    const approvedBy = broadcast().actor;
    expect(
      await broadcasts.setStatus(id, 'sending', 'paused', {
        patch: { pausedBecause: 'budget', approvedBy, ownErrors: 3 },
      }),
    ).toBe(true);
    const paused = broadcast({ plannedAt: noon, approvedBy, ownErrors: 3 });
    expect(await broadcasts.find(id)).toEqual({ ...paused, status: 'paused', pausedBecause: 'budget' });
    expect(await broadcasts.setStatus(id, 'paused', 'sending', { patch: { pausedBecause: null } })).toBe(true);
    expect(await broadcasts.setStatus(id, 'sending', 'stopped')).toBe(true);
    expect(await broadcasts.find(id)).toEqual({ ...paused, status: 'stopped' });
    expect(await broadcasts.setStatus('brd_01JD4Z00000000000000000099', 'planning', 'sending')).toBe(false);
  });

  test('errors of ours add up, whoever counts at the same time, and not where no broadcast is', async () => {
    const { broadcasts } = await open();
    await broadcasts.freeze(broadcast({ ownErrors: 1 }), undefined);
    const counts = await Promise.all([1, 2, 2].map((by) => broadcasts.addOwnErrors(id, by)));
    expect(Math.max(...counts)).toBe(6);
    expect(new Set(counts).size).toBe(3);
    expect(await broadcasts.find(id)).toEqual(broadcast({ ownErrors: 6 }));
    const nowhere = 'brd_01JD4Z00000000000000000099';
    expect(await broadcasts.addOwnErrors(nowhere, 1)).toBe(0);
    expect(await broadcasts.find(nowhere)).toBeUndefined();
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
        { shard, counts: twoPending, queuedAt: null },
        { shard: 'America/Denver#12', counts: accepted, queuedAt: null },
      ]),
    );
    expect(await due()).toEqual([work]);
  });

  test('tallies add up, and are replaced by a new count', async () => {
    const { broadcasts } = await open();
    await broadcasts.markPlanned(id, shard, twoPending, undefined);
    const minusOne = changeOf(ledgerRow(), ledgerRow({ state: 'accepted' }));
    await Promise.all([broadcasts.addToTally(id, shard, minusOne), broadcasts.addToTally(id, shard, minusOne)]);
    await broadcasts.addToTally(id, shard, noCounts());
    expect(await broadcasts.tallies(id)).toEqual([{ shard, counts: plus(accepted, accepted), queuedAt: null }]);
    await broadcasts.setTally(id, shard, pending);
    expect(await broadcasts.tallies(id)).toEqual([{ shard, counts: pending, queuedAt: null }]);
  });

  test('codes and reasons add up, leave with the last of their people, and are replaced by a new count', async () => {
    const { broadcasts } = await open();
    const counts = async () => (await broadcasts.tallies(id)).map((tally) => tally.counts);
    await broadcasts.markPlanned(id, shard, plus(left, strange), undefined);
    expect(await counts()).toEqual([plus(left, strange)]);
    await Promise.all([left, unreachable, unreachable].map((one) => broadcasts.addToTally(id, shard, one)));
    expect(await counts()).toEqual([[left, left, strange, unreachable, unreachable].reduce(plus)]);
    const arrives = changeOf(
      ledgerRow({ state: 'undelivered', code: 30_003 }),
      ledgerRow({ state: 'delivered', code: null }),
    );
    await Promise.all([arrives, arrives].map((one) => broadcasts.addToTally(id, shard, one)));
    const [after] = await counts();
    expect(after?.codes).toEqual({ 21999: 1 });
    expect(after?.states).toMatchObject({ delivered: 2, undelivered: 0, refused: 1, skipped: 2 });
    const recounted = plus(unreachable, countOf(ledgerRow({ state: 'skipped', reason: 'no-window' })));
    await broadcasts.setTally(id, shard, recounted);
    expect(await counts()).toEqual([recounted]);
    await broadcasts.addToTally(id, shard, strange);
    await broadcasts.setTally(id, shard, noCounts());
    expect(await counts()).toEqual([noCounts()]);
  });

  test('when a shard was queued is written down beside its tally, the last time', async () => {
    const { broadcasts } = await open();
    await broadcasts.markPlanned(id, shard, pending, undefined);
    await broadcasts.markQueued(id, shard, noon);
    await broadcasts.addToTally(id, shard, pending);
    await broadcasts.markQueued(id, shard, later);
    await broadcasts.setTally(id, shard, twoPending);
    expect(await broadcasts.tallies(id)).toEqual([{ shard, counts: twoPending, queuedAt: later }]);
  });

  test('a shard that is not marked has no tally', async () => {
    const { broadcasts } = await open();
    await broadcasts.markQueued(id, shard, noon);
    await broadcasts.addToTally(id, shard, pending);
    await broadcasts.setTally(id, shard, pending);
    expect(await broadcasts.tallies(id)).toEqual([]);
  });
};
