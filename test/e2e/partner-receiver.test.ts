import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { openShelf } from '../../examples/partner-receiver/shelf.ts';
import { type ApiClient, createApiClient } from '../../local/cli/api-client.ts';
import { type ReceiverProcess, spawnReceiver } from '../partner-receiver-process.ts';
import { waitFor } from '../wait-for.ts';
import { freePort, startWire, type WireProcess } from '../wire-process.ts';
import { createEditor } from './feed-readers/editor.ts';

const endpointSchema = z.object({ id: z.string(), secret: z.string() });
const deliveriesSchema = z.object({
  items: z.array(z.object({ rulingId: z.string(), attempts: z.array(z.unknown()) })),
});
const distributionSchema = z.object({
  revision: z.number(),
  events: z.array(
    z.object({
      deliveries: z.object({ partners: z.array(z.object({ acknowledgedRevision: z.number().nullable() })) }),
    }),
  ),
});
const pageSchema = z.object({ state: z.string(), note: z.string().nullable() });

let dataDir: string;
let wire: WireProcess;
let receiver: ReceiverProcess;
let newsroom: ApiClient;
let partner: ApiClient;
let endpoint: z.output<typeof endpointSchema>;
let port: number;
const runs: ReceiverProcess[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-partner-kit-'));
  wire = await startWire(dataDir, await freePort());
  await waitFor(() => wire.output().includes('Publish the next one'));
  newsroom = createApiClient(wire.dev.baseUrl, wire.dev.keys.newsroom);
  partner = createApiClient(wire.dev.baseUrl, wire.dev.keys.partner);
  port = await freePort();
  endpoint = await partner.call('POST', '/v1/endpoints', endpointSchema, { url: `http://127.0.0.1:${port}/` });
});
afterAll(async () => {
  await receiver.kill();
  await wire.stop();
  await rm(dataDir, { recursive: true });
});

const stateFile = () => join(dataDir, 'partner.sqlite');
const start = async (): Promise<void> => {
  receiver = spawnReceiver({
    PORT: String(port),
    RULINGWIRE_URL: wire.dev.baseUrl,
    RULINGWIRE_KEY: wire.dev.keys.partner,
    WEBHOOK_SECRET: endpoint.secret,
    STATE_FILE: stateFile(),
  });
  runs.push(receiver);
  await receiver.ready();
};
const pageOf = (rulingId: string): z.output<typeof pageSchema> | undefined => {
  const shelf = openShelf(stateFile());
  const page = shelf.page(rulingId);
  shelf.close();
  return page === undefined ? undefined : pageSchema.parse(JSON.parse(page));
};
/** What the newsroom sees of the partners that got the newest event of a ruling. */
const acknowledged = async (rulingId: string): Promise<(number | null)[]> => {
  const { events } = await newsroom.call('GET', `/v1/rulings/${rulingId}/distribution`, distributionSchema);
  return events[0]?.deliveries.partners.map(({ acknowledgedRevision }) => acknowledgedRevision) ?? [];
};
const attemptsAt = async (rulingId: string): Promise<number> => {
  const { items } = await partner.call('GET', `/v1/endpoints/${endpoint.id}/deliveries`, deliveriesSchema);
  return items.find((delivery) => delivery.rulingId === rulingId)?.attempts.length ?? 0;
};

test('a partner’s receiver that is killed again and again ends with the retraction, and the newsroom knows', async () => {
  const editor = createEditor(wire.dev);
  await start();
  const first = await editor.publish('north');
  await waitFor(async () => (await acknowledged(first.id)).includes(1));
  expect(pageOf(first.id)).toEqual({ state: 'standing', note: null });

  await receiver.kill();
  const missed = await editor.publish('south');
  // after the second failure the wire waits for minutes: nothing but a pull can bring it now
  await waitFor(async () => (await attemptsAt(missed.id)) >= 2);
  await start();
  const corrected = await editor.correct(first, 'Bridge north is open on Sundays.');
  await waitFor(() => pageOf(first.id)?.note !== null);

  // it has stored the correction, and perhaps neither pulled nor acknowledged anything
  await receiver.kill();
  await start();
  await waitFor(async () => (await acknowledged(first.id)).includes(2));
  await waitFor(() => pageOf(missed.id) !== undefined);

  await editor.retract(corrected, 'There is no bridge north.');
  await waitFor(async () => (await acknowledged(first.id)).includes(3));
  expect(pageOf(first.id)).toEqual({ state: 'replaced', note: 'There is no bridge north.' });
  await waitFor(async () => (await acknowledged(missed.id)).includes(1));
  expect(pageOf(missed.id)).toEqual({ state: 'standing', note: null });

  const stored = runs.flatMap((run) => run.lines()).filter((line) => /^(pulled, )?stored /.test(line));
  expect(new Set(stored.map((line) => line.split(' ').at(-1))).size).toBe(stored.length);
  expect(stored.length).toBeLessThanOrEqual(4);
  expect(stored.some((line) => line.startsWith('pulled, stored ruling.published '))).toBe(true);
  expect(stored.at(-1)).toContain('ruling.retracted');
});
