import { describe, expect, it } from 'vitest';
import { broadcastOf } from '../../shared/domain/event.ts';
import { textDesk } from '../samples/text-desk.ts';
import { corrected } from '../samples/told-ruling.ts';

const minute = 60_000;
const hour = 60 * minute;

/** Ten people who wait for their texts, in a broadcast that was made so long ago. */
const waiting = async (ago: number) => {
  const desk = textDesk();
  for (let last = 1; last <= 10; last++) await desk.join(last);
  const ruling = await desk.publish();
  await desk.plan(ruling.sequence);
  for (const due of desk.timetable.rows()) await desk.timetable.done(due);
  desk.batches.sent.splice(0);
  desk.clock.advance(ago);
  const looks = () => desk.timetable.rows().filter(({ kind }) => kind === 'recheck-texts');
  return { desk, ruling, id: broadcastOf(ruling.event), looks };
};

describe('a look over a broadcast', () => {
  it.each([0, 3 * minute, 30 * hour])('that fails has the next one due, once, %i ms after its making', async (ago) => {
    const { desk, id, looks } = await waiting(ago);
    const { setTally } = desk.broadcasts;
    desk.broadcasts.setTally = () => Promise.reject(new Error('throttled'));
    for (let tries = 0; tries < 5; tries++) await expect(desk.recheck(id, true)).rejects.toThrow('throttled');
    expect(looks()).toHaveLength(1);
    desk.broadcasts.setTally = setTally;
    // it may be night then
    for (let passed = 0; passed < 4; passed++) await desk.pass(6 * hour);
    for (let last = 1; last <= 10; last++) expect(desk.textsTo(last)).toHaveLength(1);
  });

  it('that fails at a plan has the next one due', async () => {
    const desk = textDesk();
    await desk.join(1);
    const ruling = await desk.publish();
    desk.broadcasts.markPlanned = () => Promise.reject(new Error('throttled'));
    await expect(desk.plan(ruling.sequence)).rejects.toThrow('throttled');
    for (const due of desk.timetable.rows()) await desk.timetable.done(due);
    desk.clock.advance(30 * hour);
    await expect(desk.recheck(broadcastOf(ruling.event), true)).rejects.toThrow('throttled');
    expect(desk.timetable.rows()).toMatchObject([{ kind: 'recheck-texts' }]);
  });

  it('that ends well has the same one due', async () => {
    const { desk, id, looks } = await waiting(3 * minute);
    await desk.recheck(id, true);
    expect(looks()).toHaveLength(1);
  });

  it('after a day is the last where nobody waits, though the broadcast was closed', async () => {
    const { desk, ruling, id, looks } = await waiting(hour);
    await desk.plan(await desk.revise(ruling, corrected));
    for (const due of desk.timetable.rows()) await desk.timetable.done(due);
    desk.clock.advance(30 * hour);
    await desk.recheck(id, true);
    expect(looks()).toEqual([]);
  });

  it('after a day is not the last where a text is in doubt, and it fails', async () => {
    const { desk, id, looks } = await waiting(0);
    for (const row of desk.ledger.all()) await desk.ledger.move(row, 'pending', 'unknown', row.at);
    await desk.recheck(id, true);
    for (const due of desk.timetable.rows()) await desk.timetable.done(due);
    desk.clock.advance(30 * hour);
    desk.broadcasts.setTally = () => Promise.reject(new Error('throttled'));
    await expect(desk.recheck(id, true)).rejects.toThrow('throttled');
    expect(looks()).toHaveLength(1);
  });
});
