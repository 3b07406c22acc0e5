import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createApiClient } from '../../local/cli/api-client.ts';
import { startPartner } from '../receiver.ts';
import { waitFor } from '../wait-for.ts';
import { freePort, startWire, type WireProcess } from '../wire-process.ts';
import { allRulings, distributionOf, messages } from './kill/look.ts';

const headline = 'No, the canal bill does not close every lock';
const phone = '+12125550142';
const draft = {
  slug: 'canal-bill-locks',
  url: 'https://newsroom.example/rulings/canal-bill-locks',
  headline,
  claim: {
    text: 'The canal bill closes every lock.',
    claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person' },
  },
  rating: 'false',
  bodyHtml: '<p>It closes one lock of nine.</p>',
};

const feedSchema = z.object({ items: z.array(z.object({ title: z.string(), content_html: z.string() })) });
const revisedSchema = z.object({ event: z.object({ id: z.string() }) });

let dataDir: string;
let wire: WireProcess;
let partner: Awaited<ReturnType<typeof startPartner>>;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-correction-'));
  partner = await startPartner();
  wire = await startWire(dataDir, await freePort(), { RULINGWIRE_QUIET_HOURS: 'off' });
});
afterAll(async () => {
  await wire.stop();
  await partner.close();
  await rm(dataDir, { recursive: true });
});

const entryOf = async (feed: string) => {
  const response = await fetch(`${wire.dev.baseUrl}${feed}`);
  return feedSchema.parse(await response.json()).items.find(({ title }) => title.includes('canal bill'));
};
const textsOn = async (): Promise<string[]> =>
  (await messages(wire.dev)).filter(({ to, body }) => to === phone && /canal/.test(body)).map(({ body }) => body);

/** Publishes through the command that the README names, and gives what it printed. */
const publishByCommand = async (): Promise<string> => {
  const file = join(dataDir, 'draft.json');
  await writeFile(file, JSON.stringify(draft));
  const command = ['local/cli/main.ts', 'publish', file];
  const env = { ...process.env, RULINGWIRE_DATA: dataDir };
  return (await promisify(execFile)(process.execPath, command, { env })).stdout;
};

/** Waits until the newest event of the ruling has been told by Twilio and by the partner, and gives all events' states. */
const arrived = async (rulingId: string, revision: number) => {
  await waitFor(async () => {
    const [newest] = (await distributionOf(wire.dev, rulingId)).events;
    return (
      newest?.event.revision === revision &&
      newest.feeds.length > 0 &&
      newest.texts !== null &&
      newest.texts.audience > 0 &&
      newest.texts.delivered === newest.texts.audience &&
      newest.deliveries.owed > 0 &&
      newest.deliveries.delivered === newest.deliveries.owed
    );
  });
  return (await distributionOf(wire.dev, rulingId)).events;
};

test('a correction and a retraction go wherever the error went: feed, phone and partner', async () => {
  const operator = createApiClient(wire.dev.baseUrl, wire.dev.keys.operator);
  const newsroom = createApiClient(wire.dev.baseUrl, wire.dev.keys.newsroom);
  await createApiClient(wire.dev.baseUrl, wire.dev.keys.partner).call('POST', '/v1/endpoints', z.unknown(), {
    url: partner.url,
    // this partner wants nothing but what is false: the correction must reach it nevertheless
    eventTypes: ['ruling.published'],
    filters: { ratings: ['false'] },
  });
  await operator.call('POST', '/v1/subscribers', z.unknown(), {
    phone,
    frequency: 'immediate',
    consent: { textVersion: '2026-11', adult: true },
  });

  expect(await publishByCommand()).toMatch(/feeds written[\s\S]*texts accepted|texts accepted[\s\S]*feeds written/);
  const id = (await allRulings(wire.dev)).find(({ slug }) => slug === draft.slug)?.id ?? '';
  await arrived(id, 1);
  expect((await entryOf('/feeds/ratings/false/feed.json'))?.title).toBe(headline);
  expect(await textsOn()).toEqual([expect.stringMatching(/^Ferry St: No, the canal .* Claim rated FALSE\./)]);

  const path = `/v1/rulings/${id}`;
  const correction = { note: 'Five of nine locks close.', changes: { rating: 'half-true' } };
  await newsroom.call('POST', `${path}/corrections`, revisedSchema, correction, { 'if-match': '"1"' });
  await arrived(id, 2);
  const corrected = await entryOf('/feeds/feed.json');
  expect(corrected?.title).toBe(`Corrected: ${headline}`);
  expect(corrected?.content_html).toContain('Five of nine locks close.');
  expect((await textsOn()).at(-1)).toMatch(/^CORRECTION: .* was rated FALSE, now HALF TRUE\./);

  const retraction = { note: 'The bill was another one.' };
  await newsroom.call('POST', `${path}/retraction`, revisedSchema, retraction, { 'if-match': '"2"' });
  const events = await arrived(id, 3);
  const retracted = await entryOf('/feeds/feed.json');
  expect(retracted?.title).toBe(`RETRACTED: ${headline}`);
  expect(retracted?.content_html).not.toContain('one lock of nine');
  expect((await textsOn()).at(-1)).toMatch(/^RETRACTED: /);

  const got = partner.received.filter(({ data }) => data.rulingId === id);
  expect(got.map(({ type, data }) => [type, data.revision])).toEqual([
    ['ruling.published', 1],
    ['ruling.corrected', 2],
    ['ruling.retracted', 3],
  ]);
  expect(got[1]?.data.previousSequence).toBe(got[0]?.data.sequence);
  expect(events.map(({ texts }) => texts?.delivered)).toEqual([6, 6, 6]);
});
