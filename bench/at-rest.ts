import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { createApiClient } from '../local/cli/api-client.ts';
import { followEvent } from '../local/cli/distribution.ts';
import type { Received } from '../test/receiver.ts';
import type { WireProcess } from '../test/wire-process.ts';
import { rulingForAPhone, textTime } from './phones.ts';

/** Milliseconds from sending the request until each channel had the ruling. */
export interface Journey {
  readonly answered: number;
  readonly feed: number;
  readonly text: number;
  readonly webhook: number;
}

const publishedSchema = z.object({ ruling: z.object({ id: z.string() }), event: z.object({ id: z.string() }) });

/**
 * Publishes one ruling and follows it: into `/feeds/feed.json` as a reader sees it (asked for every 5 ms), to the simulated Twilio by
 * the time that it took the text, and to the partner's server by the time that the webhook came.
 */
export const travel = async (
  wire: WireProcess,
  partner: { onReceived(listener: (event: Received) => void): void },
  number: number,
): Promise<Journey> => {
  const { baseUrl, keys } = wire.dev;
  const api = createApiClient(baseUrl, keys.newsroom);
  const ruling = rulingForAPhone(number);
  const webhook = Promise.withResolvers<Received>();
  let eventId: string | undefined;
  const early = new Map<string, Received>();
  partner.onReceived((event) => {
    early.set(event.id, event);
    if (event.id === eventId) webhook.resolve(event);
  });

  const startedAt = Date.now();
  const { ruling: published, event } = await api.call('POST', '/v1/rulings', publishedSchema, ruling);
  const answered = Date.now() - startedAt;
  eventId = event.id;
  const already = early.get(event.id);
  if (already) webhook.resolve(already);

  const feedAt = untilInFeed(baseUrl, ruling.headline);
  const received = await webhook.promise;
  const feed = (await feedAt) - startedAt;
  await followEvent(api, { rulingId: published.id, eventId: event.id, texting: true }, () => {});
  const text = await textTime(wire, number);
  return { answered, feed, text: text - startedAt, webhook: received.at - startedAt };
};

const untilInFeed = async (baseUrl: string, headline: string): Promise<number> => {
  const title = JSON.stringify(headline);
  for (;;) {
    const feed = await fetch(`${baseUrl}/feeds/feed.json`);
    if ((await feed.text()).includes(title)) return Date.now();
    await setTimeout(5);
  }
};
