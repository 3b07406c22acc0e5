import { describe, expect, it } from 'vitest';
import { broadcastOf } from '../../shared/domain/event.ts';
import type { Revise } from '../../shared/domain/revise.ts';
import { textStates } from '../../shared/domain/text-ledger.ts';
import { takes } from '../fakes/text-sender.ts';
import { textDesk } from '../samples/text-desk.ts';
import { corrected, toldRuling } from '../samples/told-ruling.ts';

const hour = 3_600_000;
const hawaii = { zones: 'Pacific/Honolulu' };
const updated: Revise = {
  kind: 'update',
  edit: 'context',
  note: 'The state published new toll figures.',
  changes: { summary: ['One toll rises by 12 percent.', 'The figures are the state’s own.'] },
  texts: 'immediate',
};

describe('an update that is texted', () => {
  it('reaches who got, or may have got, the ruling; who still waited gets its first text as it is now', async () => {
    const { desk, ruling, variantOf, heard } = await toldRuling();
    await desk.tell(await desk.revise(ruling, updated));
    const reached = ['posting', 'accepted', 'delivered', 'undelivered', 'unknown', 'lost'];
    for (const state of textStates) {
      const waited = state === 'pending' || state === 'deferred';
      expect(variantOf(state), state).toBe(reached.includes(state) ? heard : waited ? 'first' : undefined);
    }
    expect(desk.textsTo(textStates.indexOf('delivered'))[0]).toMatch(/^UPDATE: /);
    expect(desk.textsTo(textStates.indexOf('pending'))[0]).toMatch(/^Ferry St: No, .* Claim rated FALSE\./);
    expect((await desk.broadcasts.find(broadcastOf(ruling.event)))?.status).toBe('stopped');
  });

  it('is no correction: it is held, approved and queued as first texts are', async () => {
    const desk = textDesk(takes, { holdSeconds: 60, approval: { first: 'second-person', corrections: 'none' } });
    await desk.join(1);
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    desk.clock.advance(1000);
    await desk.tell(await desk.revise(ruling, updated));
    expect((await desk.broadcasts.newest(1))[0]).toMatchObject({
      kind: 'update',
      status: 'awaiting-approval',
      approval: 'second-person',
      holdUntil: '2026-11-20T17:01:01.000Z',
    });
  });

  it('leaves earlier broadcasts alone where it is not texted', async () => {
    const { desk, ruling, variantOf } = await toldRuling();
    await desk.tell(await desk.revise(ruling, { ...updated, texts: 'none' }));
    for (const state of textStates) expect(variantOf(state), state).toBeUndefined();
    expect(desk.broadcasts.all()).toMatchObject([{ status: 'sending' }]);
    await desk.tell(await desk.revise(ruling, corrected));
    expect(desk.broadcasts.all()).toMatchObject([{ status: 'stopped' }, { kind: 'correction' }]);
  });

  it('tells who waited for a correction of the correction, before everybody else, and those who had it of the update', async () => {
    const desk = textDesk();
    await desk.join(1, hawaii);
    await desk.join(2);
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    await desk.pass(3 * hour);
    await desk.pass(18 * hour); // nine in the morning in New York, four in Honolulu
    await desk.tell(await desk.revise(ruling, corrected));
    expect([desk.textsTo(1).length, desk.textsTo(2).length]).toEqual([1, 2]);
    desk.clock.advance(1000);
    await desk.plan(await desk.revise(ruling, updated));
    expect((await desk.broadcasts.newest(1))[0]).toMatchObject({ kind: 'correction' });
    expect([desk.batches.sent.length, desk.urgent.sent.length > 0]).toEqual([0, true]);
    await desk.sendAll();
    for (let passed = 0; passed < 6; passed++) await desk.pass(hour);
    expect(desk.textsTo(1)).toEqual([
      expect.stringMatching(/^Ferry St: /),
      expect.stringMatching(/^CORRECTION: .* was rated FALSE, now HALF TRUE\./),
    ]);
    expect(desk.textsTo(2)[2]).toMatch(/^UPDATE: /);
    // the correction was stopped, and the update has told of it: what comes now is an update again
    await desk.pass(6 * hour);
    await desk.tell(await desk.revise(ruling, updated));
    expect((await desk.broadcasts.newest(1))[0]).toMatchObject({ kind: 'update' });
  });

  it('after a correction that all have is an update again', async () => {
    const desk = textDesk();
    await desk.join(1);
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    await desk.tell(await desk.revise(ruling, corrected));
    await desk.pass(hour);
    await desk.tell(await desk.revise(ruling, updated));
    expect((await desk.broadcasts.newest(1))[0]).toMatchObject({ kind: 'update' });
    expect(desk.textsTo(1)[2]).toMatch(/^UPDATE: /);
  });

  it('that comes before the plan of the first text has everybody who would have heard of it', async () => {
    const desk = textDesk();
    await desk.join(1);
    const ruling = await desk.publish();
    const update = await desk.revise(ruling, updated);
    await desk.tell(ruling.sequence);
    expect(desk.sender.tried).toEqual([]);
    await desk.tell(update);
    expect(desk.textsTo(1)).toEqual([expect.stringMatching(/^Ferry St: /)]);
  });
});
