import type { RulingStore } from '../../../shared/ports/ruling-store.ts';
import { Problem } from '../../../shared/runtime/api/problem.ts';
import { type Route, route } from '../../../shared/runtime/api/route.ts';
import { type ChannelReports, showDistribution } from '../../../shared/use-cases/show-distribution.ts';
import { rulingIdOf } from './params.ts';

/** Where a ruling went. */
export const distributionRoutes = <Texts, Deliveries>(
  rulings: RulingStore,
  channels: ChannelReports<Texts, Deliveries>,
): Route[] => [
  route(
    {
      method: 'GET',
      path: '/v1/rulings/{id}/distribution',
      summary:
        'Where each event of a ruling stands on every channel, newest event first, and which channels an operator paused.',
      scopes: ['newsroom:write', 'newsroom:send', 'operator'],
      answers: { 200: 'The distribution' },
    },
    async (request) => {
      const distribution = await showDistribution(rulings, channels)(rulingIdOf(request));
      if (!distribution) throw new Problem('not-found');
      return { status: 200, body: distribution };
    },
  ),
];
