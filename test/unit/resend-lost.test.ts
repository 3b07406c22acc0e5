import { describe, expect, it } from 'vitest';
import { broadcastOf } from '../../shared/domain/event.ts';
import { textStates } from '../../shared/domain/text-ledger.ts';
import type { TextPlan } from '../../shared/domain/text-messages.ts';
import { noon } from '../samples/texting.ts';
import { corrected, retracted, toldRuling } from '../samples/told-ruling.ts';

const minute = 60_000;
const editor = { kind: 'person', id: 'key_01JD4Z00000000000000000002', name: 'Ann Poe' } as const;
const lost = textStates.indexOf('lost');

/** A ruling that has somebody in each state, so that the lost one is one of ten; its broadcast is done but for them. */
const told = async () => {
  const { desk, ruling } = await toldRuling();
  const id = broadcastOf(ruling.event);
  const resend: TextPlan = { kind: 'resend', broadcastId: id, actor: editor };
  return { desk, ruling, id, resend: () => desk.work(resend), found: () => desk.broadcasts.find(id) };
};

describe('lost texts that an editor has sent again', () => {
  it('are texted once more, and nobody else is by that', async () => {
    const { desk, id, resend } = await told();
    await desk.ledger.move(desk.rowsOf(lost)[0] ?? never(), 'lost', 'lost', noon, {
      looks: 3,
      sid: 'SM1',
      code: 30_008,
    });
    await desk.broadcasts.setStatus(id, 'sending', 'done');
    await resend();
    expect(desk.rowsOf(lost)).toMatchObject([{ state: 'pending', looks: 0, sid: null, code: null }]);
    for (const state of textStates.filter((each) => each !== 'lost'))
      expect(desk.rowsOf(textStates.indexOf(state))[0]?.state).toBe(state);
    await desk.sendAll();
    await resend();
    await desk.sendAll();
    expect(desk.textsTo(lost)).toHaveLength(1);
    for (const state of ['posting', 'accepted', 'delivered', 'undelivered', 'refused', 'unknown', 'skipped'] as const)
      expect(desk.textsTo(textStates.indexOf(state)), state).toEqual([]);
    await desk.pass(2 * minute);
    await desk.pass(4 * minute);
    expect((await desk.broadcasts.find(id))?.status).toBe('done');
  });

  it('of a broadcast that was done open it again, with a look over it due', async () => {
    const { desk, id, resend, found } = await told();
    await desk.broadcasts.setStatus(id, 'sending', 'done');
    for (const due of desk.timetable.rows()) await desk.timetable.done(due);
    await resend();
    expect((await found())?.status).toBe('sending');
    expect(desk.timetable.rows().map(({ kind }) => kind)).toEqual(['recheck-texts']);
    expect(desk.log.lines.find(({ code }) => code === 'TEXTS_RESENT')).toMatchObject({ fields: { people: 1 } });
  });

  it('are sent though a look-over that had counted them as lost took the broadcast for done in between', async () => {
    const { desk, id, resend, found } = await told();
    const { setTally } = desk.broadcasts;
    desk.broadcasts.setTally = async (...args) => {
      await desk.broadcasts.setStatus(id, 'sending', 'done');
      return setTally(...args);
    };
    await resend();
    desk.broadcasts.setTally = setTally;
    await desk.sendAll();
    expect(desk.textsTo(lost)).toHaveLength(1);
    expect((await found())?.status).toBe('sending');
  });

  it('that still wait in a broadcast taken for done are found by the next look-over', async () => {
    const { desk, id } = await told();
    await desk.broadcasts.setStatus(id, 'sending', 'done');
    await desk.ledger.move(desk.rowsOf(lost)[0] ?? never(), 'lost', 'pending', noon);
    await desk.recheck(id, true);
    await desk.pass(1);
    expect(desk.textsTo(lost)).toHaveLength(1);
  });

  it.each([
    ['corrected', corrected],
    ['corrected, without a text', { ...corrected, texts: 'none' } as const],
    ['withdrawn', retracted],
  ])('are not sent again once the ruling is %s', async (_, change) => {
    const { desk, ruling, id, resend, found } = await told();
    await desk.broadcasts.setStatus(id, 'sending', 'done');
    await desk.revise(ruling, change);
    await resend();
    await desk.sendAll();
    expect(desk.rowsOf(lost)).toMatchObject([{ state: 'lost' }]);
    expect(desk.sender.tried).toEqual([]);
    expect((await found())?.status).toBe('stopped');
    expect(desk.log.lines.map(({ code }) => code)).toContain('RESEND_REFUSED');
  });

  it.each(['paused', 'cancelled', 'stopped', 'awaiting-approval'] as const)(
    'are left alone while the broadcast is %s',
    async (status) => {
      const { desk, id, resend, found } = await told();
      await desk.broadcasts.setStatus(id, 'sending', status);
      await resend();
      expect(desk.rowsOf(lost)).toMatchObject([{ state: 'lost' }]);
      expect((await found())?.status).toBe(status);
    },
  );
});

const never = (): never => {
  throw new Error('no row');
};
