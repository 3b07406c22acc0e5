import { describe, expect, it } from 'vitest';
import { countText, dayOf, isCapped } from '../../shared/domain/daily-cap.ts';
import type { Texted } from '../../shared/domain/subscriber.ts';
import { sendingDesk } from '../samples/sending-desk.ts';
import { hash } from '../samples/texting.ts';

const mine = 'brd_01JD4Z00000000000000000001';
const other = 'brd_01JD4Z00000000000000000002';
const day = '2026-11-20';

describe('a text on a phone’s day', () => {
  it.each<[string, Texted | null, ReturnType<typeof countText>]>([
    ['is the first of all', null, { kind: 'counts', texted: { day, count: 1, broadcastId: mine } }],
    [
      'is the first of its day',
      { day: '2026-11-19', count: 3, broadcastId: other },
      { kind: 'counts', texted: { day, count: 1, broadcastId: mine } },
    ],
    [
      'is the first of its day, though it was tried the day before',
      { day: '2026-11-19', count: 3, broadcastId: mine },
      { kind: 'counts', texted: { day, count: 1, broadcastId: mine } },
    ],
    [
      'is one more',
      { day, count: 2, broadcastId: other },
      { kind: 'counts', texted: { day, count: 3, broadcastId: mine } },
    ],
    ['was counted before', { day, count: 2, broadcastId: mine }, { kind: 'counted' }],
    ['was counted before as the last that had room', { day, count: 3, broadcastId: mine }, { kind: 'counted' }],
    ['has no room', { day, count: 3, broadcastId: other }, { kind: 'full' }],
    ['has no room since the cap was lowered', { day, count: 5, broadcastId: other }, { kind: 'full' }],
    [
      'goes on with a later day where its phone moved west',
      { day: '2026-11-21', count: 2, broadcastId: other },
      { kind: 'counts', texted: { day: '2026-11-21', count: 3, broadcastId: mine } },
    ],
    ['has no room in that either', { day: '2026-11-21', count: 3, broadcastId: other }, { kind: 'full' }],
  ])('%s', (_, seen, counted) => {
    expect(countText(seen, mine, day, 3)).toEqual(counted);
  });

  it.each([
    ['America/Los_Angeles', '2026-11-21T07:59:59.999Z', day],
    ['America/Los_Angeles', '2026-11-21T08:00:00.000Z', '2026-11-21'],
    ['America/Los_Angeles@11', '2026-07-03T06:59:59.999Z', '2026-07-02'],
    ['America/Los_Angeles@11', '2026-07-03T07:00:00.000Z', '2026-07-03'],
    ['America/Denver+America/Phoenix', '2026-07-03T06:30:00.000Z', '2026-07-03'],
    ['Pacific/Guam', '2026-11-20T14:00:00.000Z', '2026-11-21'],
  ])('belongs to the day of the first of its zones: in %s it is %s', (zones, at, today) => {
    expect(dayOf(zones, Date.parse(at))).toBe(today);
  });

  it('counts for news alone', () => {
    const kinds = ['first', 'update', 'digest', 'correction', 'retraction', 'reply'] as const;
    expect(kinds.filter((kind) => isCapped({ kind }))).toEqual(['first', 'update', 'digest']);
  });
});

describe('somebody who had as many texts on a day as the newsroom allows', () => {
  const full = { texted: { day, count: 2, broadcastId: other } } as const;
  const texts = { dailyCap: 2 };

  it.each(['first', 'update'] as const)('is skipped by a broadcast of kind %s, and costs nothing', async (kind) => {
    const desk = await sendingDesk({ broadcast: { kind }, subscriber: full, texts });
    await desk.send();
    expect(desk.states()).toEqual(['skipped', 'skipped', 'skipped']);
    expect(desk.reasons()).toEqual(['daily-cap', 'daily-cap', 'daily-cap']);
    expect(desk.sender.tried).toEqual([]);
    expect(await desk.spent()).toBe(0);
    expect(await desk.tally()).toEqual(desk.counted());
  });

  it.each(['correction', 'retraction'] as const)('is texted by a %s, which counts nothing', async (kind) => {
    const desk = await sendingDesk({ broadcast: { kind }, subscriber: full, texts });
    await desk.send();
    expect(desk.states()).toEqual(['accepted', 'accepted', 'accepted']);
    expect((await desk.profile(1)).texted).toEqual(full.texted);
  });

  it('is not texted on that evening in Los Angeles, where UTC has the next day already', async () => {
    const desk = await sendingDesk({ subscriber: { ...full, zones: 'America/Los_Angeles' }, texts });
    // half past four in the afternoon there
    desk.clock.advance(7.5 * 3_600_000);
    await desk.send();
    expect(desk.reasons()).toEqual(['daily-cap', 'daily-cap', 'daily-cap']);
  });

  it('is texted on the next day', async () => {
    const desk = await sendingDesk({ subscriber: full, texts });
    desk.clock.advance(24 * 3_600_000);
    await desk.send();
    expect(desk.states()).toEqual(['accepted', 'accepted', 'accepted']);
    expect((await desk.profile(1)).texted).toEqual({ day: '2026-11-21', count: 1, broadcastId: desk.id });
  });
});

describe('a text that is counted', () => {
  it('counts in the transaction that lets it out', async () => {
    const desk = await sendingDesk({
      subscriber: { texted: { day, count: 1, broadcastId: other } },
      texts: { dailyCap: 2 },
    });
    await desk.send();
    expect((await desk.profile(1)).texted).toEqual({ day, count: 2, broadcastId: desk.id });
  });

  it('counts once, though it could not leave at first', async () => {
    const desk = await sendingDesk({ behave: (_, number) => ({ taken: false, says: says(number) }) });
    const says = (number: number) =>
      number <= 3
        ? ({ kind: 'unsent', reason: 'connect' } as const)
        : ({ kind: 'accepted', sid: `SM${number}` } as const);
    await desk.send();
    expect((await desk.profile(1)).texted).toMatchObject({ count: 1 });
    await desk.send();
    expect(desk.states()).toEqual(['accepted', 'accepted', 'accepted']);
    expect((await desk.profile(1)).texted).toMatchObject({ count: 1 });
  });

  it.each([
    [1, 'accepted', null],
    [2, 'skipped', 'daily-cap'],
  ] as const)('is looked at anew where another counted meanwhile: %d', async (count, state, reason) => {
    const desk = await sendingDesk({ people: 1, texts: { dailyCap: 2 } });
    const { findMany } = desk.subscribers;
    desk.subscribers.findMany = async (hashes) => {
      const found = await findMany(hashes);
      for (const profile of found)
        desk.subscribers.replace(profile, { ...profile, texted: { day, count, broadcastId: other } });
      return found;
    };
    await desk.send();
    expect(desk.row(1)).toMatchObject({ state, reason });
    expect((await desk.profile(1)).texted?.count).toBe(2);
  });

  it('is not let out where the count does not come to rest, and the message comes again', async () => {
    const desk = await sendingDesk({ people: 1 });
    let tries = 0;
    desk.ledger.beginPosting = async () => {
      tries += 1;
      return 'recounted';
    };
    await expect(desk.send()).rejects.toThrow('did not come to rest');
    expect(tries).toBe(5);
    expect(desk.states()).toEqual(['pending']);
    expect(desk.sender.tried).toEqual([]);
  });

  it('is not let out to somebody who left while it was counted', async () => {
    const desk = await sendingDesk({ people: 1 });
    desk.ledger.beginPosting = async () => {
      await desk.leave(1);
      return 'recounted';
    };
    await desk.send();
    expect(desk.row(1)).toMatchObject({ state: 'skipped', reason: 'left' });
    expect((await desk.subscribers.find(hash(1)))?.status).toBe('suppressed');
  });
});
