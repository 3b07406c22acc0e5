import * as z from 'zod';
import { cleanLine } from '../../../shared/domain/plain-text.ts';
import type { ApiKeys } from '../../../shared/ports/api-keys.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { Randomness } from '../../../shared/ports/randomness.ts';
import { idOf } from '../../../shared/runtime/api/path-id.ts';
import { Problem } from '../../../shared/runtime/api/problem.ts';
import { type Route, route } from '../../../shared/runtime/api/route.ts';
import { issueKey } from '../../../shared/use-cases/manage-keys.ts';
import { idCursor, pageQuery, sealCursor } from './params.ts';

const name = z.string().transform(cleanLine).pipe(z.string().min(1).max(100));

/** Keys of persons; a partner's keys are made with the partner. */
export const keyRoutes = (deps: { keys: ApiKeys; clock: Clock; random: Randomness }): Route[] => [
  route(
    {
      method: 'POST',
      path: '/v1/keys',
      summary: 'Make a key for a person. The key is in this answer alone.',
      scopes: ['operator'],
      body: z.strictObject({ name, scopes: z.array(z.enum(['newsroom:write', 'newsroom:send', 'operator'])).min(1) }),
      answers: { 201: 'The key' },
    },
    async ({ body }) => ({ status: 201, body: await issueKey(deps)(body.name, body.scopes, null) }),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/keys',
      summary: "All keys, persons' and partners', without the keys themselves.",
      scopes: ['operator'],
      query: z.strictObject({
        ...pageQuery,
        cursor: idCursor('key'),
      }),
      answers: { 200: 'A page of keys' },
    },
    async ({ query }) => {
      const page = await deps.keys.list(query.limit, query.cursor);
      return { status: 200, body: { items: page.items, nextCursor: sealCursor(page.nextCursor) } };
    },
  ),
  route(
    {
      method: 'DELETE',
      path: '/v1/keys/{id}',
      summary: 'Take a key away. It opens nothing from then on.',
      scopes: ['operator'],
      answers: { 204: 'Gone' },
    },
    async (request) => {
      if (!(await deps.keys.remove(idOf('key', request)))) throw new Problem('not-found');
      return { status: 204 };
    },
  ),
];
