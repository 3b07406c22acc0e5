import * as z from 'zod';
import { problems } from '../shared/runtime/api/problem.ts';
import type { Route } from '../shared/runtime/api/route.ts';

/** What a schema takes in, as JSON Schema; what zod can't say of it (a transform, say) is left open. */
const toSchema = (schema: z.ZodType): Record<string, unknown> => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    target: 'draft-2020-12',
  });
  return rest;
};

const parametersOf = (route: Route): unknown[] => {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const query = route.query ? toSchema(route.query) : {};
  const inQuery = Object.entries(z.record(z.string(), z.unknown()).parse(query['properties'] ?? {})).map(
    ([name, schema]) => ({ name, in: 'query', required: false, schema }),
  );
  return [...inPath, ...inQuery];
};

const problemAnswer = {
  description:
    'A problem of RFC 9457; `type` is `urn:rulingwire:problem:` and one of the kinds in components.schemas.Problem.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

const bodyOf = ({ body, line }: Route): Record<string, unknown> => {
  if (line) return { requestBody: { required: true, content: { 'application/x-ndjson': { schema: toSchema(line) } } } };
  return body ? { requestBody: { required: true, content: { 'application/json': { schema: toSchema(body) } } } } : {};
};

const toOperation = (route: Route): Record<string, unknown> => ({
  summary: route.summary,
  parameters: parametersOf(route),
  ...bodyOf(route),
  security: route.scopes === 'public' ? [] : [{ key: [] }],
  ...(route.scopes === 'public' ? {} : { 'x-scopes': route.scopes }),
  responses: {
    ...Object.fromEntries(Object.entries(route.answers).map(([status, description]) => [status, { description }])),
    default: problemAnswer,
  },
});

const kinds = Object.keys(problems).map((kind) => `urn:rulingwire:problem:${kind}`);

/** The OpenAPI document of the routes, from the schemas that parse their requests. */
export const toOpenApi = (routes: readonly Route[]): Record<string, unknown> => ({
  openapi: '3.1.0',
  info: {
    title: 'Rulingwire',
    version: '1',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    description: 'Rulings in, and where they went. Lists answer `{ items, nextCursor }`; times are ISO 8601 in UTC.',
  },
  paths: Object.fromEntries(
    [...Map.groupBy(routes, ({ path }) => path)].map(([path, group]) => [
      path,
      Object.fromEntries(group.map((route) => [route.method.toLowerCase(), toOperation(route)])),
    ]),
  ),
  components: {
    securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key, `rwk_…`' } },
    schemas: {
      Problem: {
        type: 'object',
        required: ['type', 'title', 'status'],
        properties: {
          type: { type: 'string', enum: kinds },
          title: { type: 'string' },
          status: { type: 'integer' },
          errors: {
            type: 'array',
            description:
              'Every wrong field: a JSON pointer into the body, `?/name` in the query, or the name of a header.',
            items: {
              type: 'object',
              required: ['pointer', 'detail'],
              properties: { pointer: { type: 'string' }, detail: { type: 'string' } },
            },
          },
        },
      },
    },
  },
});
