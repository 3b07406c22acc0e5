import { describe, expect, it } from 'vitest';
import { broadcastOf } from '../../shared/domain/event.ts';
import { type TextState, textStates } from '../../shared/domain/text-ledger.ts';
import { textDesk } from '../samples/text-desk.ts';
import { hash, noon } from '../samples/texting.ts';
import { corrected, retracted, toldRuling } from '../samples/told-ruling.ts';

const hour = 3_600_000;
const hawaii = { zones: 'Pacific/Honolulu' };

const reached: readonly TextState[] = ['posting', 'accepted', 'delivered', 'undelivered', 'unknown', 'lost'];

describe('a correction', () => {
  it('reaches everybody who got, or may have got, the error; who still waited gets the corrected ruling as a first text', async () => {
    const { desk, ruling, variantOf, heard } = await toldRuling();
    await desk.tell(await desk.revise(ruling, corrected));
    for (const state of textStates) {
      const waited = state === 'pending' || state === 'deferred';
      expect(variantOf(state), state).toBe(reached.includes(state) ? heard : waited ? 'first' : undefined);
      const [earlier] = desk.rowsOf(textStates.indexOf(state));
      expect(earlier).toMatchObject(waited ? { state: 'skipped', reason: 'superseded' } : { state });
    }
    expect(desk.textsTo(textStates.indexOf('delivered'))[0]).toMatch(
      /^CORRECTION: .* was rated FALSE, now HALF TRUE\./,
    );
    expect(desk.textsTo(textStates.indexOf('pending'))[0]).toMatch(/^Ferry St: No, .* Claim rated HALF TRUE\./);
    expect((await desk.broadcasts.find(broadcastOf(ruling.event)))?.status).toBe('stopped');
  });

  it('does not reach who left', async () => {
    const { desk, ruling } = await toldRuling();
    for (const at of textStates.keys())
      await desk.subscribers.move(hash(at), ['active'], { status: 'suppressed', reason: 'opted-out' }, noon);
    await desk.tell(await desk.revise(ruling, corrected));
    expect(desk.sender.tried).toEqual([]);
    for (const at of textStates.keys()) expect(desk.rowsOf(at)).toHaveLength(1);
  });

  it('reaches nobody who had not heard of the ruling, though it fits their wishes', async () => {
    const { desk, ruling } = await toldRuling();
    await desk.join(50);
    await desk.tell(await desk.revise(ruling, corrected));
    expect(desk.rowsOf(50)).toEqual([]);
  });

  it('tells each person what changed since what they heard last, once', async () => {
    const desk = textDesk();
    await desk.join(1);
    await desk.join(2, hawaii);
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    await desk.tell(await desk.revise(ruling, corrected));
    await desk.tell(await desk.revise(ruling, { ...corrected, changes: { rating: 'true' } }));
    await desk.pass(3 * hour);
    expect(desk.textsTo(1).map((text) => /was rated .*?\./.exec(text)?.[0])).toEqual([
      undefined,
      'was rated FALSE, now HALF TRUE.',
      'was rated HALF TRUE, now TRUE.',
    ]);
    expect(desk.textsTo(2)).toHaveLength(1);
    expect(desk.textsTo(2)[0]).toMatch(/^Ferry St: No, .* Claim rated TRUE\./);
  });

  it('overtakes the ruling’s first text: a revision below the newest is never texted', async () => {
    const desk = textDesk();
    await desk.join(1);
    const ruling = await desk.publish();
    const correction = await desk.revise(ruling, corrected);
    await desk.tell(ruling.sequence);
    expect(await desk.broadcasts.find(broadcastOf(ruling.event))).toMatchObject({ status: 'stopped', variants: {} });
    expect(desk.sender.tried).toEqual([]);
    await desk.tell(correction);
    await desk.tell(ruling.sequence);
    expect(desk.textsTo(1)).toHaveLength(1);
    expect(desk.textsTo(1)[0]).toMatch(/Claim rated HALF TRUE\./);
  });

  it('that is planned before the ruling’s first text leaves nothing to it', async () => {
    const desk = textDesk();
    await desk.join(1);
    const ruling = await desk.publish();
    await desk.tell(await desk.revise(ruling, corrected));
    await desk.tell(ruling.sequence);
    expect(desk.textsTo(1)).toHaveLength(1);
    expect(desk.textsTo(1)[0]).toMatch(/Claim rated HALF TRUE\./);
  });

  it('by a silent edit changes what a first text that is not planned yet says', async () => {
    const desk = textDesk();
    await desk.join(1);
    const ruling = await desk.publish();
    await desk.revise(ruling, { kind: 'update', edit: 'minor', note: null, changes: { headline: 'No toll doubles' } });
    await desk.tell(ruling.sequence);
    expect(desk.textsTo(1)[0]).toMatch(/^Ferry St: No toll doubles\. Claim rated FALSE\./);
  });

  it('stops batches that are on their way', async () => {
    const desk = textDesk();
    await desk.join(1);
    const ruling = await desk.publish();
    await desk.plan(ruling.sequence);
    const [late] = desk.batches.messages();
    await desk.tell(await desk.revise(ruling, corrected));
    if (late) await desk.send(late);
    expect(desk.textsTo(1)).toHaveLength(1);
    expect(desk.textsTo(1)[0]).toMatch(/Claim rated HALF TRUE\./);
  });
});

describe('a retraction', () => {
  it('reaches everybody who got, or may have got, the ruling, and nobody else', async () => {
    const { desk, ruling, variantOf, heard } = await toldRuling();
    await desk.tell(await desk.revise(ruling, retracted));
    for (const state of textStates) expect(variantOf(state), state).toBe(reached.includes(state) ? heard : undefined);
    for (const text of desk.sender.taken)
      expect(text.body).toMatch(/^RETRACTED: We withdraw our fact-check of: "The new law/);
    expect(desk.sender.taken).toHaveLength(reached.length);
  });

  it.each([retracted, { ...retracted, texts: 'none' as const }])(
    'ends what still waits, texted or not: $texts',
    async (ask) => {
      const desk = textDesk();
      await desk.join(1, hawaii);
      const ruling = await desk.publish();
      await desk.tell(ruling.sequence);
      await desk.tell(await desk.revise(ruling, ask));
      for (let passed = 0; passed < 24; passed += 3) await desk.pass(3 * hour);
      expect(desk.sender.tried).toEqual([]);
      expect(desk.rowsOf(1)).toMatchObject([{ state: 'skipped', reason: 'superseded' }]);
    },
  );

  it.each([retracted, { ...retracted, texts: 'none' as const }])(
    'leaves nothing to a first text that comes late: $texts',
    async (ask) => {
      const desk = textDesk();
      await desk.join(1);
      const ruling = await desk.publish();
      const retraction = await desk.revise(ruling, ask);
      await desk.tell(ruling.sequence);
      await desk.tell(retraction);
      await desk.tell(ruling.sequence);
      expect(desk.sender.tried).toEqual([]);
      expect(desk.rowsOf(1)).toEqual([]);
    },
  );
});

describe('who is only away', () => {
  const day = 24 * 3_600_000;
  const wrongRating = { kind: 'correction', note: 'We erred.', changes: { rating: 'true' }, texts: null } as const;
  const heardAndAway = async (status: 'paused' | 'dormant' | 'suppressed') => {
    const desk = textDesk();
    await desk.join(1);
    const wrong = await desk.publish();
    await desk.tell(wrong.sequence);
    const reasons = { paused: 'unclear-reply', dormant: 'unreachable', suppressed: 'opted-out' } as const;
    const move = (to: 'active' | 'paused' | 'dormant' | 'suppressed', from: 'active' | 'paused' | 'dormant') =>
      desk.subscribers.move(hash(1), [from], { status: to, reason: to === 'active' ? null : reasons[to] }, noon);
    await move(status, 'active');
    await desk.tell(await desk.revise(wrong, wrongRating));
    return { desk, move };
  };

  it.each(['paused', 'dormant'] as const)(
    'while a correction is planned, being %s, hears of it once they are back',
    async (status) => {
      const { desk, move } = await heardAndAway(status);
      expect(desk.textsTo(1)).toHaveLength(1);
      await move('active', status);
      for (let looks = 0; looks < 8; looks += 1) await desk.pass(day / 4);
      expect(desk.textsTo(1)).toHaveLength(2);
      expect(desk.textsTo(1)[1]).toMatch(/^CORRECTION: /);
    },
  );

  it('for more than a week hears no more of it, and who left hears nothing', async () => {
    const { desk, move } = await heardAndAway('paused');
    for (let looks = 0; looks < 40; looks += 1) await desk.pass(day / 4);
    await move('active', 'paused');
    await desk.pass(day);
    expect(desk.textsTo(1)).toHaveLength(1);
    expect(desk.rowsOf(1).at(-1)).toMatchObject({ state: 'skipped', reason: 'left' });
    const gone = await heardAndAway('suppressed');
    await gone.desk.pass(day);
    expect(gone.desk.textsTo(1)).toHaveLength(1);
  });
});
