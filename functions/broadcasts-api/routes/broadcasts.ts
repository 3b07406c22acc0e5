import * as z from 'zod';
import { idOf } from '../../../shared/runtime/api/path-id.ts';
import { Problem } from '../../../shared/runtime/api/problem.ts';
import { type Route, route } from '../../../shared/runtime/api/route.ts';
import { pausedChannels } from '../../../shared/use-cases/paused-channels.ts';
import { showBroadcastOverTime, showBroadcasts } from '../../../shared/use-cases/show-broadcasts.ts';

const scopes = ['newsroom:write', 'newsroom:send', 'operator'] as const;
/** Each of them is counted over the shards of its audience. */
const most = 50;

/** What goes out to phones, and how it stands. */
export const broadcastRoutes = (
  deps: Parameters<typeof showBroadcasts>[0] &
    Parameters<typeof showBroadcastOverTime>[0] &
    Parameters<typeof pausedChannels>[0],
): Route[] => [
  route(
    {
      method: 'GET',
      path: '/v1/broadcasts',
      summary: `The newest broadcasts and digests, newest first, at most ${most}.`,
      scopes,
      query: z.strictObject({ limit: z.coerce.number().int().min(1).max(most).default(20) }),
      answers: { 200: 'The broadcasts, and which channels an operator paused' },
    },
    async ({ query }) => {
      const [items, paused] = await Promise.all([showBroadcasts(deps)(query.limit), pausedChannels(deps)()]);
      return { status: 200, body: { items, nextCursor: null, pausedChannels: paused } };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/broadcasts/{id}',
      summary:
        'A broadcast: what it is of, where its audience stands and why, when its texts left, what it cost, and how often its links were followed.',
      scopes,
      answers: { 200: 'The broadcast' },
    },
    async (request) => {
      const broadcast = await showBroadcastOverTime(deps)(idOf('broadcast', request));
      if (!broadcast) throw new Problem('not-found');
      return { status: 200, body: { broadcast } };
    },
  ),
];
