import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createApiClient } from '../../local/cli/api-client.ts';
import { startPartner } from '../receiver.ts';
import { waitFor } from '../wait-for.ts';
import { allRulings } from './kill/look.ts';
import { publish } from './permissions/newsroom.ts';
import { type Desk, openDesk, passUntil } from './texts/desk.ts';

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
const minute = 60_000;
const partnerSchema = z.object({ id: z.string() });
const keySchema = z.object({ key: z.string() });
const scheduledSchema = z.object({ scheduled: z.object({ id: z.string(), publishAt: z.string() }) });
const listSchema = z.object({ items: z.array(z.object({ id: z.string() })) });
const feedSchema = z.object({ items: z.array(z.object({ url: z.string() })) });
const operationsSchema = z.object({
  relay: z.object({ lastSequence: z.number() }),
  queues: z.array(z.object({ queue: z.string(), waiting: z.number(), inFlight: z.number(), deadLetters: z.number() })),
});

let desk: Desk;
let partner: Awaited<ReturnType<typeof startPartner>>;
beforeAll(async () => {
  partner = await startPartner();
  desk = await openDesk({});
});
afterAll(async () => {
  await desk.close();
  await partner.close();
});

test('a ruling that is scheduled is nowhere until its time, and then once in the log, in the feed and at the partner', async () => {
  const { dev, runtime } = desk;
  const { baseUrl, keys } = dev;
  const [newsroom, operator] = [createApiClient(baseUrl, keys.newsroom), createApiClient(baseUrl, keys.operator)];
  const { id } = await operator.call('POST', '/v1/partners', partnerSchema, { name: 'Herald' });
  const { key } = await operator.call('POST', `/v1/partners/${id}/keys`, keySchema, { name: 'desk' });
  await createApiClient(baseUrl, key).call('POST', '/v1/endpoints', z.unknown(), { url: partner.url });
  const operations = () => operator.call('GET', '/v1/operations', operationsSchema);
  const inFeed = async () => {
    const response = await fetch(`${baseUrl}/feeds/feed.json`);
    return response.ok ? feedSchema.parse(await response.json()).items.map(({ url }) => url) : [];
  };
  /** Where it is, and what it is beside: one ruling came before it. */
  const stand = async () => ({
    log: (await operations()).relay.lastSequence,
    rulings: (await allRulings(dev)).filter(({ slug }) => slug === draft.slug).length,
    feed: (await inFeed()).filter((url) => url === draft.url).length,
    partner: partner.received.map(({ data }) => data.sequence),
  });
  await publish(dev, 'came-before');
  await waitFor(async () => (await inFeed()).length > 0 && partner.received.length > 0);
  const nowhere = { log: 1, rulings: 0, feed: 0, partner: [1] };
  const listed = async () => (await newsroom.call('GET', '/v1/scheduled', listSchema)).items.map(({ id }) => id);

  // so far ahead that its time comes by no waiting
  const publishAt = new Date(Date.now() + 120 * minute).toISOString();
  const { scheduled } = await newsroom.call('POST', '/v1/rulings', scheduledSchema, { ...draft, publishAt });
  expect(scheduled.publishAt).toBe(publishAt);
  for (const passed of [0, 60 * minute]) {
    await runtime.passTime(passed);
    await runtime.invoke('SweepFunction', {});
    await runtime.passTime(0);
    expect([await listed(), await stand()]).toEqual([[scheduled.id], nowhere]);
  }

  await passUntil(desk, 60 * minute, async () => (await inFeed()).length > 1 && partner.received.length > 1);
  await waitFor(async () => (await operations()).queues.every(({ waiting, inFlight }) => waiting + inFlight === 0));
  expect([await listed(), await stand()]).toEqual([[], { log: 2, rulings: 1, feed: 1, partner: [1, 2] }]);
  expect((await operations()).queues.filter(({ deadLetters }) => deadLetters > 0)).toEqual([]);
});
