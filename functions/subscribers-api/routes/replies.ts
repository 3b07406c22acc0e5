import * as z from 'zod';
import { Problem } from '../../../shared/runtime/api/problem.ts';
import { type Route, route } from '../../../shared/runtime/api/route.ts';
import { type HoldDeps, listHeldReplies, resolveReply } from '../../../shared/use-cases/hold-reply.ts';

export const replyRoutes = (deps: HoldDeps): Route[] => [
  route(
    {
      method: 'GET',
      path: '/v1/replies',
      summary:
        'Texts that may be opt-outs and wait for a person to read them, oldest first. Until then nothing is sent to who wrote.',
      scopes: ['newsroom:send'],
      answers: { 200: 'At most 100 texts' },
    },
    async () => ({ status: 200, body: { items: await listHeldReplies(deps)(), nextCursor: null } }),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/replies/{id}/resolution',
      summary: 'Say whether a text is an opt-out. It is then acted upon, and waits no longer.',
      scopes: ['newsroom:send'],
      body: z.strictObject({ optOut: z.boolean() }),
      answers: { 204: 'Done' },
    },
    async ({ params, body, caller }) => {
      if (!(await resolveReply(deps)(params['id'] ?? '', body.optOut, caller.actor))) throw new Problem('not-found');
      return { status: 204 };
    },
  ),
];
