import { describe, expect, it } from 'vitest';
import { variantFrom } from '../../shared/domain/broadcast.ts';
import { broadcastOf } from '../../shared/domain/event.ts';
import { textStates } from '../../shared/domain/text-ledger.ts';
import { textDesk } from '../samples/text-desk.ts';
import { corrected, retracted, toldRuling } from '../samples/told-ruling.ts';

const hour = 3_600_000;
const hawaii = { zones: 'Pacific/Honolulu' };
const untexted = { ...corrected, texts: 'none' } as const;

describe('a correction that is not texted', () => {
  it('tells nobody who heard, and gives the corrected ruling to who still waited', async () => {
    const { desk, ruling, variantOf } = await toldRuling();
    await desk.tell(await desk.revise(ruling, untexted));
    await desk.pass(2 * hour);
    for (const state of textStates)
      expect(variantOf(state), state).toBe(state === 'pending' || state === 'deferred' ? 'first' : undefined);
    expect(desk.textsTo(textStates.indexOf('deferred'))[0]).toMatch(/Claim rated HALF TRUE\./);
  });

  it('leaves a correction that somebody waits for owed, in its own words', async () => {
    const desk = textDesk();
    await desk.join(1, hawaii);
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    await desk.pass(3 * hour);
    await desk.pass(10 * hour);
    await desk.tell(await desk.revise(ruling, corrected));
    await desk.tell(await desk.revise(ruling, { ...untexted, changes: { headline: 'One toll in seven doubles' } }));
    await desk.tell(await desk.revise(ruling, { ...untexted, changes: { headline: 'One toll in eight doubles' } }));
    await desk.pass(14 * hour);
    expect(desk.textsTo(1)).toHaveLength(2);
    expect(desk.textsTo(1)[1]).toMatch(/^CORRECTION: .* was rated FALSE, now HALF TRUE\./);
    expect(desk.rowsOf(1).at(-1)).toMatchObject({
      rulings: [{ revision: 4 }],
      variant: variantFrom(ruling.revision),
    });
  });

  it('nor does a retraction leave somebody with an error whose correction they waited for', async () => {
    const desk = textDesk();
    await desk.join(1, hawaii);
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    await desk.pass(3 * hour);
    await desk.pass(10 * hour);
    await desk.tell(await desk.revise(ruling, corrected));
    await desk.tell(await desk.revise(ruling, { ...retracted, texts: 'none' }));
    await desk.pass(14 * hour);
    expect(desk.textsTo(1)).toEqual([expect.stringMatching(/^Ferry St/), expect.stringMatching(/^RETRACTED/)]);
  });

  it('leaves a broadcast alone that is done', async () => {
    const desk = textDesk();
    await desk.join(1);
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    await desk.pass(hour);
    await desk.tell(await desk.revise(ruling, untexted));
    expect(desk.broadcasts.all()).toMatchObject([{ status: 'done', revision: 1 }]);
    expect(desk.textsTo(1)).toHaveLength(1);
  });

  it('leaves a broadcast alone that speaks of it already', async () => {
    const desk = textDesk();
    await desk.join(1);
    const ruling = await desk.publish();
    const before = await desk.revise(ruling, untexted);
    await desk.tell(ruling.sequence);
    await desk.tell(before);
    expect(desk.broadcasts.all()).toMatchObject([{ status: 'sending', revision: 2 }]);
    expect(desk.textsTo(1)).toHaveLength(1);
  });
});

describe('a correction that is not texted and comes out of turn', () => {
  it('finds a plan that died, and has everybody who was owed the ruling', async () => {
    const desk = textDesk();
    for (let last = 1; last <= 20; last++) await desk.join(last, last % 2 === 0 ? hawaii : {});
    const ruling = await desk.publish();
    const { addAll } = desk.ledger;
    let added = 0;
    desk.ledger.addAll = (rows) => (++added > 5 ? Promise.reject(new Error('throttled')) : addAll(rows));
    await expect(desk.plan(ruling.sequence)).rejects.toThrow('throttled');
    desk.ledger.addAll = addAll;
    desk.batches.sent.splice(0);
    await desk.plan(await desk.revise(ruling, untexted));
    // a batch of the earlier one could leave before it is closed
    const queued = desk.batches.messages().map(({ broadcastId }) => broadcastId);
    expect(queued).not.toContain(broadcastOf(ruling.event));
    await desk.sendAll();
    await desk.pass(3 * hour);
    for (let last = 1; last <= 20; last++) expect(desk.textsTo(last)).toEqual([expect.stringContaining('HALF TRUE')]);
  });

  it('leaves what is to be told to an earlier correction whose plan is yet to come', async () => {
    const desk = textDesk();
    await desk.join(1);
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    const correction = await desk.revise(ruling, corrected);
    await desk.tell(await desk.revise(ruling, { ...untexted, changes: { headline: 'One toll in seven doubles' } }));
    await desk.tell(correction);
    expect(desk.textsTo(1)[1]).toMatch(/^CORRECTION: .* was rated FALSE, now HALF TRUE\./);
    expect(desk.rowsOf(1).at(-1)).toMatchObject({ rulings: [{ revision: 3 }] });
  });

  it('is finished once it is begun, though the earlier broadcast came to its end meanwhile', async () => {
    const desk = textDesk();
    await desk.join(1);
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    const { freeze } = desk.broadcasts;
    desk.broadcasts.freeze = async (made, due) => {
      await desk.broadcasts.setStatus(broadcastOf(ruling.event), 'stopped', 'done');
      await freeze(made, due);
      throw new Error('died');
    };
    const correction = await desk.revise(ruling, untexted);
    await expect(desk.plan(correction)).rejects.toThrow('died');
    await desk.tell(correction);
    expect(desk.broadcasts.all()).toMatchObject([{ status: 'done' }, { status: 'done' }]);
    expect(desk.textsTo(1)).toHaveLength(1);
  });

  it.each([
    ['correction', untexted, ['HALF TRUE']],
    ['retraction', { ...retracted, texts: 'none' } as const, []],
  ])('overtakes a plan that had read the ruling before the %s and froze it after', async (_, change, told) => {
    const desk = textDesk();
    await desk.join(1);
    const ruling = await desk.publish();
    const { freeze } = desk.broadcasts;
    desk.broadcasts.freeze = async (made, due) => {
      desk.broadcasts.freeze = freeze;
      await desk.plan(await desk.revise(ruling, change));
      return freeze(made, due);
    };
    await desk.tell(ruling.sequence);
    await desk.sendAll();
    await desk.pass(3 * hour);
    expect(desk.textsTo(1)).toEqual(told.map((rating) => expect.stringContaining(rating)));
  });
});
