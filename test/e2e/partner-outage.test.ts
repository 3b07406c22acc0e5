/** Partners whose server says that it is gone, while the newsroom publishes, corrects and retracts, and the wire itself is killed. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { closeServer, listenOnLoopback } from '../../local/http/listen.ts';
import { waitFor } from '../wait-for.ts';
import { freePort, startWire, type WireProcess } from '../wire-process.ts';
import { askWire, type Committed, correct, publish } from './permissions/newsroom.ts';

const eventSchema = z.object({
  id: z.string(),
  type: z.string(),
  data: z.object({
    sequence: z.number(),
    previousSequence: z.number().nullable(),
    supersedes: z.array(z.number()),
    rulingId: z.string(),
    revision: z.number(),
    ruling: z.object({ rating: z.string() }),
  }),
});
type Told = z.output<typeof eventSchema>;
const pageSchema = z.object({ items: z.array(eventSchema) });
const endpointSchema = z.object({ id: z.string(), status: z.string() });
const deliveriesSchema = z.object({ items: z.array(z.object({ sequence: z.number(), state: z.string() })) });

/** A server of several endpoints, by path, that can say that all of them are gone. */
const startServer = async () => {
  const taken: (Told & { path: string })[] = [];
  let status = 204;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      if (status === 204) taken.push({ ...eventSchema.parse(JSON.parse(body)), path: request.url ?? '' });
      response.writeHead(status).end();
    });
  });
  const origin = await listenOnLoopback(server, 0);
  return {
    url: (path: string) => `${origin}${path}`,
    answer: (next: number) => {
      status = next;
    },
    at: (path: string): Told[] => taken.filter((told) => told.path === path),
    close: () => closeServer(server),
  };
};

const wanted = {
  '/everything': {},
  '/false-alone': { filters: { ratings: ['false'] } },
  '/published-alone': { eventTypes: ['ruling.published'] },
};

let dataDir: string;
let port: number;
let wire: WireProcess;
let partner: Awaited<ReturnType<typeof startServer>>;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-outage-'));
  port = await freePort();
  [wire, partner] = await Promise.all([startWire(dataDir, port), startServer()]);
  await waitFor(() => wire.output().includes('Publish the next one'));
});
afterAll(async () => {
  await wire.stop();
  await partner.close();
  await rm(dataDir, { recursive: true });
});

const quiet = { texts: 'none', topics: ['piers'] };
const retract = async ({ ruling }: Committed): Promise<void> => {
  const seen = { 'if-match': `"${ruling.revision}"` };
  await askWire(wire.dev, 'newsroom', ['POST', `/v1/rulings/${ruling.id}/retraction`], { note: 'Made up.' }, seen);
};
const look = async (id: string) => {
  const { status } = endpointSchema.parse(await askWire(wire.dev, 'partner', ['GET', `/v1/endpoints/${id}`]));
  const owed = await askWire(wire.dev, 'partner', ['GET', `/v1/endpoints/${id}/deliveries`]);
  return { status, owed: deliveriesSchema.parse(owed).items };
};
/** Waits until the newest of what an endpoint is owed has this sequence, and everything is in one of these states. */
const settled = (id: string, newest: number, ...states: string[]): Promise<void> =>
  waitFor(async () => {
    const { owed } = await look(id);
    return owed[0]?.sequence === newest && owed.every(({ state }) => states.includes(state));
  }, 100);

test('whatever they were owed comes when they are back, in order, and nothing that was superseded meanwhile', async () => {
  const ids = new Map<string, string>();
  for (const [path, asked] of Object.entries(wanted)) {
    const body = { url: partner.url(path), ...asked };
    ids.set(path, endpointSchema.parse(await askWire(wire.dev, 'partner', ['POST', '/v1/endpoints'], body)).id);
  }
  const each = async (work: (id: string, path: string) => Promise<unknown>): Promise<void> => {
    for (const [path, id] of ids) await work(id, path);
  };
  const wrong = await publish(wire.dev, 'wrong', quiet);
  const made = await publish(wire.dev, 'made-up', quiet);
  await each((id) => settled(id, made.event.sequence, 'delivered'));

  partner.answer(410);
  const first = await publish(wire.dev, 'during-the-outage', quiet);
  await each((id) => waitFor(async () => (await look(id)).status === 'disabled', 100));
  await correct(wire.dev, wrong);
  const second = await correct(wire.dev, first);
  await retract(made);
  const last = second.event.sequence + 1;
  await each((id) => settled(id, last, 'waiting', 'superseded', 'delivered'));
  await wire.kill();
  wire = await startWire(dataDir, port);

  partner.answer(204);
  await each((id) => askWire(wire.dev, 'partner', ['POST', `/v1/endpoints/${id}/enable`]));
  await each((id) => settled(id, last, 'delivered', 'superseded'));

  const told = partner.at('/everything');
  for (const [rulingId, ofRuling] of Map.groupBy(told, ({ data }) => data.rulingId)) {
    const revisions = ofRuling.map(({ data }) => data.revision);
    expect(revisions, rulingId).toEqual(revisions.toSorted((a, b) => a - b));
  }
  const sequences = new Set(told.map(({ data }) => data.sequence));
  expect(sequences).not.toContain(first.event.sequence);
  const correction = told.find(({ data }) => data.sequence === second.event.sequence);
  expect(correction).toMatchObject({ type: 'ruling.corrected', data: { supersedes: [first.event.sequence] } });

  const pulled = pageSchema.parse(
    await askWire(wire.dev, 'partner', ['GET', `/v1/events?after=${wrong.event.sequence - 1}`]),
  ).items;
  const superseded = told.flatMap(({ data }) => data.supersedes);
  expect(pulled.map(({ data }) => data.sequence)).toEqual([...sequences, ...superseded].sort((a, b) => a - b));
  for (const event of told) expect(pulled.find(({ id }) => id === event.id)).toMatchObject({ type: event.type });

  expect(partner.at('/false-alone').at(-1)?.data.sequence).toBe(last);
  const corrected = partner
    .at('/false-alone')
    .find(({ data }) => data.rulingId === wrong.ruling.id && data.revision > 1);
  expect(corrected).toMatchObject({ type: 'ruling.corrected', data: { ruling: { rating: 'half-true' } } });
  const retraction = partner.at('/published-alone').find(({ type }) => type === 'ruling.retracted');
  expect(retraction?.data.rulingId).toBe(made.ruling.id);
});
