import * as z from 'zod';
import { type Facet, facetNames } from '../../../shared/domain/facet.ts';
import type { Newsroom } from '../../../shared/domain/newsroom.ts';
import { toRuling } from '../../../shared/domain/ruling.ts';
import { slugSchema } from '../../../shared/domain/slug.ts';
import type { RulingStore } from '../../../shared/ports/ruling-store.ts';
import { Problem } from '../../../shared/runtime/api/problem.ts';
import { readerHas } from '../../../shared/runtime/api/reader-has.ts';
import { type Route, route } from '../../../shared/runtime/api/route.ts';
import { pageQuery, rulingIdOf, sealCursor } from './params.ts';

const readers = ['newsroom:write', 'newsroom:send', 'partner', 'operator'] as const;

const facetFilter = slugSchema.optional();
const listQuery = z.strictObject({
  ...pageQuery,
  rating: facetFilter,
  claimant: facetFilter,
  topic: facetFilter,
  author: facetFilter,
  edition: facetFilter,
  language: z
    .string()
    .regex(/^[A-Za-z0-9-]{2,35}$/)
    .toLowerCase()
    .optional(),
  updatedAfter: z.iso
    .datetime({ offset: true })
    .transform((text) => new Date(text).toISOString())
    .optional(),
  cursor: pageQuery.cursor.pipe(
    z
      .string()
      .regex(/^\d{4}-\d\d-\d\dT[\d:.]+Z#rul_[0-9A-Z]{26}$/, 'is the nextCursor of the page before')
      .optional(),
  ),
});

/** Calls that read rulings. */
export const readingRoutes = ({ rulings, newsroom }: { rulings: RulingStore; newsroom: Newsroom }): Route[] => [
  route(
    {
      method: 'GET',
      path: '/v1/rulings/{id}',
      summary: 'A ruling as it stands. `ETag` is its revision.',
      scopes: readers,
      answers: { 200: 'The ruling', 304: 'Still at the revision that `If-None-Match` names' },
    },
    async (request) => {
      const id = rulingIdOf(request);
      const head = await rulings.head(id);
      if (!head) throw new Problem('not-found');
      const headers = { etag: `"${head.revision}"` };
      if (readerHas(headers.etag, request)) return { status: 304, headers };
      const revision = await rulings.revision(id, head.revision);
      if (!revision) throw new Error(`the head of ${id} names a revision that does not exist`);
      return { status: 200, headers, body: toRuling(revision) };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/rulings',
      summary: 'Rulings by facet, the last changed in substance first. Facets given together must all hold.',
      scopes: readers,
      query: listQuery,
      answers: { 200: 'A page of rulings in short' },
    },
    async ({ query }) => {
      const wanted = facetNames.flatMap((name): Facet[] => {
        const value = query[name];
        return value === undefined ? [] : [`${name}#${value}`];
      });
      const [facet = 'all', ...also] = wanted;
      const { limit, cursor, updatedAfter } = query;
      const page = await rulings.list({ facet, also, updatedAfter, limit, cursor });
      return { status: 200, body: { items: page.items, nextCursor: sealCursor(page.nextCursor) } };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/rulings/{id}/revisions',
      summary: 'Every revision of a ruling, oldest first, each with who made it.',
      scopes: readers,
      query: z.strictObject({
        ...pageQuery,
        // a revision may hold 300 kB, and a page stops at 4 MB
        limit: z.coerce
          .number()
          .int()
          .min(1)
          .max(100)
          .default(12)
          .transform((limit) => Math.min(limit, 12)),
        cursor: pageQuery.cursor.pipe(
          z
            .string()
            .regex(/^\d{1,4}$/, 'is the nextCursor of the page before')
            .optional(),
        ),
      }),
      answers: { 200: 'A page of revisions' },
    },
    async (request) => {
      const { limit, cursor } = request.query;
      const page = await rulings.history(rulingIdOf(request), limit, cursor);
      if (page.items.length === 0 && cursor === undefined) throw new Problem('not-found');
      return { status: 200, body: { items: page.items, nextCursor: sealCursor(page.nextCursor) } };
    },
  ),
  route(
    {
      method: 'GET',
      path: '/v1/rating-scales',
      summary: "The newsroom's rating scales.",
      scopes: readers,
      answers: { 200: 'All scales, each with its ratings' },
    },
    async () => ({ status: 200, body: { items: newsroom.ratingScales, nextCursor: null } }),
  ),
];
