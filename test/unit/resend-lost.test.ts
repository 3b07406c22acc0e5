import { describe, expect, it } from 'vitest';
import { broadcastOf } from '../../shared/domain/event.ts';
import { type TextState, textStates } from '../../shared/domain/text-ledger.ts';
import type { TextPlan } from '../../shared/domain/text-messages.ts';
import { frozenDigest, rowIn } from '../samples/heard-otherwise.ts';
import { textDesk } from '../samples/text-desk.ts';
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

/** What may become of a text that is sent again before a later event of its ruling comes. */
const fates: readonly TextState[] = ['pending', 'deferred', 'refused', 'skipped'];

describe('who was lost and is sent the text again may have had it the first time', () => {
  it.each(fates)('and is told of a correction as such when the second is %s', async (fate) => {
    const { desk, ruling, resend } = await told();
    await resend();
    desk.batches.sent.splice(0);
    expect(desk.rowsOf(lost)).toMatchObject([{ state: 'pending', mayHave: true }]);
    const reason = fate === 'skipped' ? { reason: 'daily-cap' as const } : {};
    await desk.ledger.move(desk.rowsOf(lost)[0] ?? never(), 'pending', fate, noon, reason);
    await desk.tell(await desk.revise(ruling, corrected));
    expect(desk.textsTo(lost)).toEqual([expect.stringMatching(/^CORRECTION: .* was rated FALSE, now HALF TRUE\./)]);
  });

  it('and is told that it is withdrawn', async () => {
    const { desk, ruling, resend } = await told();
    await resend();
    desk.batches.sent.splice(0);
    await desk.tell(await desk.revise(ruling, retracted));
    expect(desk.textsTo(lost)).toEqual([expect.stringMatching(/^RETRACTED/)]);
  });

  it('and is not told of a correction without a text', async () => {
    const { desk, ruling, resend } = await told();
    await resend();
    desk.batches.sent.splice(0);
    await desk.tell(await desk.revise(ruling, { ...corrected, texts: 'none' }));
    expect(desk.rowsOf(lost)).toMatchObject([{ state: 'skipped', reason: 'superseded' }]);
  });
});

describe('lost texts of a digest', () => {
  /** A digest of two rulings, whose readers 1, 2 and 3 lost it: of both, of the first, and of the second. */
  const digested = async () => {
    const desk = textDesk();
    for (const last of [1, 2, 3]) await desk.join(last, { frequency: 'daily' });
    const [one, other] = [await desk.publish({ texts: 'digest' }), await desk.publish({ texts: 'digest' })];
    const digest = await frozenDigest(desk, [one.revision, other.revision], { status: 'done' });
    for (const [at, places] of [[0, 1], [0], [1]].entries()) await rowIn(desk, digest, at + 1, 'lost', places);
    const resend = () => desk.work({ kind: 'resend', broadcastId: digest.id, actor: editor });
    const states = () => [1, 2, 3].map((last) => desk.rowsOf(last)[0]?.state);
    return { desk, one, digest, resend, states };
  };

  it.each([corrected, { ...corrected, texts: 'none' as const }, retracted])(
    'are sent again but for those that speak of what a later event took over',
    async (change) => {
      const { desk, one, digest, resend, states } = await digested();
      await desk.revise(one, change);
      await resend();
      expect(states()).toEqual(['lost', 'lost', 'pending']);
      await desk.sendAll();
      expect([1, 2, 3].map((last) => desk.textsTo(last).length)).toEqual([0, 0, 1]);
      expect((await desk.broadcasts.find(digest.id))?.status).toBe('sending');
    },
  );

  it('that an event took over while they were put back are not sent, and count as heard', async () => {
    const { desk, one, digest, resend, states } = await digested();
    const { setTally } = desk.broadcasts;
    let correction: Promise<number> | undefined;
    desk.broadcasts.setTally = async (...args) => {
      correction ??= desk.revise(one, corrected);
      await correction;
      return setTally(...args);
    };
    await resend();
    await desk.sendAll();
    expect(states()).toEqual(['skipped', 'skipped', 'accepted']);
    const tallies = await desk.broadcasts.tallies(digest.id);
    expect(tallies.reduce((sum, { counts }) => sum + counts.states.skipped, 0)).toBe(2);
    await desk.tell((await correction) ?? never());
    for (const last of [1, 2]) expect(desk.textsTo(last)).toEqual([expect.stringMatching(/^CORRECTION/)]);
  });

  it('are not queued by a look-over either, where whoever put them back died', async () => {
    const { desk, one, digest, resend, states } = await digested();
    const { setTally } = desk.broadcasts;
    desk.broadcasts.setTally = () => Promise.reject(new Error('died'));
    await expect(resend()).rejects.toThrow('died');
    desk.broadcasts.setTally = setTally;
    const back = states();
    expect(back).toContain('pending');
    await desk.revise(one, corrected);
    await desk.recheck(digest.id, true);
    await desk.sendAll();
    expect([1, 2].flatMap((last) => desk.textsTo(last))).toEqual([]);
    expect(desk.textsTo(3)).toHaveLength(back[2] === 'pending' ? 1 : 0);
  });
});

const never = (): never => {
  throw new Error('no row');
};
