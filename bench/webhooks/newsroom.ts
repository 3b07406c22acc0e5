/** One partner with many endpoints, and an editor. */
import * as z from 'zod';
import { createApiClient } from '../../local/cli/api-client.ts';
import { inParallel } from '../../shared/use-cases/in-parallel.ts';
import { sampleRuling } from '../sample-ruling.ts';
import { timeNow } from './receiver.ts';

const idSchema = z.object({ id: z.string() });
const keySchema = z.object({ key: z.string() });
const publishedSchema = z.object({ event: idSchema });
const atOnce = 16;
const ordinary = 'transport';

export const openNewsroom = async (baseUrl: string, operatorKey: string) => {
  const operator = createApiClient(baseUrl, operatorKey);
  const editorKey = { name: 'Editor', scopes: ['newsroom:write', 'newsroom:send'] };
  const editor = createApiClient(baseUrl, (await operator.call('POST', '/v1/keys', keySchema, editorKey)).key);
  const { id } = await operator.call('POST', '/v1/partners', idSchema, { name: 'The Harbor Daily' });
  const partnerKey = await operator.call('POST', `/v1/partners/${id}/keys`, keySchema, { name: 'Partner' });
  const partner = createApiClient(baseUrl, partnerKey.key);
  let [endpoints, rulings] = [0, 0];

  return {
    /** Adds endpoints until there are so many, each with a path of its own. */
    grow: async (url: string, to: number): Promise<void> => {
      const added = Array.from({ length: to - endpoints }, (_, at) => `${url}/webhooks/${endpoints + at}`);
      endpoints = to;
      // as fast as an endpoint can be set: its own limit is not what is measured
      const limits = { ratePerSecond: 100, maxInFlight: 20 };
      await inParallel(atOnce, added, (one) =>
        partner.call('POST', '/v1/endpoints', z.unknown(), { url: one, ...limits }),
      );
    },
    /** An endpoint that is owed rulings of this topic alone. */
    addFor: (topic: string, url: string): Promise<unknown> =>
      partner.call('POST', '/v1/endpoints', z.unknown(), { url, filters: { topics: [topic] } }),
    /** Answers the event's id, and when the API had answered. */
    publish: async (topic = ordinary): Promise<{ eventId: string; at: number }> => {
      rulings += 1;
      const ruling = { ...sampleRuling(rulings), topics: [topic], texts: 'none' };
      const { event } = await editor.call('POST', '/v1/rulings', publishedSchema, ruling);
      return { eventId: event.id, at: timeNow() };
    },
  };
};
export type Newsroom = Awaited<ReturnType<typeof openNewsroom>>;
