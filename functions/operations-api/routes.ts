import { channelNamed } from '../../shared/domain/channel.ts';
import { Problem } from '../../shared/runtime/api/problem.ts';
import { type Route, route } from '../../shared/runtime/api/route.ts';
import { redriveDeadLetters } from '../../shared/use-cases/redrive-dead-letters.ts';
import { showChannel } from '../../shared/use-cases/show-channels.ts';
import { type OperationsDeps, showOperations } from '../../shared/use-cases/show-operations.ts';
import { type StartRebuildDeps, startRebuild } from '../../shared/use-cases/start-rebuild.ts';
import { type SwitchChannelDeps, switchChannel } from '../../shared/use-cases/switch-channel.ts';

export type OperationsRoutesDeps = OperationsDeps &
  StartRebuildDeps &
  SwitchChannelDeps &
  Parameters<typeof redriveDeadLetters>[0];

const switchRoute = (deps: OperationsRoutesDeps, to: 'pause' | 'resume', summary: string): Route =>
  route(
    {
      method: 'POST',
      path: `/v1/operations/channels/{channel}/${to}`,
      summary,
      scopes: ['operator'],
      answers: { 200: 'How the channel stands' },
    },
    async ({ params, caller }) => {
      const channel = channelNamed(params['channel'] ?? '');
      if (!channel) throw new Problem('not-found');
      await switchChannel(deps)(channel, to, caller.actor);
      return { status: 200, body: { channel: await showChannel(deps)(channel) } };
    },
  );

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
        'Queues and their dead letters, the relay behind the log, overdue work, endpoints that are not well, channels and whether they are paused, and the last rebuild of feeds.',
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
  switchRoute(
    deps,
    'pause',
    'Pause `feeds`, `texts` or `deliveries` within five seconds. What comes meanwhile is held, however long that takes. Two things run out while texts are paused, and the log says so: a sign-up on the page after a day, a test after a quarter of an hour.',
  ),
  switchRoute(
    deps,
    'resume',
    'Let a channel go on. What it held begins to go out within two minutes, what is urgent first; much of it takes longer.',
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
