import { describe, expect, it } from 'vitest';
import { broadcastOf } from '../../shared/domain/event.ts';
import type { RulingContent } from '../../shared/domain/ruling.ts';
import type { Subscriber } from '../../shared/domain/subscriber.ts';
import { textDesk } from '../samples/text-desk.ts';
import { hash } from '../samples/texting.ts';

const hour = 3_600_000;
const hawaii = { zones: 'Pacific/Honolulu' };

/** Whether somebody with these wishes is given a row for a ruling like this. */
const hears = async (wishes: Partial<Subscriber>, differs: Partial<RulingContent> = {}): Promise<boolean> => {
  const desk = textDesk();
  await desk.join(1, wishes);
  const { sequence } = await desk.publish({ topics: ['transport', 'taxes'], editions: ['new-york'], ...differs });
  await desk.plan(sequence);
  return desk.rowsOf(1).length === 1;
};

describe('the audience of a ruling', () => {
  it.each<[string, Partial<Subscriber>, Partial<RulingContent>, boolean]>([
    ['whoever chose nothing', {}, {}, true],
    ['whoever chose one of its topics', { topics: ['health', 'taxes'] }, {}, true],
    ['whoever chose other topics', { topics: ['health'] }, {}, false],
    ['whoever chose topics, of a ruling that has none', { topics: ['health'] }, { topics: [] }, false],
    ['whoever chose its edition', { editions: ['new-york', 'ohio'] }, {}, true],
    ['whoever chose other editions', { editions: ['ohio'] }, {}, false],
    ['whoever chose its topic and another edition', { topics: ['taxes'], editions: ['ohio'] }, {}, false],
    ['whoever reads the same language elsewhere', { language: 'es' }, { language: 'es-MX' }, true],
    ['whoever reads another language', { language: 'es' }, {}, false],
    ['whoever wants a daily digest', { frequency: 'daily' }, {}, false],
    ['whoever wants a weekly digest', { frequency: 'weekly' }, {}, false],
    ['whoever left', { status: 'suppressed', reason: 'opted-out' }, {}, false],
  ])('%s', async (_, wishes, differs, expected) => {
    expect(await hears(wishes, differs)).toBe(expected);
  });

  it.each(['none', 'digest'] as const)('nobody, where texts are "%s"', async (texts) => {
    expect(await hears({}, { texts })).toBe(false);
  });

  it('everybody of it, each once, however often it is planned', async () => {
    const desk = textDesk();
    for (let last = 1; last <= 40; last++) await desk.join(last);
    const { sequence, event } = await desk.publish();
    await Promise.all([desk.plan(sequence), desk.plan(sequence)]);
    await desk.plan(sequence);
    expect(
      desk.ledger
        .all()
        .map((row) => row.hash)
        .sort(),
    ).toEqual(Array.from({ length: 40 }, (_, at) => hash(at + 1)).sort());
    await desk.sendAll();
    for (let last = 1; last <= 40; last++) expect(desk.textsTo(last)).toHaveLength(1);
    expect((await desk.broadcasts.find(broadcastOf(event)))?.status).toBe('sending');
  });

  it('leaves a broadcast that nobody is in done', async () => {
    const desk = textDesk();
    await desk.join(1, { frequency: 'daily' });
    await desk.plan((await desk.publish()).sequence);
    expect(desk.broadcasts.all()).toMatchObject([{ status: 'done' }]);
    expect(desk.batches.sent).toEqual([]);
  });

  it('does not take in who subscribes once the plan is whole', async () => {
    const desk = textDesk();
    await desk.join(1);
    const { sequence } = await desk.publish();
    await desk.tell(sequence);
    await desk.join(2);
    await desk.tell(sequence);
    expect(desk.rowsOf(2)).toEqual([]);
  });
});

describe('quiet hours', () => {
  it('defer whoever sleeps, with one row of the Timetable for a shard, at its opening', async () => {
    const desk = textDesk();
    for (let last = 1; last <= 40; last++) await desk.join(last, hawaii);
    const { sequence } = await desk.publish();
    await desk.tell(sequence);
    await desk.plan(sequence);
    expect(new Set(desk.ledger.all().map(({ state }) => state))).toEqual(new Set(['deferred']));
    const openings = desk.timetable.rows().filter(({ kind }) => kind === 'open-shard');
    expect(openings.length).toBe(new Set(desk.ledger.all().map(({ cohort }) => cohort)).size);
    expect(new Set(openings.map(({ at }) => at))).toEqual(new Set(['2026-11-20T19:00:00.000Z']));
    expect(desk.sender.tried).toEqual([]);
    await desk.pass(2 * hour);
    for (let last = 1; last <= 40; last++) expect(desk.textsTo(last)).toHaveLength(1);
  });

  it('are each cohort’s own', async () => {
    const desk = textDesk();
    await desk.join(1);
    await desk.join(2, hawaii);
    await desk.tell((await desk.publish()).sequence);
    expect([desk.textsTo(1).length, desk.textsTo(2).length]).toEqual([1, 0]);
  });

  it('skip those whose zones are never awake together', async () => {
    const desk = textDesk();
    await desk.join(1, { zones: 'America/New_York+Asia/Jakarta' });
    await desk.tell((await desk.publish()).sequence);
    expect(desk.rowsOf(1)).toMatchObject([{ state: 'skipped', reason: 'no-window' }]);
  });
});

describe('a shard', () => {
  it('is sent only after its mark', async () => {
    const desk = textDesk();
    for (let last = 1; last <= 20; last++) await desk.join(last);
    const { sequence } = await desk.publish();
    const marked = new Set<string>();
    const { markPlanned } = desk.broadcasts;
    desk.broadcasts.markPlanned = async (...args) => {
      marked.add(args[1]);
      return markPlanned(...args);
    };
    const { send } = desk.batches;
    desk.batches.send = async (messages) => {
      for (const { cohort } of messages) expect(marked).toContain(cohort);
      await send(messages);
    };
    await desk.plan(sequence);
    expect(desk.batches.messages().flatMap(({ hashes }) => hashes)).toHaveLength(20);
  });

  it('that could not be marked sends nobody, and is finished by the plan that comes again', async () => {
    const desk = textDesk();
    await desk.join(1);
    const { sequence } = await desk.publish();
    const { markPlanned } = desk.broadcasts;
    desk.broadcasts.markPlanned = () => Promise.reject(new Error('throttled'));
    await expect(desk.plan(sequence)).rejects.toThrow('throttled');
    expect(desk.batches.sent).toEqual([]);
    desk.broadcasts.markPlanned = markPlanned;
    await desk.tell(sequence);
    expect(desk.textsTo(1)).toHaveLength(1);
  });
});
