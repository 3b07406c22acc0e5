import { describe, expect, it } from 'vitest';
import { cohortShardOf } from '../../shared/domain/cohort.ts';
import { broadcastOf } from '../../shared/domain/event.ts';
import { textDesk } from '../samples/text-desk.ts';
import { consent, hash, noon, subscriber } from '../samples/texting.ts';
import { corrected } from '../samples/told-ruling.ts';

const honolulu = 'Pacific/Honolulu';
const people = 60;

const awake = ['America/New_York', 'America/Chicago', 'America/Denver'];

/** A newsroom with sixty subscribers, in some forty shards of three zones, all of them awake. */
const crowded = async () => {
  const desk = textDesk();
  for (let last = 1; last <= people; last++) await desk.join(last, { zones: awake[last % 3] ?? honolulu });
  const ruling = await desk.publish();
  return { desk, ruling, id: broadcastOf(ruling.event) };
};

describe('a plan that takes too long', () => {
  it('begins no shard after two and a half minutes, and puts its event on the queue again; nothing is done twice', async () => {
    const { desk, ruling, id } = await crowded();
    const { markPlanned } = desk.broadcasts;
    const marks: string[] = [];
    desk.broadcasts.markPlanned = async (...args) => {
      marks.push(args[1]);
      desk.clock.advance(60_000);
      return markPlanned(...args);
    };
    const filled: string[] = [];
    const { addAll } = desk.ledger;
    desk.ledger.addAll = async (rows) => {
      filled.push(...rows.map((row) => row.hash));
      return addAll(rows);
    };
    await desk.plan(ruling.sequence);
    expect(marks.length).toBeLessThan((await desk.subscribers.shards()).length);
    expect((await desk.broadcasts.find(id))?.status).toBe('planning');
    expect(desk.plans.messages()).toMatchObject([{ sequence: ruling.sequence, type: 'ruling.published' }]);
    for (let runs = 0; desk.plans.sent.length > 0; runs++) {
      expect(runs).toBeLessThan(10);
      for (const { message } of desk.plans.sent.splice(0)) await desk.work(message);
    }
    expect(new Set(marks).size).toBe(marks.length);
    expect(filled.length).toBe(people);
    expect(desk.batches.messages().flatMap(({ hashes }) => hashes)).toHaveLength(people);
    expect((await desk.broadcasts.find(id))?.status).toBe('sending');
  });

  it('is not looked over before it is whole; the next look is due', async () => {
    const { desk, ruling, id } = await crowded();
    const { markPlanned } = desk.broadcasts;
    desk.broadcasts.markPlanned = async (...args) => {
      desk.clock.advance(600_000);
      return markPlanned(...args);
    };
    await desk.plan(ruling.sequence);
    const before = desk.timetable.rows().length;
    await desk.recheck(id, true);
    expect(desk.log.lines.map(({ code }) => code)).not.toContain('TEXTS_RECHECKED');
    expect(desk.timetable.rows().length).toBeGreaterThan(before);
  });

  it('of words that an untexted correction makes wrong is finished before they are closed', async () => {
    const { desk, ruling, id } = await crowded();
    const { markPlanned } = desk.broadcasts;
    desk.broadcasts.markPlanned = async (...args) => {
      desk.clock.advance(60_000);
      return markPlanned(...args);
    };
    await desk.plan(ruling.sequence);
    desk.batches.sent.splice(0);
    desk.plans.sent.splice(0);
    await desk.plan(await desk.revise(ruling, { ...corrected, texts: 'none' }));
    expect((await desk.broadcasts.find(id))?.status).toBe('planning');
    expect(desk.batches.sent).toEqual([]);
    for (let runs = 0; desk.plans.sent.length > 0; runs++) {
      expect(runs).toBeLessThan(20);
      for (const { message } of desk.plans.sent.splice(0)) await desk.work(message);
    }
    await desk.sendAll();
    for (let last = 1; last <= people; last++) expect(desk.textsTo(last)).toEqual([expect.stringMatching(/HALF TRUE/)]);
  });
});

it('two plans of an event at the same time, and a look-over, give everybody one row and one text', async () => {
  const { desk, ruling, id } = await crowded();
  await Promise.all([desk.plan(ruling.sequence), desk.recheck(id), desk.plan(ruling.sequence), desk.recheck(id)]);
  await desk.sendAll();
  expect(desk.ledger.all()).toHaveLength(people);
  for (let last = 1; last <= people; last++) expect(desk.textsTo(last)).toHaveLength(1);
});

describe('the queues', () => {
  it('have first texts and corrections apart, and batches say which they are', async () => {
    const { desk, ruling } = await crowded();
    await desk.plan(ruling.sequence);
    expect(new Set(desk.batches.messages().map(({ urgent }) => urgent))).toEqual(new Set([false]));
    expect(desk.urgent.sent).toEqual([]);
    await desk.sendAll();
    await desk.plan(await desk.revise(ruling, corrected));
    expect(new Set(desk.urgent.messages().map(({ urgent }) => urgent))).toEqual(new Set([true]));
    expect(desk.batches.sent).toEqual([]);
  });

  it('are written down for each shard once its batches are on them', async () => {
    const { desk, ruling, id } = await crowded();
    await desk.plan(ruling.sequence);
    const tallies = await desk.broadcasts.tallies(id);
    expect(new Set(tallies.map(({ queuedAt }) => queuedAt))).toEqual(new Set([noon]));
  });
});

it('rows go to the ledger many at a time, and at most 400', async () => {
  const desk = textDesk();
  const crowd: number[] = [];
  desk.subscribers.cohort = async function* (shard) {
    const [first] = await desk.subscribers.shards();
    if (shard !== first) return;
    yield Array.from({ length: 1000 }, (_, at) => ({
      ...subscriber({ createdAt: '2026-11-01T00:00:00.000Z', updatedAt: '2026-11-01T00:00:00.000Z' }),
      hash: hash(at % 100, 201 + Math.floor(at / 100)),
    }));
  };
  desk.ledger.addAll = async (rows) => {
    crowd.push(rows.length);
  };
  for (let last = 1; last <= 20; last++) await desk.join(last);
  await desk.plan((await desk.publish()).sequence);
  expect(crowd).toEqual([400, 400, 200]);
});

it('a link in a text leads to the ruling by way of us, and is the broadcast’s', async () => {
  const { desk, ruling, id } = await crowded();
  await desk.tell(ruling.sequence);
  const [link] = desk.links.all();
  expect(link).toMatchObject({ url: ruling.revision.content.url, broadcastId: id, rulingId: ruling.revision.rulingId });
  expect(desk.textsTo(1)[0]).toContain(` https://wire.newsroom.example/s/${link?.code} `);
  await desk.tell(await desk.revise(ruling, corrected));
  expect(desk.links.all()).toHaveLength(2);
  expect(desk.textsTo(1)[1]).toContain(`/s/${desk.links.all()[1]?.code} `);
});

describe('who moves to another zone', () => {
  const move = (desk: ReturnType<typeof textDesk>, last: number) =>
    desk.subscribers.change(
      { topics: [], editions: [], language: 'en', frequency: 'immediate', zip: '96813', notBefore: null },
      honolulu,
      consent({ hash: hash(last), at: new Date(desk.clock.now()).toISOString() }),
    );

  it('in the middle of a plan that comes again has one row', async () => {
    const desk = textDesk();
    await desk.join(1);
    await desk.join(2, { zones: honolulu });
    const ruling = await desk.publish();
    const { markPlanned } = desk.broadcasts;
    desk.broadcasts.markPlanned = () => Promise.reject(new Error('died'));
    await expect(desk.plan(ruling.sequence)).rejects.toThrow('died');
    desk.broadcasts.markPlanned = markPlanned;
    await move(desk, 1);
    await desk.plan(ruling.sequence);
    expect(desk.rowsOf(1)).toHaveLength(1);
  });

  it('after they heard, and heard again there, is told of a correction once', async () => {
    const desk = textDesk();
    await desk.join(1);
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    desk.clock.advance(60_000);
    await move(desk, 1);
    const cohort = cohortShardOf(honolulu, hash(1));
    const [heard] = desk.rowsOf(1);
    if (!heard) throw new Error('no row');
    await desk.ledger.addAll([{ ...heard, cohort }]);
    await desk.tell(await desk.revise(ruling, corrected));
    for (let passed = 0; passed < 6; passed++) await desk.pass(3_600_000);
    expect(desk.textsTo(1)).toHaveLength(2);
  });
});
