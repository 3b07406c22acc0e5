import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import type { ApiClient } from './api-client.ts';

const count = z.number();

/** What the CLI reads of a ruling's distribution. */
const distributionSchema = z.object({
  rulingId: z.string(),
  events: z.array(
    z.object({
      event: z.object({ id: z.string(), type: z.string(), sequence: z.number(), revision: z.number() }),
      feeds: z.array(z.object({ path: z.string(), writtenAt: z.string() })),
      texts: z
        .object({
          status: z.string(),
          audience: count,
          pending: count,
          deferred: count,
          posting: count,
          accepted: count,
          delivered: count,
          refused: count,
          unknown: count,
          undelivered: count,
        })
        .nullable(),
      deliveries: z.object({ owed: count, delivered: count, pending: count, waiting: count, superseded: count }),
    }),
  ),
});
type Distribution = z.output<typeof distributionSchema>;
export type EventDistribution = Distribution['events'][number];

export const readDistribution = async (api: ApiClient, rulingId: string): Promise<Distribution> =>
  api.call('GET', `/v1/rulings/${rulingId}/distribution`, distributionSchema);

/** People whom Twilio took the text for, or who have it already. */
export const textsAccepted = ({ texts }: EventDistribution): number => (texts ? texts.accepted + texts.delivered : 0);

/** Whether every channel has done what it can do now; people who sleep are deferred and count as done. */
export const settled = ({ feeds, texts, deliveries }: EventDistribution, texting: boolean): boolean =>
  feeds.length > 0 &&
  (!texting || (texts !== null && texts.status !== 'planning' && texts.pending + texts.posting === 0)) &&
  deliveries.owed > 0 &&
  deliveries.pending === 0;

/**
 * Polls the distribution of an event until every channel has settled or `patienceMs` have gone by, and tells each new state.
 * Answers the last one seen.
 */
export const followEvent = async (
  api: ApiClient,
  { rulingId, eventId, texting }: { rulingId: string; eventId: string; texting: boolean },
  tell: (state: EventDistribution) => void,
  patienceMs = 30_000,
): Promise<EventDistribution | undefined> => {
  const until = Date.now() + patienceMs;
  for (;;) {
    const { events } = await readDistribution(api, rulingId);
    const state = events.find(({ event }) => event.id === eventId);
    if (state) tell(state);
    if ((state && settled(state, texting)) || Date.now() > until) return state;
    await setTimeout(50);
  }
};
