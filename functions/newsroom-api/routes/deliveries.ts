import * as z from 'zod';
import type { DeliveryStore } from '../../../shared/ports/delivery-store.ts';
import type { EndpointStore } from '../../../shared/ports/endpoint-store.ts';
import { idOf } from '../../../shared/runtime/api/path-id.ts';
import { type Route, route } from '../../../shared/runtime/api/route.ts';
import { listDeliveries, showDelivery } from '../../../shared/use-cases/show-deliveries.ts';
import { found, partnerOf } from './endpoints.ts';
import { pageQuery, sealCursor } from './params.ts';

/** What the partner that calls was owed, and how it went. */
export const deliveryRoutes = (deps: { endpoints: EndpointStore; deliveries: DeliveryStore }): Route[] => [
  route(
    {
      method: 'GET',
      path: '/v1/endpoints/{id}/deliveries',
      summary: 'What an endpoint was owed, newest first.',
      scopes: ['partner'],
      query: z.strictObject({
        ...pageQuery,
        cursor: pageQuery.cursor.pipe(
          z
            .string()
            .regex(/^[1-9]\d{0,15}$/, 'is the nextCursor of the page before')
            .optional(),
        ),
      }),
      answers: { 200: 'A page of deliveries' },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const list = listDeliveries(deps);
      const page = found(await list(partnerOf(request), idOf('endpoint', request), limit, cursor));
      return { status: 200, body: { items: page.items, nextCursor: sealCursor(page.nextCursor) } };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/deliveries/{id}',
      summary: 'A delivery with its attempts.',
      scopes: ['partner'],
      answers: { 200: 'The delivery' },
    },
    async (request) => ({
      status: 200,
      body: found(await showDelivery(deps)(partnerOf(request), idOf('delivery', request))),
    }),
  ),
];
