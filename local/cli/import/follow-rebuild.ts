import { setTimeout } from 'node:timers/promises';
import * as z from 'zod';
import { createApiClient } from '../api-client.ts';
import { patiently } from '../patience.ts';

const everyMs = 1_000;
const path = '/v1/operations';

const operationsSchema = z.object({
  feedsRebuild: z.object({ id: z.string(), phase: z.string(), finishedAt: z.string().nullable() }).nullable(),
});

/** Looks at a rebuild each second until it is through, or another stands in its place, or `patienceMs` have gone by; says which. */
export const followRebuild = async (
  baseUrl: string,
  operatorKey: string,
  id: string,
  patienceMs = 600_000,
): Promise<string> => {
  const api = createApiClient(baseUrl, operatorKey);
  const startedAt = Date.now();
  for (;;) {
    const { feedsRebuild: rebuild } = await patiently(() => api.call('GET', path, operationsSchema));
    const seconds = Math.round((Date.now() - startedAt) / 1000);
    if (rebuild?.id !== id || rebuild.finishedAt !== null) return `The feeds are rebuilt (${seconds} s)`;
    if (Date.now() - startedAt + everyMs > patienceMs)
      return `The feeds are still being rebuilt after ${seconds} s (${rebuild.phase}): GET ${path} shows how far they are`;
    await setTimeout(everyMs);
  }
};
