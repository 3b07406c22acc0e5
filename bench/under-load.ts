import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { createApiClient } from '../local/cli/api-client.ts';
import { readDistribution, settled } from '../local/cli/distribution.ts';
import { inParallel } from '../shared/use-cases/in-parallel.ts';
import type { Received } from '../test/receiver.ts';
import { waitFor } from '../test/wait-for.ts';
import type { WireProcess } from '../test/wire-process.ts';
import type { Journey } from './at-rest.ts';
import { rulingForAPhone, textTime } from './phones.ts';

export interface Load {
  readonly perSecond: number;
  readonly seconds: number;
  /** Of the first ruling; the others count on. */
  readonly firstNumber: number;
}

const lanes = 8;
const publishedSchema = z.object({ ruling: z.object({ id: z.string() }), event: z.object({ id: z.string() }) });

/**
 * Publishes at a fixed pace whether or not the wire keeps up, so that a stall counts for every ruling that it delays: each journey
 * starts when its request was due. A feed's time is that of the write that first held the ruling.
 */
export const underLoad = async (
  wire: WireProcess,
  partner: { readonly received: readonly Received[] },
  { perSecond, seconds, firstNumber }: Load,
): Promise<Journey[]> => {
  const api = createApiClient(wire.dev.baseUrl, wire.dev.keys.newsroom);
  const startedAt = Date.now();

  const publish = async (at: number) => {
    const dueAt = startedAt + (at * 1000) / perSecond;
    await setTimeout(dueAt - Date.now());
    const number = firstNumber + at;
    const { ruling, event } = await api.call('POST', '/v1/rulings', publishedSchema, rulingForAPhone(number));
    return { number, id: ruling.id, eventId: event.id, dueAt, answered: Date.now() - dueAt };
  };
  const published = await Promise.all(Array.from({ length: perSecond * seconds }, (_, at) => publish(at)));

  const writtenAt = new Map<string, number>();
  for (const { id } of published)
    await waitFor(async () => {
      const [state] = (await readDistribution(api, id)).events;
      if (!state || !settled(state, true)) return false;
      const feed = state.feeds.find(({ path }) => path === '/feeds/feed.json');
      writtenAt.set(id, Date.parse(feed?.writtenAt ?? ''));
      return true;
    }, 100);

  return inParallel(lanes, published, async ({ number, id, eventId, dueAt, answered }) => {
    const feed = writtenAt.get(id);
    const webhook = partner.received.find((event) => event.id === eventId)?.at;
    if (feed === undefined || webhook === undefined) throw new Error(`ruling ${id} did not arrive everywhere`);
    const text = await textTime(wire, number);
    return { answered, feed: feed - dueAt, text: text - dueAt, webhook: webhook - dueAt };
  });
};
