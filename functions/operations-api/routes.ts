import { Problem } from '../../shared/runtime/api/problem.ts';
import { type Route, route } from '../../shared/runtime/api/route.ts';
import { redriveDeadLetters } from '../../shared/use-cases/redrive-dead-letters.ts';
import { type OperationsDeps, showOperations } from '../../shared/use-cases/show-operations.ts';
import { type StartRebuildDeps, startRebuild } from '../../shared/use-cases/start-rebuild.ts';

export type OperationsRoutesDeps = OperationsDeps & StartRebuildDeps & Parameters<typeof redriveDeadLetters>[0];

/** Calls of those who keep the wire running. */
export const operationsRoutes = (deps: OperationsRoutesDeps): Route[] => [
  route(
    {
      method: 'GET',
      path: '/v1/health',
      summary: 'Whether the wire can read its log. Tells nothing else, to anybody.',
      scopes: 'public',
      answers: { 200: 'Up', 503: 'Down' },
    },
    async () => {
      const up = await deps.rulings.lastSequence().then(
        () => true,
        () => false,
      );
      return up ? { status: 200, body: { status: 'up' } } : { status: 503, body: { status: 'down' } };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/operations',
      summary:
        'Queues and their dead letters, the relay behind the log, overdue work, endpoints that are not well, and the last rebuild of feeds.',
      scopes: ['operator'],
      answers: { 200: 'How the wire stands' },
    },
    async () => ({ status: 200, body: await showOperations(deps)() }),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/operations/dead-letters/{queue}/redrive',
      summary: 'Put up to 1,000 dead letters of a queue back on it.',
      scopes: ['operator'],
      answers: { 200: 'How many went back, and how many are left' },
    },
    async ({ params }) => {
      const redriven = await redriveDeadLetters(deps)(params['queue'] ?? '');
      if (!redriven) throw new Problem('not-found');
      return { status: 200, body: redriven };
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/operations/rebuild-feeds',
      summary:
        'Build all feeds and archives anew. While that goes on, a call answers the rebuild that runs, and another round follows.',
      scopes: ['operator'],
      answers: { 202: 'The rebuild, whose progress `GET /v1/operations` shows' },
    },
    async () => ({ status: 202, body: { rebuild: await startRebuild(deps)() } }),
  ),
];
