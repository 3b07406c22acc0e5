import * as z from 'zod';
import { toScheduledEntry } from '../../../shared/domain/scheduled-ruling.ts';
import { idOf } from '../../../shared/runtime/api/path-id.ts';
import { Problem } from '../../../shared/runtime/api/problem.ts';
import { type Route, route } from '../../../shared/runtime/api/route.ts';
import { callOffScheduled } from '../../../shared/use-cases/call-off-scheduled.ts';
import type { ScheduleDeps } from '../../../shared/use-cases/schedule-ruling.ts';
import { pageQuery, sealCursor } from './params.ts';

const listQuery = z.strictObject({
  ...pageQuery,
  cursor: pageQuery.cursor.pipe(
    z
      .string()
      .regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z#sch_[0-9A-Z]{26}$/, 'is the nextCursor of the page before')
      .optional(),
  ),
});

const readers = ['newsroom:write', 'newsroom:send', 'operator'] as const;

/** What is to be published later. A ruling is scheduled by `POST /v1/rulings`. */
export const schedulingRoutes = (deps: Pick<ScheduleDeps, 'scheduledRulings' | 'log'>): Route[] => [
  route(
    {
      method: 'GET',
      path: '/v1/scheduled',
      summary: 'Rulings that are to be published, the soonest first; one that could not be says why in `failure`.',
      scopes: readers,
      query: listQuery,
      answers: { 200: 'A page of scheduled rulings in short' },
    },
    async ({ query: { limit, cursor } }) => {
      const page = await deps.scheduledRulings.list(limit, cursor);
      return { status: 200, body: { items: page.items, nextCursor: sealCursor(page.nextCursor) } };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/scheduled/{id}',
      summary: 'A scheduled ruling in short and its whole draft, as it is to be published, also where it could not be.',
      scopes: readers,
      answers: { 200: 'The scheduled ruling and its draft' },
    },
    async (request) => {
      const scheduled = await deps.scheduledRulings.find(idOf('scheduled', request));
      if (!scheduled) throw new Problem('not-found');
      return { status: 200, body: { scheduled: toScheduledEntry(scheduled), draft: scheduled.draft } };
    },
  ),
  route(
    {
      method: 'DELETE',
      path: '/v1/scheduled/{id}',
      summary: 'Call off a scheduled ruling, or clear away one that could not be published.',
      scopes: ['newsroom:write'],
      answers: { 204: 'It will not be published' },
    },
    async (request) => {
      const calledOff = await callOffScheduled(deps)(idOf('scheduled', request), request.caller.actor);
      if (!calledOff) throw new Problem('not-found');
      return { status: 204 };
    },
  ),
];
