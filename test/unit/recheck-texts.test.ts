import { describe, expect, it } from 'vitest';
import { broadcastOf } from '../../shared/domain/event.ts';
import type { BroadcastId } from '../../shared/domain/ids.ts';
import type { Newsroom } from '../../shared/domain/newsroom.ts';
import { noCounts } from '../../shared/domain/text-counts.ts';
import { distributionOfTexts } from '../../shared/use-cases/distribution-of-texts.ts';
import { takes } from '../fakes/text-sender.ts';
import { textDesk } from '../samples/text-desk.ts';
import { hash, noon } from '../samples/texting.ts';
import { corrected } from '../samples/told-ruling.ts';

const minute = 60_000;
const hour = 60 * minute;
const editor = { kind: 'person', id: 'key_01JD4Z00000000000000000002', name: 'Ann Poe' } as const;

/** A ruling whose texts are planned for twenty people, before anything left. */
const planned = async (texts: Partial<Newsroom['texts']> = {}) => {
  const desk = textDesk(takes, texts);
  for (let last = 1; last <= 20; last++) await desk.join(last);
  const ruling = await desk.publish();
  await desk.plan(ruling.sequence);
  const id = broadcastOf(ruling.event);
  return { desk, ruling, id, found: () => desk.broadcasts.find(id), queued: () => desk.batches.sent.length };
};
type Desk = ReturnType<typeof textDesk>;

const textsIn = (desk: Desk): number => desk.sender.taken.length;
/** What the API does; its message is on the queue of plans. */
const approve = async (desk: Desk, id: BroadcastId): Promise<void> => {
  const found = await desk.broadcasts.find(id);
  if (!found) throw new Error('no broadcast');
  const to = found.status === 'awaiting-approval' ? 'sending' : found.status;
  await desk.broadcasts.setStatus(id, found.status, to, { patch: { approvedBy: editor } });
  await desk.work({ kind: 'recheck', broadcastId: id });
};

describe('a broadcast that somebody must approve', () => {
  const approval = { first: 'second-person', corrections: 'none' } as const;

  it('is planned, waits for it, and leaves after it, however long that takes', async () => {
    const { desk, id, found, queued } = await planned({ approval });
    expect(await found()).toMatchObject({ status: 'awaiting-approval', approval: 'second-person', approvedBy: null });
    for (let passed = 0; passed < 3; passed++) await desk.pass(hour);
    await desk.recheck(id, true);
    expect([queued(), textsIn(desk)]).toEqual([0, 0]);
    expect(await distributionOfTexts(desk)(id)).toMatchObject({
      status: 'awaiting-approval',
      audience: 20,
      approval: 'second-person',
      approvedBy: null,
      holdUntil: null,
    });
    await approve(desk, id);
    await desk.sendAll();
    expect(textsIn(desk)).toBe(20);
    expect((await found())?.status).toBe('sending');
    expect(await distributionOfTexts(desk)(id)).toMatchObject({ approvedBy: editor, pausedBecause: null });
  });

  it('moves on though its approval came in the middle of the plan', async () => {
    const desk = textDesk(takes, { approval });
    for (let last = 1; last <= 20; last++) await desk.join(last);
    const ruling = await desk.publish();
    const id = broadcastOf(ruling.event);
    const { setStatus } = desk.broadcasts;
    desk.broadcasts.setStatus = async (...args) => {
      desk.broadcasts.setStatus = setStatus;
      // after the end of the plan had read the broadcast
      await setStatus(id, 'planning', 'planning', { patch: { approvedBy: editor } });
      return setStatus(...args);
    };
    await desk.plan(ruling.sequence);
    expect(desk.batches.sent).toEqual([]);
    await desk.pass(1);
    expect(textsIn(desk)).toBe(20);
    expect((await desk.broadcasts.find(id))?.status).toBe('sending');
  });

  it('is asked of corrections where the newsroom says so', async () => {
    const desk = textDesk(takes, { approval: { first: 'none', corrections: 'second-person' } });
    await desk.join(1);
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    await desk.tell(await desk.revise(ruling, corrected));
    expect(desk.textsTo(1)).toHaveLength(1);
    const correction = (await desk.broadcasts.newest(1))[0];
    expect(correction).toMatchObject({ kind: 'correction', status: 'awaiting-approval' });
    if (correction) await approve(desk, correction.id);
    await desk.sendAll();
    expect(desk.textsTo(1)).toHaveLength(2);
  });
});

describe('a broadcast that is held for a while', () => {
  it('leaves when the hold ends, and not before', async () => {
    const { desk, id, found, queued } = await planned({ holdSeconds: 300 });
    expect(await found()).toMatchObject({ status: 'sending', holdUntil: '2026-11-20T17:05:00.000Z' });
    await desk.pass(5 * minute - 1);
    await desk.recheck(id);
    expect([queued(), textsIn(desk)]).toEqual([0, 0]);
    await desk.pass(1);
    expect(textsIn(desk)).toBe(20);
  });

  it('is no correction: each minute more people may read the error', async () => {
    const desk = textDesk(takes, { holdSeconds: 300 });
    await desk.join(1);
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    await desk.pass(5 * minute);
    await desk.tell(await desk.revise(ruling, corrected));
    expect(desk.textsTo(1)).toHaveLength(2);
  });
});

describe('a broadcast that is paused', () => {
  it('is counted and mended, and nobody of it is queued', async () => {
    const { desk, id } = await planned();
    await desk.broadcasts.setStatus(id, 'sending', 'paused', { patch: { pausedBecause: 'person' } });
    await desk.sendAll();
    const [row] = desk.rowsOf(1);
    if (!row) throw new Error('no row');
    await desk.ledger.move(row, 'pending', 'posting', noon);
    await desk.broadcasts.setTally(id, row.cohort, { ...noCounts(), states: { ...zero, lost: 9 }, segments: 9 });
    await desk.pass(3 * minute);
    await desk.recheck(id);
    expect(desk.rowsOf(1)[0]).toMatchObject({ state: 'unknown', at: noon });
    const tallies = await desk.broadcasts.tallies(id);
    expect(tallies.reduce((sum, { counts }) => sum + counts.states.pending, 0)).toBe(19);
    expect(tallies.reduce((sum, { counts }) => sum + counts.states.lost, 0)).toBe(0);
    expect([desk.batches.sent.length, textsIn(desk)]).toEqual([0, 0]);
    expect((await desk.broadcasts.find(id))?.status).toBe('paused');
  });

  it('goes on at once when somebody resumes it, though its batches were used up minutes before', async () => {
    const { desk, id } = await planned();
    const [first] = desk.batches.sent.splice(0, 1);
    await desk.broadcasts.setStatus(id, 'sending', 'paused', { patch: { pausedBecause: 'person' } });
    if (first) await desk.send(first.message);
    await desk.broadcasts.setStatus(id, 'paused', 'sending', { patch: { pausedBecause: null } });
    await desk.work({ kind: 'recheck', broadcastId: id });
    await desk.sendAll();
    expect(textsIn(desk)).toBe(20);
  });

  it('in the middle of its plan is planned to its end all the same, and stays paused', async () => {
    const desk = textDesk();
    for (let last = 1; last <= 20; last++) await desk.join(last);
    const ruling = await desk.publish();
    const id = broadcastOf(ruling.event);
    const { markPlanned } = desk.broadcasts;
    desk.broadcasts.markPlanned = async (...args) => {
      await desk.broadcasts.setStatus(id, 'planning', 'paused', { patch: { pausedBecause: 'person' } });
      return markPlanned(...args);
    };
    await desk.plan(ruling.sequence);
    expect(desk.ledger.all()).toHaveLength(20);
    expect(await desk.broadcasts.find(id)).toMatchObject({ status: 'paused', plannedAt: noon });
    await desk.sendAll();
    expect(textsIn(desk)).toBe(0);
  });
});

const zero = {
  ...{ pending: 0, deferred: 0, posting: 0, accepted: 0, delivered: 0 },
  ...{ undelivered: 0, refused: 0, unknown: 0, lost: 0, skipped: 0 },
};

describe('batches', () => {
  it('are not queued again while they are on the queue, and are once it is empty', async () => {
    const { desk, id, queued } = await planned();
    const before = queued();
    expect(before).toBeGreaterThan(1);
    for (let look = 0; look < 12; look++) await desk.recheck(id, true);
    expect(queued()).toBe(before);
    desk.batches.sent.splice(0);
    await desk.recheck(id, true);
    expect(queued()).toBe(before);
  });

  it('are queued again though others are on the queue, where they were never queued, or a day ago', async () => {
    const { desk, id, queued } = await planned();
    const [one] = desk.batches.sent.splice(0);
    if (!one) throw new Error('nothing queued');
    desk.batches.sent.push(one);
    await desk.broadcasts.markQueued(id, one.message.cohort, '2026-11-19T16:59:59.000Z');
    await desk.recheck(id, true);
    expect(queued()).toBe(2);
    const { markQueued } = desk.broadcasts;
    desk.broadcasts.markQueued = async () => Promise.reject(new Error('died'));
    const other = await desk.publish();
    await expect(desk.plan(other.sequence)).rejects.toThrow('died');
    desk.broadcasts.markQueued = markQueued;
    const others = desk.batches.messages().filter(({ broadcastId }) => broadcastId === broadcastOf(other.event)).length;
    expect(others).toBeGreaterThan(0);
    await desk.work({ kind: 'recheck', broadcastId: broadcastOf(other.event), scheduled: true });
    const after = desk.batches.messages().filter(({ broadcastId }) => broadcastId === broadcastOf(other.event)).length;
    expect(after).toBeGreaterThan(others);
  });

  it('of people whose window opened are queued, should their opening have been lost', async () => {
    const desk = textDesk();
    await desk.join(1, { zones: 'Pacific/Honolulu' });
    const ruling = await desk.publish();
    await desk.plan(ruling.sequence);
    for (const due of desk.timetable.rows()) if (due.kind === 'open-shard') await desk.timetable.done(due);
    desk.clock.advance(2 * hour);
    await desk.recheck(broadcastOf(ruling.event), true);
    await desk.sendAll();
    expect(desk.textsTo(1)).toHaveLength(1);
  });
});

describe('a broadcast that a person called off', () => {
  it('skips who waits, and says why', async () => {
    const { desk, id } = await planned();
    await desk.broadcasts.setStatus(id, 'sending', 'cancelled');
    await desk.work({ kind: 'recheck', broadcastId: id });
    expect(new Set(desk.ledger.all().map(({ state, reason }) => `${state} ${reason}`))).toEqual(
      new Set(['skipped cancelled']),
    );
    const shown = await distributionOfTexts(desk)(id);
    expect(shown).toMatchObject({ skipped: 20, skips: [{ reason: 'cancelled', people: 20 }] });
    await desk.sendAll();
    expect(textsIn(desk)).toBe(0);
  });

  it('is corrected for who got it before, and for nobody else, however often', async () => {
    const { desk, ruling, id } = await planned();
    const [first] = desk.batches.sent.splice(0);
    if (first) await desk.send(first.message);
    const heard = new Set(first?.message.hashes);
    await desk.broadcasts.setStatus(id, 'sending', 'cancelled');
    await desk.tell(await desk.revise(ruling, corrected));
    await desk.tell(await desk.revise(ruling, { ...corrected, changes: { rating: 'true' } }));
    for (let last = 1; last <= 20; last++) expect(desk.textsTo(last)).toHaveLength(heard.has(hash(last)) ? 3 : 0);
  });

  it('ends the first texts of those who waited before it, too', async () => {
    const desk = textDesk();
    await desk.join(1, { zones: 'Pacific/Honolulu' });
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    const correction = await desk.revise(ruling, corrected);
    await desk.tell(correction);
    const second = desk.broadcasts.all().find(({ kind }) => kind === 'correction');
    if (!second) throw new Error('no correction');
    await desk.broadcasts.setStatus(second.id, 'sending', 'cancelled');
    await desk.work({ kind: 'recheck', broadcastId: second.id });
    await desk.tell(await desk.revise(ruling, { ...corrected, changes: { rating: 'true' } }));
    for (let passed = 0; passed < 6; passed++) await desk.pass(hour);
    expect(desk.rowsOf(1)).toMatchObject([{ reason: 'superseded' }, { reason: 'cancelled' }]);
    expect(desk.textsTo(1)).toEqual([]);
  });

  it('in the middle of its plan has reached everybody: its correction looks for nobody', async () => {
    const desk = textDesk();
    await desk.join(1);
    const ruling = await desk.publish();
    const { freeze } = desk.broadcasts;
    desk.broadcasts.freeze = async (made, due) => {
      desk.broadcasts.freeze = freeze;
      return freeze({ ...made, status: 'cancelled' }, due);
    };
    await desk.plan(ruling.sequence);
    await desk.tell(await desk.revise(ruling, corrected));
    expect(desk.ledger.all()).toEqual([]);
  });

  it('is not outdated by a correction that is not texted', async () => {
    const { desk, ruling, id } = await planned();
    await desk.broadcasts.setStatus(id, 'sending', 'cancelled');
    await desk.tell(await desk.revise(ruling, { ...corrected, texts: 'none' }));
    expect(desk.broadcasts.all()).toHaveLength(1);
    expect(textsIn(desk)).toBe(0);
  });
});

it('is done once nobody waits, and then looked over for a day, and no longer', async () => {
  const { desk, found } = await planned();
  await desk.sendAll();
  await desk.pass(2 * minute);
  expect((await found())?.status).toBe('done');
  for (let passed = 0; passed < 30; passed++) await desk.pass(hour);
  expect(desk.timetable.rows()).toEqual([]);
});
