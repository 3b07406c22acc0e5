import * as z from 'zod';
import { idOf } from '../../../shared/runtime/api/path-id.ts';
import { Problem } from '../../../shared/runtime/api/problem.ts';
import { type Route, route } from '../../../shared/runtime/api/route.ts';
import { type ReplayDeps, replayDelivery, replayRange } from '../../../shared/use-cases/replay-deliveries.ts';
import { type NoticeDeps, testEndpoint } from '../../../shared/use-cases/send-notice.ts';
import { enableEndpoint, removeEndpoint, type SwitchDeps } from '../../../shared/use-cases/switch-endpoint.ts';
import { found, partnerOf } from './endpoints.ts';

const scopes = ['partner'] as const;
const sequence = z
  .int()
  .min(0)
  .max(Number.MAX_SAFE_INTEGER - 1);
const range = z
  .strictObject({ afterSequence: sequence, untilSequence: sequence })
  .refine(({ afterSequence, untilSequence }) => afterSequence < untilSequence, {
    path: ['untilSequence'],
    message: 'comes after afterSequence',
  });

export interface ActionDeps {
  readonly actions: SwitchDeps & NoticeDeps & ReplayDeps;
}

/** What a partner makes its endpoints do, and that one is no more. */
export const endpointActionRoutes = ({ actions }: ActionDeps): Route[] => [
  route(
    {
      method: 'DELETE',
      path: '/v1/endpoints/{id}',
      summary: 'Take an endpoint away. What it was still owed is not sent.',
      scopes,
      answers: { 204: 'Gone' },
    },
    async (request) => {
      if (!(await removeEndpoint(actions)(partnerOf(request), idOf('endpoint', request))))
        throw new Problem('not-found');
      return { status: 204 };
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/endpoints/{id}/enable',
      summary:
        'Take an endpoint back into service: all that waits goes out, slowly at first, but for what was superseded. One that is in service is sent at once what would be tried later.',
      scopes,
      answers: { 200: 'The endpoint' },
    },
    async (request) => ({
      status: 200,
      body: found(await enableEndpoint(actions)(partnerOf(request), idOf('endpoint', request))),
    }),
  ),
  route(
    {
      method: 'POST',
      path: '/v1/endpoints/{id}/test',
      summary:
        'Send an endpoint a signed message of type `endpoint.test`. Ask for the delivery to see what came of it.',
      scopes,
      answers: { 202: 'The delivery' },
    },
    async (request) => {
      const test = await testEndpoint(actions)(partnerOf(request), idOf('endpoint', request));
      if (!test.ok) throw new Problem(test.error);
      return { status: 202, body: test.value };
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/endpoints/{id}/replay',
      summary:
        'Send an endpoint again what it was owed by events after `afterSequence` up to `untilSequence`, of each ruling the newest alone; at most a thousand deliveries a call, the newest first.',
      scopes,
      body: range,
      answers: { 202: 'How many are sent again and how many are not, and from where to go on' },
    },
    async (request) => {
      const id = idOf('endpoint', request);
      const replayed = await replayRange(actions)(partnerOf(request), id, request.body);
      if (!replayed.ok) throw new Problem(replayed.error);
      return { status: 202, body: replayed.value };
    },
  ),
  route(
    {
      method: 'POST',
      path: '/v1/deliveries/{id}/replay',
      summary: 'Send a delivery again, under the same `webhook-id`; one that waits for its next attempt is sent now.',
      scopes,
      answers: { 202: 'The delivery' },
    },
    async (request) => {
      const replayed = await replayDelivery(actions)(partnerOf(request), idOf('delivery', request));
      if (!replayed.ok) throw new Problem(replayed.error);
      return { status: 202, body: replayed.value };
    },
  ),
];
