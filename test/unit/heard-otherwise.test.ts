import { describe, expect, it } from 'vitest';
import { type Broadcast, variantFrom } from '../../shared/domain/broadcast.ts';
import { audienceOf } from '../../shared/domain/text-counts.ts';
import { textStates } from '../../shared/domain/text-ledger.ts';
import { takeOutOvertaken } from '../../shared/use-cases/take-out-overtaken.ts';
import { frozenDigest, frozenReply, rowIn } from '../samples/heard-otherwise.ts';
import { textDesk } from '../samples/text-desk.ts';
import { corrected, retracted } from '../samples/told-ruling.ts';

const reached = ['posting', 'accepted', 'delivered', 'undelivered', 'unknown', 'lost'];
const daily = { frequency: 'daily' } as const;
const stale = 61_000;

/** Two rulings of which phones heard by a digest alone, with one reader of both in each state. */
const digested = async () => {
  const desk = textDesk();
  for (const at of textStates.keys()) await desk.join(at, daily);
  const [one, other] = [await desk.publish({ texts: 'digest' }), await desk.publish({ texts: 'digest' })];
  const of = ({ revision: { rulingId, revision } }: typeof one) => ({ rulingId, revision });
  const digest = await frozenDigest(desk, [of(one), of(other)]);
  for (const [at, state] of textStates.entries()) await rowIn(desk, digest, at, state, [0, 1]);
  // nobody is being texted any more
  desk.clock.advance(stale);
  return { desk, one, other, digest };
};
const correctionIn = async (desk: Awaited<ReturnType<typeof digested>>['desk']): Promise<Broadcast> => {
  const [newest] = await desk.broadcasts.newest(1);
  if (!newest) throw new Error('no broadcast');
  return newest;
};

describe('a correction of a ruling that people heard of in a digest', () => {
  it('reaches its readers, and gives the corrected ruling to who still waited; the digest itself goes on', async () => {
    const { desk, one, digest } = await digested();
    await desk.tell(await desk.revise(one, corrected));
    const correction = await correctionIn(desk);
    for (const [at, state] of textStates.entries()) {
      const waited = state === 'pending' || state === 'deferred';
      const [row] = desk.rowsOf(at).filter(({ broadcastId }) => broadcastId === correction.id);
      expect(row?.variant, state).toBe(
        reached.includes(state) ? variantFrom(one.revision) : waited ? 'first' : undefined,
      );
      expect(desk.rowsOf(at)[0], state).toMatchObject(waited ? { state: 'skipped', reason: 'superseded' } : { state });
    }
    expect(desk.textsTo(textStates.indexOf('delivered'))[0]).toMatch(/was rated FALSE, now HALF TRUE\./);
    expect(desk.textsTo(textStates.indexOf('deferred'))[0]).toMatch(/^Ferry St: .* Claim rated HALF TRUE\./);
    expect((await desk.broadcasts.find(digest.id))?.status).toBe('sending');
  });

  it('reaches nobody who heard of other rulings only', async () => {
    const desk = textDesk();
    await desk.join(1, daily);
    const [one, other] = [await desk.publish({ texts: 'digest' }), await desk.publish({ texts: 'digest' })];
    const digest = await frozenDigest(desk, [one.revision, other.revision]);
    await rowIn(desk, digest, 1, 'pending', [1]);
    await desk.tell(await desk.revise(one, corrected));
    expect(desk.rowsOf(1)).toMatchObject([{ state: 'pending' }]);
  });

  it('leaves alone a digest that speaks of it already', async () => {
    const desk = textDesk();
    await desk.join(1, daily);
    await desk.join(2, daily);
    const one = await desk.publish({ texts: 'digest' });
    const sequence = await desk.revise(one, corrected);
    const digest = await frozenDigest(desk, [{ rulingId: one.revision.rulingId, revision: 2 }]);
    await rowIn(desk, digest, 1, 'pending');
    await rowIn(desk, digest, 2, 'delivered');
    await desk.tell(sequence);
    expect([desk.rowsOf(1), desk.rowsOf(2)]).toMatchObject([[{ state: 'pending' }], [{ state: 'delivered' }]]);
  });

  it.each([retracted, { ...retracted, texts: 'none' as const }])(
    'when it is withdrawn takes out who still waited, and gives them nothing: $texts',
    async (ask) => {
      const { desk, one } = await digested();
      await desk.tell(await desk.revise(one, ask));
      for (const state of ['pending', 'deferred'] as const) {
        expect(desk.rowsOf(textStates.indexOf(state))).toMatchObject([{ state: 'skipped', reason: 'superseded' }]);
        expect(desk.textsTo(textStates.indexOf(state))).toEqual([]);
      }
      const told = desk.textsTo(textStates.indexOf('delivered'));
      expect(told).toEqual(ask.texts === 'none' ? [] : [expect.stringMatching(/^RETRACTED/)]);
    },
  );

  it('that is not texted gives the corrected ruling to who still waited, and tells nobody who heard', async () => {
    const { desk, one } = await digested();
    await desk.tell(await desk.revise(one, { ...corrected, texts: 'none' }));
    for (const [at, state] of textStates.entries()) {
      const waited = state === 'pending' || state === 'deferred';
      expect(desk.textsTo(at), state).toEqual(waited ? [expect.stringMatching(/Claim rated HALF TRUE\./)] : []);
    }
  });

  it('waits for a text of the digest that is under way: one that did not leave is not sent after the correction', async () => {
    const desk = textDesk();
    await desk.join(1, daily);
    const one = await desk.publish({ texts: 'digest' });
    const digest = await frozenDigest(desk, [one.revision]);
    const row = await rowIn(desk, digest, 1, 'posting');
    const { sleep } = desk.clock;
    // Twilio had no room for it
    desk.clock.sleep = async (ms) => {
      await desk.ledger.move(row, 'posting', 'pending', row.at);
      return sleep(ms);
    };
    await desk.tell(await desk.revise(one, corrected));
    expect(desk.rowsOf(1)).toMatchObject([{ state: 'skipped', reason: 'superseded' }, { variant: 'first' }]);
    expect(desk.textsTo(1)).toEqual([expect.stringMatching(/Claim rated HALF TRUE\./)]);
  });

  it('counts in the digest’s tallies too', async () => {
    const { desk, one, digest } = await digested();
    await desk.recheck(digest.id);
    desk.batches.sent.splice(0);
    await desk.tell(await desk.revise(one, corrected));
    const tallies = await desk.broadcasts.tallies(digest.id);
    expect(tallies.reduce((sum, { counts }) => sum + audienceOf(counts), 0)).toBe(textStates.length);
    expect(tallies.reduce((sum, { counts }) => sum + counts.states.skipped, 0)).toBe(3);
  });
});

describe('a digest whose ruling was corrected', () => {
  it('before its people had rows takes out who speaks of it when it is planned', async () => {
    const { desk, other, digest } = await digested();
    await desk.revise(other, corrected);
    const [row] = desk.rowsOf(textStates.indexOf('deferred'));
    if (row) await takeOutOvertaken(desk)(digest, row.cohort);
    expect(desk.rowsOf(textStates.indexOf('deferred'))).toMatchObject([{ state: 'skipped', reason: 'superseded' }]);
  });

  it('by words alone, without a text, is as overtaken; by a silent edit it is not', async () => {
    const { desk, one, other, digest } = await digested();
    await desk.revise(one, { kind: 'update', edit: 'minor', note: null, changes: { headline: 'No toll doubles' } });
    const [row] = desk.rowsOf(textStates.indexOf('deferred'));
    if (!row) throw new Error('no row');
    await takeOutOvertaken(desk)(digest, row.cohort);
    expect(desk.rowsOf(textStates.indexOf('deferred'))[0]?.state).toBe('deferred');
    await desk.revise(other, { ...corrected, texts: 'none' });
    await takeOutOvertaken(desk)(digest, row.cohort);
    expect(desk.rowsOf(textStates.indexOf('deferred'))[0]?.state).toBe('skipped');
  });
});

describe('a correction of a ruling that people heard of in an answer', () => {
  it('reaches them, in the words of what they heard last, once', async () => {
    const desk = textDesk();
    for (const last of [1, 2, 3]) await desk.join(last, last === 2 ? daily : {});
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    const { rulingId } = ruling.revision;
    const reply = await frozenReply(desk, rulingId, 1);
    for (const last of [1, 2]) await rowIn(desk, reply, last, 'accepted');
    desk.clock.advance(1000);
    await desk.tell(await desk.revise(ruling, corrected));
    const correction = await correctionIn(desk);
    for (const last of [1, 2, 3]) {
      const rows = desk.rowsOf(last).filter(({ broadcastId }) => broadcastId === correction.id);
      expect(rows).toHaveLength(1);
      expect(desk.textsTo(last).at(-1)).toMatch(/was rated FALSE, now HALF TRUE\./);
    }
    expect(desk.textsTo(2)).toHaveLength(1);
  });

  it('tells who heard the newer rating in an answer what changed since then', async () => {
    const desk = textDesk();
    await desk.join(1);
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    await desk.revise(ruling, { ...corrected, changes: { rating: 'true' }, texts: 'none' });
    const reply = { ...(await frozenReply(desk, ruling.revision.rulingId, 2)), rating: 'true' };
    await rowIn(desk, reply, 1, 'accepted');
    desk.clock.advance(1000);
    await desk.tell(await desk.revise(ruling, corrected));
    const correction = await correctionIn(desk);
    expect(desk.rowsOf(1).find(({ broadcastId }) => broadcastId === correction.id)?.variant).toBe(
      variantFrom({ revision: 2 }),
    );
  });
});
