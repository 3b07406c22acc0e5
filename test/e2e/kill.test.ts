import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startPartner } from '../receiver.ts';
import { waitFor } from '../wait-for.ts';
import { freePort, startWire, type WireProcess } from '../wire-process.ts';
import { startLater } from './kill/later.ts';
import { type Acknowledged, topicOf, write } from './kill/load.ts';
import { allRulings, distributionOf, type EventState, feedUrls, messages } from './kill/look.ts';

const kills = 20;
const writers = 3;

/** Rulings that a life acknowledges before its end comes; 0 to 4, in turn. */
const acknowledgedBeforeDeath = (round: number): number => round % 5;

/**
 * Runs the wire under load and kills it, at a random moment after it has acknowledged so much: by that, and not by the time that has
 * passed, a slow machine is killed in the middle of the same work as a fast one.
 */
const lifeAndDeath = async (wire: WireProcess, round: number, acknowledged: Acknowledged): Promise<void> => {
  let stopped = false;
  const before = acknowledged.size;
  const load = Array.from({ length: writers }, (_, writer) =>
    write(wire.dev, { round, writer, stopped: () => stopped }, acknowledged),
  );
  await waitFor(() => acknowledged.size - before >= acknowledgedBeforeDeath(round));
  await setTimeout(Math.random() * 400);
  await wire.kill();
  stopped = true;
  await Promise.all(load);
};

const isQuiet = ({ feeds, texts, deliveries }: EventState): boolean =>
  feeds.length > 0 && texts !== null && texts.status !== 'planning' && texts.pending === 0 && deliveries.pending === 0;

test(`${kills} kills under load lose nothing, tear nothing and text nobody twice`, { timeout: 600_000 }, async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-kill-'));
  const port = await freePort();
  const partner = await startPartner();
  const env = { RULINGWIRE_QUIET_HOURS: 'off' };
  const acknowledged: Acknowledged = new Map();
  let wire = await startWire(dataDir, port, env);
  const { keys } = wire.dev;
  let later: Awaited<ReturnType<typeof startLater>> | undefined;
  try {
    await fetch(`${wire.dev.baseUrl}/v1/endpoints`, {
      method: 'POST',
      headers: { authorization: `Bearer ${keys.partner}` },
      body: JSON.stringify({ url: partner.url, ratePerSecond: 100, maxInFlight: 10 }),
    });
    for (let round = 0; round < kills; round++) {
      if (round > 0) wire = await startWire(dataDir, port, env);
      await lifeAndDeath(wire, round, acknowledged);
    }
    later = await startLater(dataDir, port, keys);
    const { dev, until } = later;
    expect(acknowledged.size).toBeGreaterThanOrEqual(kills);

    const rulings = await allRulings(dev);
    const byId = new Map(rulings.map((ruling) => [ruling.id, ruling]));
    const look = async () => {
      const found: { id: string; events: EventState[] }[] = [];
      for (const { id } of rulings) found.push({ id, events: (await distributionOf(dev, id)).events });
      return found;
    };
    await until(async () => (await look()).every(({ events }) => events.every(isQuiet)));
    const states = await look();

    // the log: every acknowledged revision is there, and all sequences together have no gap and no repeat
    for (const [id, { revision }] of acknowledged) expect(byId.get(id)?.revision).toBeGreaterThanOrEqual(revision);
    const sequences = states.flatMap(({ events }) => events.map(({ event }) => event.sequence)).sort((a, b) => a - b);
    expect(sequences).toEqual(sequences.map((_, at) => at + 1));
    // nothing is torn: a ruling has exactly the events of its revisions
    for (const { id, events } of states)
      expect(events.map(({ event }) => event.revision)).toEqual(
        Array.from({ length: byId.get(id)?.revision ?? 0 }, (_, at, from = byId.get(id)?.revision ?? 0) => from - at),
      );

    // the feeds: each round's topic holds exactly its rulings, once each
    for (let round = 0; round < kills; round++) {
      const wanted = rulings.filter(({ slug }) => slug.startsWith(`kill-${round}-`)).map(({ url }) => url);
      if (wanted.length > 0 && wanted.length <= 50)
        expect((await feedUrls(dev, topicOf(round))).sort()).toEqual(wanted.sort());
    }

    // the phones: at most one text of each kind and ruling on each, and whoever is owed one has it or is in doubt
    const sent = await messages(dev);
    const perPhone = Map.groupBy(sent, ({ to, body }) => `${to} ${body}`);
    expect([...perPhone].filter(([, same]) => same.length > 1)).toEqual([]);
    for (const { events } of states)
      for (const { texts } of events) {
        const { audience = 0, status: _, ...people } = texts ?? { status: '' };
        expect(Object.values(people).reduce((sum, count) => sum + count, 0)).toBe(audience);
      }
    const reached = ({ texts }: EventState) =>
      texts ? texts.accepted + texts.delivered + texts.posting + texts.unknown : 0;
    const told = states.flatMap(({ events }) => events.map(reached)).reduce((sum, people) => sum + people, 0);
    // a phone gets some six texts a day of all these rulings, and is skipped by the others
    expect(told).toBeGreaterThanOrEqual(5 * 6);
    for (const { events } of states)
      expect(
        events.reduce((sum, state) => sum + reached(state) + (state.texts?.skipped ?? 0), 0),
      ).toBeGreaterThanOrEqual(5);

    // the partner: every event is there unless a newer one stands in for it, and no delivery is left
    const got = new Set(partner.received.map(({ id }) => id));
    const replaced = new Set(partner.received.flatMap(({ data }) => data.supersedes));
    for (const { events } of states)
      for (const { event, deliveries } of events) {
        expect(deliveries.waiting).toBe(0);
        expect(deliveries.delivered + deliveries.superseded).toBe(deliveries.owed);
        if (event.sequence > 1) expect(got.has(event.id) || replaced.has(event.sequence)).toBe(true);
      }
  } finally {
    await wire.stop();
    await later?.close();
    await partner.close();
    await rm(dataDir, { recursive: true });
  }
});
