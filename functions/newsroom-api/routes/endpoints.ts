import * as z from 'zod';
import { endpointChangesSchema, endpointDraftSchema } from '../../../shared/domain/endpoint.ts';
import type { EndpointUrlRules } from '../../../shared/domain/endpoint-url.ts';
import type { PartnerId } from '../../../shared/domain/ids.ts';
import { idOf } from '../../../shared/runtime/api/path-id.ts';
import { Problem } from '../../../shared/runtime/api/problem.ts';
import { type ApiRequest, type Route, route } from '../../../shared/runtime/api/route.ts';
import {
  addEndpoint,
  changeEndpoint,
  type EndpointDeps,
  listEndpoints,
  showEndpoint,
} from '../../../shared/use-cases/manage-endpoints.ts';
import { idCursor, pageQuery, sealCursor } from './params.ts';

/** The partner that calls; a key of a person has none. */
export const partnerOf = ({ caller }: Pick<ApiRequest, 'caller'>): PartnerId => {
  if (caller.partnerId === null) throw new Problem('forbidden');
  return caller.partnerId;
};

export const found = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Problem('not-found');
  return value;
};

const scopes = ['partner'] as const;

/** Endpoints of the partner that calls; another partner's are not found. */
export const endpointRoutes = (deps: { webhooks: EndpointDeps; urlRules: EndpointUrlRules }): Route[] => {
  const { webhooks, urlRules } = deps;
  return [
    route(
      {
        method: 'POST',
        path: '/v1/endpoints',
        summary: 'Make an endpoint. It is owed what is published from now on; its secret is in this answer alone.',
        scopes,
        body: endpointDraftSchema(urlRules),
        answers: { 201: 'The endpoint, with its secret' },
      },
      async (request) => ({
        status: 201,
        body: found(await addEndpoint(webhooks)(partnerOf(request), request.body)),
      }),
    ),
    route(
      {
        method: 'GET',
        path: '/v1/endpoints',
        summary: "The partner's endpoints, oldest first.",
        scopes,
        query: z.strictObject({ ...pageQuery, cursor: idCursor('endpoint') }),
        answers: { 200: 'A page of endpoints' },
      },
      async (request) => {
        const { limit, cursor } = request.query;
        const page = await listEndpoints(webhooks)(partnerOf(request), limit, cursor);
        return { status: 200, body: { items: page.items, nextCursor: sealCursor(page.nextCursor) } };
      },
    ),
    route(
      {
        method: 'GET',
        path: '/v1/endpoints/{id}',
        summary: 'An endpoint.',
        scopes,
        answers: { 200: 'The endpoint' },
      },
      async (request) => ({
        status: 200,
        body: found(await showEndpoint(webhooks)(partnerOf(request), idOf('endpoint', request))),
      }),
    ),
    route(
      {
        method: 'PATCH',
        path: '/v1/endpoints/{id}',
        summary: 'Change an endpoint: each named field is replaced whole.',
        scopes,
        body: endpointChangesSchema(urlRules),
        answers: { 200: 'The endpoint' },
      },
      async (request) => {
        const id = idOf('endpoint', request);
        return { status: 200, body: found(await changeEndpoint(webhooks)(partnerOf(request), id, request.body)) };
      },
    ),
  ];
};
