import { describe, expect, it } from 'vitest';
import { broadcastOf } from '../../shared/domain/event.ts';
import type { Revise } from '../../shared/domain/revise.ts';
import { textDesk } from '../samples/text-desk.ts';
import { corrected, retracted } from '../samples/told-ruling.ts';

const hour = 3_600_000;
const minute = 60_000;
const people = 40;
const untexted = { texts: 'none' } as const;
const updated = (note: string): Revise => ({ kind: 'update', edit: 'context', note, changes: {}, texts: 'immediate' });

/** A ruling whose plan died with six shards marked, and their texts on the queue. */
const halfPlanned = async () => {
  const desk = textDesk();
  for (let last = 1; last <= people; last++) await desk.join(last);
  const ruling = await desk.publish();
  const { markPlanned } = desk.broadcasts;
  let marks = 0;
  desk.broadcasts.markPlanned = (...args) => (++marks > 6 ? Promise.reject(new Error('died')) : markPlanned(...args));
  await expect(desk.plan(ruling.sequence)).rejects.toThrow('died');
  desk.broadcasts.markPlanned = markPlanned;
  expect(desk.batches.sent.length).toBeGreaterThan(0);
  const id = broadcastOf(ruling.event);
  return { desk, ruling, id, found: () => desk.broadcasts.find(id) };
};

describe('words that an event without a text makes wrong, while they are planned', () => {
  it.each([
    ['correction', { ...corrected, ...untexted }, /HALF TRUE/],
    ['retraction', { ...retracted, ...untexted }, undefined],
  ] as const)('leave no more once its %s is worked on', async (_, ask, words) => {
    const { desk, ruling, found } = await halfPlanned();
    const { cohort } = desk.subscribers;
    // send-texts goes on beside it
    desk.subscribers.cohort = async function* (shard) {
      await desk.sendAll();
      yield* cohort(shard);
    };
    await desk.plan(await desk.revise(ruling, ask));
    expect(desk.sender.taken.filter(({ body }) => /Claim rated FALSE/.test(body))).toEqual([]);
    expect((await found())?.status).toBe('stopped');
    await desk.sendAll();
    for (let last = 1; last <= people; last++)
      expect(desk.textsTo(last)).toEqual(words ? [expect.stringMatching(words)] : []);
  });

  it('are looked over by nobody and queued by nobody, though a person lets them go on', async () => {
    const { desk, ruling, id, found } = await halfPlanned();
    desk.batches.sent.splice(0);
    const { setStatus } = desk.broadcasts;
    // it is whole, and not closed
    desk.broadcasts.setStatus = (...args) =>
      args[2] === 'stopped' ? Promise.reject(new Error('died')) : setStatus(...args);
    const { sequence } = await event(desk, ruling);
    await expect(desk.plan(sequence)).rejects.toThrow('died');
    expect(await found()).toMatchObject({ status: 'sending', overtaken: { by: sequence } });
    expect([desk.batches.sent.length, desk.plans.sent.length]).toEqual([0, 0]);
    desk.broadcasts.setStatus = setStatus;
    await desk.broadcasts.setStatus(id, 'sending', 'paused');
    await desk.broadcasts.setStatus(id, 'paused', 'sending');
    await desk.work({ kind: 'recheck', broadcastId: id });
    await desk.sendAll();
    expect((await found())?.status).toBe('stopped');
    for (let last = 1; last <= people; last++) expect(desk.textsTo(last)).toEqual([expect.stringMatching(/HALF TRUE/)]);
  });

  it('are closed after an hour though they cannot be planned, and who had a row gets what is right', async () => {
    const { desk, ruling, id, found } = await halfPlanned();
    desk.batches.sent.splice(0);
    const rows = desk.ledger.all().length;
    const { addAll } = desk.ledger;
    desk.ledger.addAll = (rows) =>
      rows.some(({ broadcastId }) => broadcastId === id) ? Promise.reject(new Error('poison')) : addAll(rows);
    await expect(desk.plan((await event(desk, ruling)).sequence)).rejects.toThrow('poison');
    expect(await found()).toMatchObject({ status: 'planning', overtaken: {} });
    desk.clock.advance(hour - 1);
    await expect(desk.recheck(id, true)).rejects.toThrow('poison');
    desk.clock.advance(2);
    await desk.recheck(id, true);
    expect((await found())?.status).toBe('stopped');
    expect(desk.log.lines.map(({ code }) => code)).toContain('TEXTS_PLAN_GIVEN_UP');
    await desk.sendAll();
    expect(desk.sender.taken).toHaveLength(rows);
    for (const { body } of desk.sender.taken) expect(body).toMatch(/HALF TRUE/);
  });
});

const event = async (desk: ReturnType<typeof textDesk>, ruling: Awaited<ReturnType<typeof desk.publish>>) => ({
  sequence: await desk.revise(ruling, { ...corrected, ...untexted }),
});

describe('a correction that is texted', () => {
  it.each(['none', 'digest'] as const)(
    'of a ruling with texts "%s" reaches nobody, though it was corrected without a text before',
    async (texts) => {
      const desk = textDesk();
      await desk.join(1);
      const ruling = await desk.publish({ texts });
      await desk.tell(ruling.sequence);
      await desk.tell(await desk.revise(ruling, { ...corrected, ...untexted }));
      await desk.tell(
        await desk.revise(ruling, {
          ...corrected,
          changes: { headline: 'One toll in seven doubles' },
          texts: 'immediate',
        }),
      );
      expect(desk.rowsOf(1)).toEqual([]);
      expect(desk.broadcasts.all().at(-1)).toMatchObject({ kind: 'correction', wide: false });
    },
  );

  it('and two updates, of which none is planned, is owed by the last of them, which is no update then', async () => {
    const desk = textDesk(undefined, { dailyCap: 1, holdSeconds: 60 });
    await desk.join(1);
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    await desk.pass(hour);
    const correction = await desk.revise(ruling, corrected);
    const update = await desk.revise(ruling, updated('More is known.'));
    const last = await desk.revise(ruling, updated('Still more.'));
    for (const sequence of [last, correction, update]) await desk.tell(sequence);
    expect(desk.broadcasts.all().find(({ status }) => status === 'sending')).toMatchObject({
      kind: 'correction',
      holdUntil: null,
    });
    expect(desk.textsTo(1)[1]).toMatch(/^CORRECTION: .* was rated FALSE, now HALF TRUE\./);
  });

  it.each([
    ['in order', [0, 1, 2]],
    ['the newest first', [2, 1, 0]],
  ])('is owed by a retraction without a text that comes before its plan: %s', async (_, order) => {
    const desk = textDesk();
    await desk.join(1);
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    await desk.pass(hour);
    const sequences = [
      await desk.revise(ruling, corrected),
      await desk.revise(ruling, updated('More is known.')),
      await desk.revise(ruling, { ...retracted, ...untexted }),
    ];
    for (const at of order) await desk.tell(sequences[at] ?? 0);
    await desk.pass(5 * minute);
    expect(desk.textsTo(1)).toEqual([expect.stringMatching(/^Ferry St/), expect.stringMatching(/^RETRACTED/)]);
  });

  it('leaves such a retraction to owe only those who wait, where a later correction told the others', async () => {
    const desk = textDesk();
    await desk.join(1, { zones: 'Pacific/Honolulu' });
    await desk.join(2);
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    await desk.pass(3 * hour);
    await desk.pass(18 * hour); // nine in the morning in New York, four in Honolulu
    const overtaken = await desk.revise(ruling, corrected);
    await desk.tell(await desk.revise(ruling, { ...corrected, changes: { rating: 'true' } }));
    await desk.tell(overtaken);
    await desk.tell(await desk.revise(ruling, { ...retracted, ...untexted }));
    for (let passed = 0; passed < 6; passed++) await desk.pass(hour);
    const withdrawn = (last: number) => desk.textsTo(last).filter((text) => text.startsWith('RETRACTED')).length;
    expect([withdrawn(1), withdrawn(2)]).toEqual([1, 0]);
  });

  it('is the only one that such a retraction owes: one that was told, or was not to be, leaves nothing', async () => {
    const desk = textDesk();
    await desk.join(1);
    const [told, silent] = [await desk.publish(), await desk.publish()];
    for (const { sequence } of [told, silent]) await desk.tell(sequence);
    await desk.tell(await desk.revise(told, corrected));
    await desk.pass(hour);
    await desk.revise(silent, { ...corrected, ...untexted });
    await desk.revise(silent, updated('More is known.'));
    for (const ruling of [told, silent]) await desk.tell(await desk.revise(ruling, { ...retracted, ...untexted }));
    await desk.pass(hour);
    expect(desk.textsTo(1).filter((text) => text.startsWith('RETRACTED'))).toEqual([]);
  });
});
