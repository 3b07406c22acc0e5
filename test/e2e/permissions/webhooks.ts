import { expect } from 'vitest';
import * as z from 'zod';
import { waitFor } from '../../wait-for.ts';
import type { Dev } from '../../wire-process.ts';
import { distributionOf, type EventState } from '../kill/look.ts';
import { askWire, type Committed, correct, publish } from './newsroom.ts';
import { startFicklePartner } from './partner.ts';

const idSchema = z.object({ id: z.string() });
const deliveriesSchema = z.object({
  items: z.array(z.object({ id: z.string(), rulingId: z.string(), revision: z.number() })),
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

  await askWire(dev, 'partner', ['PATCH', endpoint], { ratePerSecond: 20 });
  await askWire(dev, 'partner', ['GET', '/v1/endpoints']);
  const { items } = deliveriesSchema.parse(await askWire(dev, 'partner', ['GET', `${endpoint}/deliveries`]));
  const owed = items.find(({ rulingId, revision }) => rulingId === overtaken.ruling.id && revision === 2);
  expect(await askWire(dev, 'partner', ['GET', `/v1/deliveries/${owed?.id}`])).toMatchObject(owed ?? { id: 'none' });

  const dropped = await publishHeld(dev, partner, 'is-dropped');
  await askWire(dev, 'partner', ['DELETE', endpoint]);
  partner.release(503);
  await until(dev, dropped, ({ superseded }) => superseded === 1);
  await partner.close();
};
