import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createApiClient } from '../../local/cli/api-client.ts';
import { startPartner } from '../receiver.ts';
import { waitFor } from '../wait-for.ts';
import { freePort, startWire, type WireProcess } from '../wire-process.ts';
import { allRulings } from './kill/look.ts';

const draft = {
  slug: 'canal-bill-locks',
  url: 'https://newsroom.example/rulings/canal-bill-locks',
  headline: 'No, the canal bill does not close every lock',
  claim: {
    text: 'The canal bill closes every lock.',
    claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person' },
  },
  rating: 'false',
};
const scheduledSchema = z.object({ scheduled: z.object({ id: z.string(), publishAt: z.string() }) });
const listSchema = z.object({ items: z.array(z.object({ id: z.string() })) });
const feedSchema = z.object({ items: z.array(z.object({ url: z.string() })) });
const operationsSchema = z.object({
  relay: z.object({ lastSequence: z.number() }),
  queues: z.array(z.object({ queue: z.string(), waiting: z.number(), inFlight: z.number(), deadLetters: z.number() })),
});

let dataDir: string;
let wire: WireProcess;
let partner: Awaited<ReturnType<typeof startPartner>>;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-scheduled-'));
  partner = await startPartner();
  wire = await startWire(dataDir, await freePort());
});
afterAll(async () => {
  await wire.stop();
  await partner.close();
  await rm(dataDir, { recursive: true });
});

test('a ruling that is scheduled is nowhere until its time, and then once in the log, in the feed and at the partner', async () => {
  await waitFor(() => wire.output().includes('Publish the next one'));
  const { baseUrl, keys } = wire.dev;
  const newsroom = createApiClient(baseUrl, keys.newsroom);
  await createApiClient(baseUrl, keys.partner).call('POST', '/v1/endpoints', z.unknown(), { url: partner.url });
  const operations = () => createApiClient(baseUrl, keys.operator).call('GET', '/v1/operations', operationsSchema);
  const before = (await operations()).relay.lastSequence;
  const slugs = async () => (await allRulings(wire.dev)).filter(({ slug }) => slug === draft.slug);
  const inFeed = async () => {
    const { items } = feedSchema.parse(await (await fetch(`${baseUrl}/feeds/feed.json`)).json());
    return items.filter(({ url }) => url === draft.url);
  };

  const publishAt = new Date(Date.now() + 2_000).toISOString();
  const { scheduled } = await newsroom.call('POST', '/v1/rulings', scheduledSchema, { ...draft, publishAt });
  expect(scheduled.publishAt).toBe(publishAt);
  const list = await newsroom.call('GET', '/v1/scheduled', listSchema);
  const tooSoon = await slugs();
  // what was read before the time was over says what stood before it
  if (Date.now() < Date.parse(publishAt)) {
    expect(list.items).toMatchObject([{ id: scheduled.id }]);
    expect(tooSoon).toEqual([]);
  }

  await waitFor(async () => (await inFeed()).length > 0 && partner.received.length > 0);
  expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(publishAt));
  await waitFor(async () => {
    const { queues } = await operations();
    return queues.every(({ waiting, inFlight }) => waiting + inFlight === 0);
  });
  expect((await newsroom.call('GET', '/v1/scheduled', listSchema)).items).toEqual([]);
  expect(await slugs()).toHaveLength(1);
  expect(await inFeed()).toHaveLength(1);
  expect(partner.received.map(({ data }) => data.sequence)).toEqual([before + 1]);
  const { relay, queues } = await operations();
  expect(relay.lastSequence).toBe(before + 1);
  expect(queues.filter(({ deadLetters }) => deadLetters > 0)).toEqual([]);
});
