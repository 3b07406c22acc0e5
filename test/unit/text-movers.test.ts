import { describe, expect, it } from 'vitest';
import { type CohortShard, cohortShardOf } from '../../shared/domain/cohort.ts';
import { noCounts } from '../../shared/domain/text-counts.ts';
import { formerZones } from '../../shared/use-cases/former-zones.ts';
import { frozenDigest, rowIn } from '../samples/heard-otherwise.ts';
import { textDesk } from '../samples/text-desk.ts';
import { broadcast, consent, hash, noon } from '../samples/texting.ts';
import { corrected, retracted } from '../samples/told-ruling.ts';

const hour = 3_600_000;
const minute = 60_000;
const honolulu = 'Pacific/Honolulu';
const newYork = 'America/New_York';
type Desk = ReturnType<typeof textDesk>;

const change = (desk: Desk, last: number, zones: string, notBefore: number | null = null) =>
  desk.subscribers.change(
    { topics: [], editions: [], language: 'en', frequency: 'immediate', zip: null, notBefore },
    zones,
    consent({ hash: hash(last), at: new Date(desk.clock.now()).toISOString() }),
  );

/** Has one shard planned before all others, and one after them. */
const firstAndLast = (desk: Desk, [first, last]: readonly [CohortShard, CohortShard]): void => {
  const { shards } = desk.subscribers;
  desk.subscribers.shards = async () => {
    const others = (await shards()).filter((shard) => shard !== first && shard !== last);
    return [first, ...others, last];
  };
};

/** How many keys of the ledger are looked up from now on. */
const countingKeys = (desk: Desk): (() => number) => {
  const { findMany } = desk.ledger;
  let keys = 0;
  desk.ledger.findMany = (some) => {
    keys += some.length;
    return findMany(some);
  };
  return () => keys;
};

const orders = [
  ['where they are now first', [newYork, honolulu]],
  ['where they were first', [honolulu, newYork]],
] as const;

describe.each(orders)('who moved after they heard, in a plan that has the shard %s', (_, [first, last]) => {
  const shards = [cohortShardOf(first, hash(1)), cohortShardOf(last, hash(1))] as const;
  /** The first person, at noon in Hawaii, and nineteen in New York. */
  const moved = async () => {
    const desk = textDesk();
    await desk.join(1, { zones: honolulu });
    for (let last = 2; last <= 20; last++) await desk.join(last);
    desk.clock.advance(5 * hour);
    firstAndLast(desk, shards);
    return desk;
  };
  const only = [expect.stringMatching(/^Ferry St/), expect.stringMatching(/^CORRECTION/)];

  it('is told of a correction, also where that looks for everybody who wants such rulings', async () => {
    const desk = await moved();
    const ruling = await desk.publish();
    const { setStatus } = desk.broadcasts;
    // everybody is queued, and nothing says that the plan is whole
    desk.broadcasts.setStatus = () => Promise.reject(new Error('died'));
    await expect(desk.plan(ruling.sequence)).rejects.toThrow('died');
    desk.broadcasts.setStatus = setStatus;
    await desk.sendAll();
    desk.clock.advance(minute);
    await change(desk, 1, newYork);
    desk.clock.advance(minute);
    await desk.tell(await desk.revise(ruling, corrected));
    expect(desk.broadcasts.all().at(-1)).toMatchObject({ kind: 'correction', wide: true });
    expect(desk.textsTo(1)).toEqual(only);
  });

  it('and heard again where they are now, is told once', async () => {
    const desk = await moved();
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    desk.clock.advance(minute);
    await change(desk, 1, newYork);
    const digest = await frozenDigest(desk, [ruling.revision], { status: 'done' });
    await rowIn(desk, digest, 1, 'delivered');
    desk.clock.advance(minute);
    await desk.tell(await desk.revise(ruling, corrected));
    expect(desk.textsTo(1)).toEqual(only);
  });

  it('is told that it is withdrawn, though where they are now they only waited', async () => {
    const desk = await moved();
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    desk.clock.advance(minute);
    await change(desk, 1, newYork);
    const digest = await frozenDigest(desk, [ruling.revision]);
    await rowIn(desk, digest, 1, 'pending');
    desk.clock.advance(minute);
    await desk.tell(await desk.revise(ruling, retracted));
    expect(desk.textsTo(1)).toEqual([only[0], expect.stringMatching(/^RETRACTED/)]);
  });

  it('and waits in both places when a correction without a text comes, has the ruling once', async () => {
    const desk = await moved();
    const ruling = await desk.publish();
    await desk.plan(ruling.sequence);
    desk.batches.sent.splice(0);
    desk.clock.advance(minute);
    await change(desk, 1, newYork);
    await rowIn(desk, await frozenDigest(desk, [ruling.revision]), 1, 'pending');
    desk.clock.advance(minute);
    await desk.tell(await desk.revise(ruling, { ...corrected, texts: 'none' }));
    expect(desk.textsTo(1)).toEqual([expect.stringMatching(/^Ferry St: .* Claim rated HALF TRUE/)]);
  });

  it.each([
    ['in one go', false],
    ['in a plan that died, and comes again', true],
  ])('and moves on between those shards, is told once: %s', async (__, dies) => {
    const desk = await moved();
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    desk.clock.advance(minute);
    await change(desk, 1, newYork);
    const digest = await frozenDigest(desk, [ruling.revision], { status: 'done' });
    await rowIn(desk, digest, 1, 'delivered');
    desk.clock.advance(minute);
    const correction = await desk.revise(ruling, corrected);
    const { pages } = desk.ledger;
    desk.ledger.pages = async function* (id, shard) {
      if (shard === shards[1] && desk.ledger.pages !== pages) {
        desk.ledger.pages = pages;
        desk.clock.advance(minute);
        await change(desk, 1, honolulu);
        if (dies) throw new Error('died');
      }
      yield* pages(id, shard);
    };
    if (dies) await expect(desk.plan(correction)).rejects.toThrow('died');
    await desk.tell(correction);
    expect(desk.textsTo(1)).toEqual(only);
  });
});

describe('rows in other shards are looked for', () => {
  const zones = ['America/Chicago', 'America/Denver', 'America/Phoenix', 'America/Los_Angeles', 'America/Anchorage'];
  /** Twenty who heard in New York, in a newsroom with shards in five zones more, where nobody heard. */
  const told = async () => {
    const desk = textDesk();
    for (let last = 1; last <= 20; last++) await desk.join(last);
    const ruling = await desk.publish();
    await desk.tell(ruling.sequence);
    desk.clock.advance(minute);
    for (const [at, zone] of zones.entries()) await desk.join(30 + at, { zones: zone, frequency: 'daily' });
    return { desk, ruling };
  };

  it('for nobody whose zones are as they were, whatever else they changed', async () => {
    const { desk, ruling } = await told();
    for (let last = 1; last <= 20; last++) await change(desk, last, newYork);
    desk.clock.advance(minute);
    const keys = countingKeys(desk);
    await desk.tell(await desk.revise(ruling, corrected));
    expect(keys()).toBe(20 /* whom send-texts texts */);
    for (let last = 1; last <= 20; last++) expect(desk.textsTo(last)).toHaveLength(2);
  });

  it('only where somebody heard of the ruling, and where they are now', async () => {
    const { desk, ruling } = await told();
    await change(desk, 1, 'America/Chicago');
    desk.clock.advance(minute);
    const keys = countingKeys(desk);
    await desk.plan(await desk.revise(ruling, corrected));
    // where they heard; there once more and where they are; and what they heard where they are
    expect(keys()).toBe(1 + 2 + 1);
  });

  it('for nobody who has a row, when a plan comes again', async () => {
    const { desk, ruling } = await told();
    for (let last = 1; last <= 20; last++) await change(desk, last, 'America/Chicago');
    desk.clock.advance(minute);
    desk.broadcasts.markPlanned = () => Promise.reject(new Error('died'));
    const correction = await desk.revise(ruling, corrected);
    for (let tries = 0; tries < 30; tries++) await desk.plan(correction).catch(() => undefined);
    const rows = desk.ledger.all().length;
    const keys = countingKeys(desk);
    await desk.plan(correction).catch(() => undefined);
    expect(desk.ledger.all().length).toBe(rows);
    expect(keys()).toBeLessThanOrEqual(20);
  });
});

describe('the zones whose people may have rows in something earlier', () => {
  const zonesOf = (...earlier: Parameters<ReturnType<typeof formerZones>>[0]) => {
    const desk = textDesk();
    desk.subscribers.shards = async () => ['Etc/UTC#1', 'Etc/UTC#2', 'America/Boise@11#0'];
    desk.broadcasts.tallies = async () =>
      ['Etc/UTC#1' as const, 'Etc/UTC#2' as const].map((shard) => ({ shard, counts: noCounts(), queuedAt: null }));
    return formerZones(desk)(earlier);
  };
  const planned = broadcast({ status: 'stopped', plannedAt: noon });

  it('are those that are marked', async () => {
    expect(await zonesOf(planned, broadcast({ status: 'stopped', variants: {} }))).toEqual(['Etc/UTC']);
    expect(await zonesOf()).toEqual([]);
  });

  it('are all of them, where some plan was not whole: rows may be in a shard that is not marked', async () => {
    expect(await zonesOf(planned, broadcast({ status: 'stopped' }))).toEqual(['Etc/UTC', 'America/Boise@11']);
  });
});
