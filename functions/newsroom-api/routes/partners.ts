import * as z from 'zod';
import { cleanLine } from '../../../shared/domain/plain-text.ts';
import type { ApiKeys } from '../../../shared/ports/api-keys.ts';
import type { Clock } from '../../../shared/ports/clock.ts';
import type { EndpointStore } from '../../../shared/ports/endpoint-store.ts';
import type { Randomness } from '../../../shared/ports/randomness.ts';
import { idOf } from '../../../shared/runtime/api/path-id.ts';
import { Problem } from '../../../shared/runtime/api/problem.ts';
import { type Route, route } from '../../../shared/runtime/api/route.ts';
import { addPartner } from '../../../shared/use-cases/manage-endpoints.ts';
import { issueKey } from '../../../shared/use-cases/manage-keys.ts';
import { idCursor, pageQuery, sealCursor } from './params.ts';

const name = z.string().transform(cleanLine).pipe(z.string().min(1).max(100));
const scopes = ['newsroom:write', 'operator'] as const;

export interface PartnerDeps {
  readonly endpoints: EndpointStore;
  readonly keys: ApiKeys;
  readonly clock: Clock;
  readonly random: Randomness;
}

/** Syndication partners and their keys. */
export const partnerRoutes = (deps: PartnerDeps): Route[] => [
  route(
    {
      method: 'POST',
      path: '/v1/partners',
      summary: 'Take on a syndication partner.',
      scopes,
      body: z.strictObject({ name }),
      answers: { 201: 'The partner' },
    },
    async ({ body }) => ({ status: 201, body: await addPartner(deps)(body.name) }),
  ),
  route(
    {
      method: 'GET',
      path: '/v1/partners',
      summary: 'All partners, oldest first.',
      scopes,
      query: z.strictObject({ ...pageQuery, cursor: idCursor('partner') }),
      answers: { 200: 'A page of partners' },
    },
    async ({ query }) => {
      const page = await deps.endpoints.listPartners(query.limit, query.cursor);
      return { status: 200, body: { items: page.items, nextCursor: sealCursor(page.nextCursor) } };
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/partners/{id}/keys',
      summary: 'Make a key for a partner. The key is in this answer alone.',
      scopes,
      body: z.strictObject({ name }),
      answers: { 201: 'The key' },
    },
    async (request) => {
      const id = idOf('partner', request);
      if ((await deps.endpoints.partners([id])).length === 0) throw new Problem('not-found');
      return { status: 201, body: await issueKey(deps)(request.body.name, ['partner'], id) };
    },
  ),
];
