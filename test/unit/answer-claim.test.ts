import { describe, expect, it } from 'vitest';
import type { Broadcast } from '../../shared/domain/broadcast.ts';
import { broadcastOf } from '../../shared/domain/event.ts';
import { isId, timeOfId } from '../../shared/domain/ids.ts';
import type { RulingContent } from '../../shared/domain/ruling.ts';
import type { RulingCommit } from '../../shared/ports/ruling-store.ts';
import { type AnswerClaimDeps, answerClaim, replyOf } from '../../shared/use-cases/answer-claim.ts';
import { findRuling } from '../../shared/use-cases/find-ruling.ts';
import { fakeBroadcastStore } from '../fakes/broadcast-store.ts';
import { sleeplessClock } from '../fakes/clock.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { fakeShortLinks } from '../fakes/short-links.ts';
import { fakeSubscriberStore } from '../fakes/subscriber-store.ts';
import { fakeTextLedger } from '../fakes/text-ledger.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { correcting, publishing, revising } from '../samples/commit.ts';
import { newsroom } from '../samples/revision.ts';
import { hash, ledgerRow, noon, subscriber } from '../samples/texting.ts';

const asked = 'does the new law double every bridge toll in the state?';
const person = (last: number) => subscriber({ hash: hash(last) });

const desk = (wrap: Partial<AnswerClaimDeps> = {}) => {
  const clock = sleeplessClock(noon);
  const timetable = fakeTimetable();
  const broadcasts = fakeBroadcastStore(timetable);
  const ledger = fakeTextLedger(fakeSubscriberStore(), timetable);
  const links = fakeShortLinks();
  const rulings = fakeRulingStore();
  const deps = { find: findRuling({ rulings }), rulings, broadcasts, ledger, links, newsroom, clock, ...wrap };
  let sequence = 0;
  const commit = async (made: RulingCommit): Promise<RulingCommit> => {
    const outcome = await rulings.commit(made, ++sequence);
    if (outcome.kind !== 'committed') throw new Error(outcome.kind);
    return made;
  };
  const iso = () => new Date(clock.now()).toISOString();
  return {
    ...{ clock, timetable, broadcasts, ledger, links, rulings, deps },
    answer: answerClaim(deps),
    publish: (differs: Partial<RulingContent> = {}) => commit(publishing(iso(), differs)),
    correct: async (published: RulingCommit) =>
      commit(await correcting(rulings, published, iso(), { rating: 'half-true' })),
    retract: async (published: RulingCommit) =>
      commit(await revising(rulings, published, iso(), { kind: 'retraction', note: 'We were wrong.', texts: null })),
    /** What the ledger counts as accepted in a broadcast, and what its tallies say. */
    counted: async ({ id }: Pick<Broadcast, 'id'>) => ({
      rows: ledger.all().filter((row) => row.broadcastId === id).length,
      tallied: (await broadcasts.tallies(id)).reduce((sum, { counts }) => sum + counts.states.accepted, 0),
    }),
  };
};

describe('answering a claim', () => {
  it('quotes the claim, its rating and a link of our own that leads to the ruling', async () => {
    const { answer, publish, links, broadcasts } = desk();
    const { event } = await publish();
    const text = await answer(person(1), asked);
    const [link] = links.all();
    expect(text).toContain('"The new law doubles every bridge toll in the state."');
    expect(text).toContain('Alex Doe');
    expect(text).toContain('FALSE');
    expect(text).toContain(`${newsroom.baseUrl}/s/${link?.code}`);
    expect(link).toMatchObject({
      url: 'https://newsroom.example/rulings/bridge-tolls-not-doubled',
      broadcastId: replyOf(event.id),
      rulingId: event.rulingId,
    });
    expect(await broadcasts.find(replyOf(event.id))).toMatchObject({
      ...{ kind: 'reply', status: 'done', rulingId: event.rulingId, revision: 1, rating: 'false' },
      ...{ plannedAt: noon, text: { body: text } },
    });
  });

  it('writes nothing where no ruling is found', async () => {
    const { answer, publish, ledger, broadcasts, links } = desk();
    await publish();
    expect(await answer(person(1), 'the new law does not double every bridge toll in the state')).toBeUndefined();
    expect([ledger.all(), broadcasts.all(), links.all()]).toEqual([[], [], []]);
  });

  it('has one broadcast for all answers of a revision, found by its event, and no due work', async () => {
    const { answer, publish, broadcasts, ledger, timetable, counted } = desk();
    const { event } = await publish();
    const texts = [await answer(person(1), asked), await answer(person(2), asked), await answer(person(3), asked)];
    expect(new Set(texts).size).toBe(1);
    const [reply, ...others] = broadcasts.all();
    expect(others).toEqual([]);
    expect(ledger.all().map(({ hash }) => hash)).toEqual([hash(1), hash(2), hash(3)]);
    for (const row of ledger.all())
      expect(row).toMatchObject({
        ...{ broadcastId: replyOf(event.id), rulings: [{ rulingId: event.rulingId, revision: 1 }] },
        ...{ via: 'reply', state: 'accepted', variant: 'reply', at: noon, sid: null },
        segments: reply?.kind === 'reply' ? reply.text.segments : 0,
      });
    expect(reply && (await counted(reply))).toEqual({ rows: 3, tallied: 3 });
    expect(await timetable.due('9999', 10)).toEqual([]);
  });

  it('has an id of its own, which is a broadcast id of the time of the event', async () => {
    const { publish } = desk();
    const { event } = await publish();
    expect(isId('broadcast', replyOf(event.id))).toBe(true);
    expect(replyOf(event.id)).not.toBe(broadcastOf(event));
    expect(timeOfId(replyOf(event.id))).toBe(timeOfId(event.id));
  });

  it('answers again whoever asks again, and whoever got the ruling in a text; nobody is counted twice', async () => {
    const { answer, publish, broadcasts, ledger, counted } = desk();
    const { event } = await publish();
    await ledger.addAll([ledgerRow({ broadcastId: broadcastOf(event), state: 'delivered' })]);
    const first = await answer(person(1), asked);
    expect(await answer(person(1), asked)).toBe(first);
    expect(ledger.all()).toHaveLength(2);
    const [reply] = broadcasts.all();
    expect(reply && (await counted(reply))).toEqual({ rows: 1, tallied: 1 });
  });

  it('is frozen: it stays what it was, though the newsroom words it otherwise later', async () => {
    const { answer, publish, deps } = desk();
    await publish();
    const first = await answer(person(1), asked);
    const renamed = answerClaim({ ...deps, newsroom: { ...newsroom, shortName: 'Ferry Wire' } });
    expect(await renamed(person(2), asked)).toBe(first);
  });

  it('speaks of the newest revision, in a broadcast of its own', async () => {
    const { answer, publish, correct, ledger, clock } = desk();
    const published = await publish();
    await answer(person(1), asked);
    clock.advance(1000);
    await correct(published);
    expect(await answer(person(1), asked)).toContain('HALF TRUE');
    expect(ledger.all().map(({ rulings }) => rulings[0]?.revision)).toEqual([1, 2]);
  });

  it('does not answer with what was corrected or retracted while it was written down', async () => {
    for (const act of ['correct', 'retract'] as const) {
      const made = desk();
      const published = await made.publish();
      let late = true;
      const answer = answerClaim({
        ...made.deps,
        ledger: {
          ...made.ledger,
          addAll: async (rows) => {
            if (late) await made[act](published);
            late = false;
            await made.ledger.addAll(rows);
          },
        },
      });
      const text = await answer(person(1), asked);
      if (act === 'correct') expect(text).toContain('HALF TRUE');
      else expect(text).toBeUndefined();
      // what they may yet be taken to have read is corrected: the safe side
      expect(made.ledger.all()[0]).toMatchObject({ state: 'accepted', rulings: [{ revision: 1 }] });
    }
  });

  it('is in the ledger and in the tally once, wherever it dies', async () => {
    const steps = ['find', 'freeze', 'markPlanned', 'addToTally', 'setTally'] as const;
    for (const step of steps)
      for (const when of ['before', 'after'] as const) {
        const made = desk();
        const { event } = await made.publish();
        let dies = true;
        const dying =
          <Input extends unknown[], Answer>(act: (...input: Input) => Promise<Answer>) =>
          async (...input: Input): Promise<Answer> => {
            if (dies && when === 'before') throw new Error('died');
            const answer = await act(...input);
            if (dies) throw new Error('died');
            return answer;
          };
        const broadcasts = { ...made.broadcasts };
        if (step === 'find') broadcasts.find = dying(broadcasts.find);
        if (step === 'freeze') broadcasts.freeze = dying(broadcasts.freeze);
        if (step === 'markPlanned') broadcasts.markPlanned = dying(broadcasts.markPlanned);
        if (step === 'addToTally') broadcasts.addToTally = dying(broadcasts.addToTally);
        if (step === 'setTally') broadcasts.setTally = dying(broadcasts.setTally);
        const answer = answerClaim({ ...made.deps, broadcasts });
        if (step === 'setTally') {
          dies = false;
          await answer(person(1), asked);
          dies = true;
        }
        await expect(answer(person(1), asked), `${when} ${step}`).rejects.toThrow('died');
        dies = false;
        expect(await answer(person(1), asked)).toContain('FALSE');
        expect(await made.counted({ id: replyOf(event.id) }), `${when} ${step}`).toEqual({ rows: 1, tallied: 1 });
      }
  });

  it('answers two people at the same moment from one broadcast', async () => {
    const { answer, publish, broadcasts, counted } = desk();
    await publish();
    const [one, other] = await Promise.all([answer(person(1), asked), answer(person(2), asked)]);
    expect(one).toBe(other);
    const [reply, ...others] = broadcasts.all();
    expect(others).toEqual([]);
    expect(reply && (await counted(reply))).toEqual({ rows: 2, tallied: 2 });
  });
});
