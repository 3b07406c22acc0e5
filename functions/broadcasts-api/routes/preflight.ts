import { rulingDraftSchema } from '../../../shared/domain/ruling.ts';
import { type Route, route } from '../../../shared/runtime/api/route.ts';
import { type PreflightDeps, preflight } from '../../../shared/use-cases/preflight.ts';

/** What a draft would become, before anybody gets it. */
export const preflightRoutes = (deps: PreflightDeps): Route[] => [
  route(
    {
      method: 'POST',
      path: '/v1/preflight',
      summary:
        'What would become of a draft: its text with segments and the characters that cost them, its audience by zone, what it costs, when it ends, its webhook and its feed entry. Publishes nothing.',
      scopes: ['newsroom:write', 'newsroom:send'],
      body: rulingDraftSchema(deps.newsroom),
      answers: { 200: 'What would become of it' },
    },
    async ({ body, caller }) => ({ status: 200, body: await preflight(deps)(body, caller.actor) }),
  ),
];
