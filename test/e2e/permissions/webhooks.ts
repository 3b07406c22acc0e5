import { expect } from 'vitest';
import * as z from 'zod';
import { waitFor } from '../../wait-for.ts';
import type { Dev } from '../../wire-process.ts';
import { distributionOf, type EventState } from '../kill/look.ts';
import { askWire, type Committed, correct, publish } from './newsroom.ts';
import { startFicklePartner } from './partner.ts';

const idSchema = z.object({ id: z.string() });
const keysSchema = z.object({ keys: z.array(z.object({ publicKey: z.string() })) });
const stateSchema = z.object({ state: z.string() });
const pulledSchema = z.object({ items: z.array(idSchema) });
const deliveriesSchema = z.object({
  items: z.array(z.object({ id: z.string(), rulingId: z.string(), revision: z.number(), state: z.string() })),
});

/** Waits for the deliveries of a ruling's first event. The sample partner is owed one of them, and takes it. */
const until = (dev: Dev, { ruling }: Committed, holds: (first: EventState['deliveries']) => boolean) =>
  waitFor(async () => {
    const first = (await distributionOf(dev, ruling.id)).events.at(-1)?.deliveries;
    return first !== undefined && holds(first);
  });

/** Publishes while the partner lets us wait; goes on when it does. */
const publishHeld = async (dev: Dev, partner: Awaited<ReturnType<typeof startFicklePartner>>, slug: string) => {
  partner.hold();
  // the other drive's rulings are about the harbor; these are texted to nobody
  const committed = await publish(dev, slug, { topics: ['piers'], texts: 'none' });
  await waitFor(partner.holds);
  return committed;
};

/** An endpoint that fails and recovers, is overtaken by a correction in the middle of an attempt, and goes while it is owed something. */
export const driveWebhooks = async (dev: Dev): Promise<void> => {
  const partner = await startFicklePartner();
  const { keys } = keysSchema.parse(await (await fetch(`${dev.baseUrl}/.well-known/webhook-keys.json`)).json());
  expect(keys).toHaveLength(1);
  const wanted = { url: partner.url, contact: 'a@b.example', filters: { topics: ['piers'] } };
  const endpoint = `/v1/endpoints/${idSchema.parse(await askWire(dev, 'partner', ['POST', '/v1/endpoints'], wanted)).id}`;

  const failing = await publishHeld(dev, partner, 'fails-at-first');
  partner.release(503);
  await until(dev, failing, ({ delivered }) => delivered === 2);

  const overtaken = await publishHeld(dev, partner, 'is-overtaken');
  const correction = await correct(dev, overtaken);
  await waitFor(async () => (await distributionOf(dev, correction.ruling.id)).events[0]?.deliveries.owed === 2);
  partner.release(503);
  await until(dev, overtaken, ({ superseded }) => superseded === 1);

  await askWire(dev, 'partner', ['PATCH', endpoint], { ratePerSecond: 20, headers: { 'x-api-key': 'abc' } });
  await askWire(dev, 'partner', ['POST', `${endpoint}/rotate-secret`], {});
  await askWire(dev, 'partner', ['GET', '/v1/endpoints']);
  const { items } = deliveriesSchema.parse(await askWire(dev, 'partner', ['GET', `${endpoint}/deliveries`]));
  const owed = items.find(({ rulingId, revision }) => rulingId === overtaken.ruling.id && revision === 2);
  expect(await askWire(dev, 'partner', ['GET', `/v1/deliveries/${owed?.id}`])).toMatchObject(owed ?? { id: 'none' });

  const pulled = pulledSchema.parse(await askWire(dev, 'partner', ['GET', '/v1/events?limit=100']));
  expect(pulled.items).toContainEqual({ id: overtaken.event.id });
  const acknowledgement = `/v1/events/${overtaken.event.id}/acknowledgement`;
  const acknowledged = await askWire(dev, 'partner', ['POST', acknowledgement], { revision: 1 });
  expect(acknowledged).toMatchObject({ acknowledgedRevision: 1 });

  // out of service by its own word, and back again
  const gone = await publishHeld(dev, partner, 'is-gone');
  partner.release(410);
  await until(dev, gone, ({ waiting }) => waiting === 1);
  await askWire(dev, 'partner', ['POST', `${endpoint}/enable`]);
  await until(dev, gone, ({ delivered }) => delivered === 2);
  const { id } = idSchema.parse(await askWire(dev, 'partner', ['POST', `${endpoint}/test`]));
  const isDelivered = async (delivery: string) =>
    stateSchema.parse(await askWire(dev, 'partner', ['GET', `/v1/deliveries/${delivery}`])).state === 'delivered';
  await waitFor(() => isDelivered(id));
  await askWire(dev, 'partner', ['POST', `/v1/deliveries/${owed?.id}/replay`]);
  await askWire(dev, 'partner', ['POST', `${endpoint}/replay`], { afterSequence: 0, untilSequence: 1000 });
  // all of them, or one that is sent again would be held in the place of what comes next
  await waitFor(async () => {
    const { items } = deliveriesSchema.parse(await askWire(dev, 'partner', ['GET', `${endpoint}/deliveries`]));
    return items.every(({ state }) => state === 'delivered' || state === 'superseded');
  });

  const dropped = await publishHeld(dev, partner, 'is-dropped');
  await askWire(dev, 'partner', ['DELETE', endpoint]);
  partner.release(503);
  await until(dev, dropped, ({ superseded }) => superseded === 1);
  await partner.close();
};
