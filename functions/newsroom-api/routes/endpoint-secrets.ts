import * as z from 'zod';
import { idOf } from '../../../shared/runtime/api/path-id.ts';
import { Problem } from '../../../shared/runtime/api/problem.ts';
import { type Route, route } from '../../../shared/runtime/api/route.ts';
import { rotateSecret } from '../../../shared/use-cases/rotate-secret.ts';
import { partnerOf } from './endpoints.ts';

const hourMs = 3_600_000;
const rotation = z.strictObject({ overlapHours: z.int().min(0).max(168).default(24) });

/** Secrets of the partner's own endpoints. */
export const endpointSecretRoutes = (deps: { webhooks: Parameters<typeof rotateSecret>[0] }): Route[] => [
  route(
    {
      method: 'POST',
      path: '/v1/endpoints/{id}/rotate-secret',
      summary:
        'Give an endpoint a new secret, which is in this answer alone. The old one signs beside it for `overlapHours`, a day unless said otherwise.',
      scopes: ['partner'],
      body: rotation,
      answers: { 200: 'The endpoint, with its new secret' },
    },
    async (request) => {
      const overlapMs = request.body.overlapHours * hourMs;
      const rotated = await rotateSecret(deps.webhooks)(partnerOf(request), idOf('endpoint', request), overlapMs);
      if (!rotated.ok) throw new Problem(rotated.error);
      return { status: 200, body: rotated.value };
    },
  ),
];
