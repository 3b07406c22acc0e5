import * as z from 'zod';
import { acknowledgementDraftSchema } from '../../../shared/domain/acknowledgement.ts';
import type { EndpointUrlRules } from '../../../shared/domain/endpoint-url.ts';
import { idOf } from '../../../shared/runtime/api/path-id.ts';
import { fieldProblem, Problem } from '../../../shared/runtime/api/problem.ts';
import { type Route, route } from '../../../shared/runtime/api/route.ts';
import { type AcknowledgeDeps, acknowledgeEvent } from '../../../shared/use-cases/acknowledge-event.ts';
import { type PullDeps, pullEvents } from '../../../shared/use-cases/pull-events.ts';
import { partnerOf } from './endpoints.ts';
import { pageQuery } from './params.ts';

const scopes = ['partner'] as const;

const pullQuery = z.strictObject({
  // 15 digits are a safe integer
  after: z
    .string()
    .regex(/^\d{1,15}$/, 'is a sequence, or 0')
    .default('0')
    .transform(Number),
  limit: pageQuery.limit,
  include: z
    .enum(['body', 'acknowledgedRevision'])
    .optional()
    .transform((part) => (part === undefined ? [] : [part])),
});

/** The log for partners: what they pull of it, and what they say they republished. */
export const eventRoutes = (deps: PullDeps & AcknowledgeDeps & { urlRules: EndpointUrlRules }): Route[] => [
  route(
    {
      method: 'GET',
      path: '/v1/events',
      summary:
        'Every event with a sequence above `after`, in order, as endpoints get it; `include=acknowledgedRevision` adds what you acknowledged of its ruling. `nextCursor` is the next `after`.',
      scopes,
      query: pullQuery,
      answers: { 200: 'A page of events' },
    },
    async (request) => {
      // a key of a person has no business here, whatever its scopes
      const partnerId = partnerOf(request);
      return { status: 200, body: await pullEvents(deps)(partnerId, request.query) };
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/events/{id}/acknowledgement',
      summary: "Say which revision of the event's ruling was republished, and where. It only moves forward.",
      scopes,
      body: acknowledgementDraftSchema,
      answers: { 200: 'What stands of the ruling' },
    },
    async (request) => {
      const acknowledged = await acknowledgeEvent(deps)(partnerOf(request), idOf('event', request), request.body);
      if (acknowledged.ok) return { status: 200, body: acknowledged.value };
      const { error } = acknowledged;
      if (error.kind === 'not-found') throw new Problem('not-found');
      throw fieldProblem('invalid', '/revision', `the event is of revision ${error.revision}`);
    },
  ),
];
