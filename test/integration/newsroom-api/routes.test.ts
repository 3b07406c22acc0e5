import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { describeRoutes } from '../../../docs/describe-routes.ts';
import { toOpenApi } from '../../../docs/openapi.ts';
import { newsroomRoutes } from '../../../functions/newsroom-api/routes.ts';
import { newsroom } from '../../samples/revision.ts';
import { draftInput } from '../../samples/ruling-draft.ts';
import { type Answer, type Api, committed, problemOf, scheduledOf, useApi } from './open-api.ts';
import { owing } from './owing.ts';
import { newEndpointOf, partnerOf, partnersKeyOf } from './partners.ts';

const open = useApi();

const jsonSchema = z.looseObject({});
const operationSchema = z.object({
  security: z.array(z.unknown()),
  // a public call needs no key, so no scope
  'x-scopes': z.array(z.string()).default([]),
  requestBody: z
    .object({
      content: z.strictObject({
        'application/json': z.object({ schema: jsonSchema }).optional(),
        'application/x-ndjson': z.object({ schema: jsonSchema }).optional(),
      }),
    })
    .optional(),
  responses: z.record(z.string(), z.unknown()),
});
const documentSchema = z.object({
  openapi: z.literal('3.1.0'),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.object({ Problem: jsonSchema }) }),
});
const written: unknown = JSON.parse(readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'));
const document = documentSchema.parse(toOpenApi(describeRoutes(newsroom)));
/** What a reader of the document would hold the answer to whatever failed against. */
const documentedProblem = z.fromJSONSchema(document.components.schemas.Problem);

const write = ['newsroom:write'];
const readers = ['newsroom:write', 'newsroom:send', 'partner', 'operator'];
const takers = ['newsroom:write', 'operator'];

/** Every route of the function, and who may call it. A route that is new is to be added here, and to the walk below. */
const whoMayCall: Readonly<Record<string, readonly string[]>> = {
  'POST /v1/rulings': write,
  'POST /v1/import': write,
  'PUT /v1/rulings/by-source/{externalId}': write,
  'POST /v1/rulings/{id}/updates': write,
  'POST /v1/rulings/{id}/corrections': write,
  'POST /v1/rulings/{id}/retraction': write,
  'GET /v1/rulings': readers,
  'GET /v1/rulings/{id}': readers,
  'GET /v1/rulings/{id}/revisions': readers,
  'GET /v1/rulings/{id}/distribution': ['newsroom:write', 'newsroom:send', 'operator'],
  'GET /v1/scheduled': ['newsroom:write', 'newsroom:send', 'operator'],
  'GET /v1/scheduled/{id}': ['newsroom:write', 'newsroom:send', 'operator'],
  'DELETE /v1/scheduled/{id}': write,
  'GET /v1/rating-scales': readers,
  'POST /v1/partners': takers,
  'GET /v1/partners': takers,
  'POST /v1/partners/{id}/keys': takers,
  'GET /v1/events': ['partner'],
  'POST /v1/events/{id}/acknowledgement': ['partner'],
  'POST /v1/endpoints': ['partner'],
  'GET /v1/endpoints': ['partner'],
  'GET /v1/endpoints/{id}': ['partner'],
  'PATCH /v1/endpoints/{id}': ['partner'],
  'DELETE /v1/endpoints/{id}': ['partner'],
  'POST /v1/endpoints/{id}/rotate-secret': ['partner'],
  'GET /v1/endpoints/{id}/deliveries': ['partner'],
  'GET /v1/deliveries/{id}': ['partner'],
  'POST /v1/endpoints/{id}/enable': ['partner'],
  'POST /v1/endpoints/{id}/test': ['partner'],
  'POST /v1/endpoints/{id}/replay': ['partner'],
  'POST /v1/deliveries/{id}/replay': ['partner'],
  'POST /v1/keys': ['operator'],
  'GET /v1/keys': ['operator'],
  'DELETE /v1/keys/{id}': ['operator'],
};
const split = (route: string): [method: string, path: string] => {
  const [method = '', path = ''] = route.split(' ');
  return [method, path];
};
/** Of those that want a key. */
const scopesOfRoutes = ({ deps }: Api) =>
  Object.fromEntries(
    newsroomRoutes(deps).flatMap(({ method, path, scopes }) =>
      scopes === 'public' ? [] : [[`${method} ${path}`, scopes]],
    ),
  );
const forAnybody = ['GET /v1/newsroom'];

describe('every route', () => {
  test('is in the list of who may call it, and in the API document with the same scopes', async () => {
    const api = await open();
    expect(scopesOfRoutes(api)).toEqual(whoMayCall);
    const keyless = newsroomRoutes(api.deps).filter(({ scopes }) => scopes === 'public');
    expect(keyless.map(({ method, path }) => `${method} ${path}`)).toEqual(forAnybody);
    const documented = Object.entries(documentSchema.parse(written).paths).flatMap(([path, operations]) =>
      Object.entries(operations).map(([method, { security, 'x-scopes': scopes }]) => {
        expect(security, path).toEqual(scopes.length > 0 ? [{ key: [] }] : []);
        return [`${method.toUpperCase()} ${path}`, scopes] as const;
      }),
    );
    // of the functions that tend texts and people, the operators' and the public ones
    const others =
      /^\S+ (\/v1\/(preflight|broadcasts|subscribers|preferences|suppressions|replies|staff-phones|health|operations)(\/.*)?|\/v1\/rulings\/\{id\}\/test-send|\/\.well-known\/.*)$/;
    const ours = documented.filter(([name]) => !others.test(name) && !forAnybody.includes(name));
    expect(Object.fromEntries(ours)).toEqual(whoMayCall);
  });

  test('takes keys of its scopes and no others', async () => {
    const { call, newKey, operatorKey } = await open();
    const keys: Record<string, string> = { operator: operatorKey };
    for (const scope of ['newsroom:write', 'newsroom:send'] as const) keys[scope] = (await newKey([scope])).key;
    keys['partner'] = (await newKey(['partner'], true)).key;
    for (const [route, scopes] of Object.entries(whoMayCall)) {
      const [method, path] = split(route);
      const target = path.replaceAll(/\{\w+\}/g, 'rul_01JD4Z00000000000000000009');
      const unnamed = problemOf(await call(method, target, { key: null, body: '{' }));
      expect(unnamed, route).toEqual({ status: 401, kind: 'unauthorized', pointers: [] });
      for (const [scope, key] of Object.entries(keys)) {
        const answer = await call(method, target, { key, body: {} });
        const { status } = answer;
        if (status >= 400) documentedProblem.parse(answer.body);
        expect(status === 403, `${scope}: ${route} ${status}`).toBe(!scopes.includes(scope));
        expect([401, 500, 503], `${scope}: ${route}`).not.toContain(status);
      }
    }
  });

  test('answers its happiest call with a status that the API document has, in JSON that no cache keeps', async () => {
    const api = await open();
    const walked = new Set<string>();
    const walk = async (
      route: string,
      params: Readonly<Record<string, unknown>>,
      ask: Parameters<Api['call']>[2] = {},
    ): Promise<Answer> => {
      const [method, path] = split(route);
      const target = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(params[name]));
      const answer = await api.call(method, target, ask);
      const { responses, requestBody } = document.paths[path]?.[method.toLowerCase()] ?? {};
      expect(requestBody === undefined, route).toBe(ask.body === undefined);
      if (requestBody) {
        const { 'application/json': json, 'application/x-ndjson': lines } = requestBody.content;
        const sent = lines ? JSON.parse(z.string().parse(ask.body)) : ask.body;
        z.fromJSONSchema((json ?? lines)?.schema ?? false).parse(sent);
      }
      expect(Object.keys(responses ?? {}), route).toContain(String(answer.status));
      expect([200, 201, 202, 204], route).toContain(answer.status);
      expect(answer.headers['cache-control'], route).toBe('no-store');
      expect(answer.headers['content-type'], route).toBe(answer.status === 204 ? undefined : 'application/json');
      walked.add(route);
      return answer;
    };
    const operator = { key: api.operatorKey };
    const seen = (revision: number) => ({ 'if-match': `"${revision}"` });

    const partner = partnerOf(await walk('POST /v1/partners', {}, { body: { name: 'Herald' } }));
    await walk('GET /v1/partners', {});
    const { key } = partnersKeyOf(await walk('POST /v1/partners/{id}/keys', partner, { body: { name: 'desk' } }));
    const body = { url: 'https://herald.example/hooks', contact: null };
    const { id } = newEndpointOf(await walk('POST /v1/endpoints', {}, { key, body }));
    await walk('GET /v1/endpoints', {}, { key });
    await walk('GET /v1/endpoints/{id}', { id }, { key });
    await walk('PATCH /v1/endpoints/{id}', { id }, { key, body: { contact: 'Ann', headers: { 'X-Api-Key': 'abc' } } });
    await walk('POST /v1/endpoints/{id}/rotate-secret', { id }, { key, body: { overlapHours: 1 } });

    const { ruling } = committed(
      await walk('POST /v1/rulings', {}, { body: draftInput({ externalId: null, textBody: null }) }),
    );
    const archived = draftInput({ slug: 'archived', publishedAt: '2019-05-01T09:00:00.000Z' });
    await walk('POST /v1/import', {}, { body: JSON.stringify({ ...archived, externalId: null, texts: 'none' }) });
    await walk('GET /v1/rulings', {});
    await walk('GET /v1/rulings/{id}', ruling);
    const update = { edit: 'minor', changes: { headline: 'Better' } };
    await walk('POST /v1/rulings/{id}/updates', ruling, { headers: seen(1), body: update });
    const correction = { note: 'Wrong.', changes: { rating: 'true' }, texts: null };
    await walk('POST /v1/rulings/{id}/corrections', ruling, { headers: seen(2), body: correction });
    await walk('POST /v1/rulings/{id}/retraction', ruling, { headers: seen(3), body: { note: 'Wrong again.' } });
    await walk('GET /v1/rulings/{id}/revisions', ruling);
    await walk('GET /v1/rulings/{id}/distribution', ruling);
    const saved = draftInput({ slug: 'saved' });
    await walk('PUT /v1/rulings/by-source/{externalId}', { externalId: 'cms-1' }, { body: saved });
    await walk('PUT /v1/rulings/by-source/{externalId}', { externalId: 'cms-1' }, { body: saved });
    const toCome = draftInput({ slug: 'to-come', publishAt: '2026-11-21T12:00:00.000Z', externalId: null });
    const later = scheduledOf(await walk('POST /v1/rulings', {}, { body: toCome }));
    await walk('GET /v1/scheduled', {});
    await walk('GET /v1/scheduled/{id}', later);
    await walk('DELETE /v1/scheduled/{id}', later);
    await walk('GET /v1/rating-scales', {});

    await owing(api).plan();
    const owed = await walk('GET /v1/endpoints/{id}/deliveries', { id }, { key });
    const [delivery] = z.object({ items: z.array(z.looseObject({ id: z.string() })) }).parse(owed.body).items;
    const delivered = { id: delivery?.id ?? '' };
    await walk('GET /v1/deliveries/{id}', delivered, { key });
    await walk('POST /v1/deliveries/{id}/replay', delivered, { key });
    await walk('POST /v1/endpoints/{id}/replay', { id }, { key, body: { afterSequence: 0, untilSequence: 9 } });
    await walk('POST /v1/endpoints/{id}/test', { id }, { key });
    await walk('POST /v1/endpoints/{id}/enable', { id }, { key });
    const log = z.object({ items: z.array(z.looseObject({ id: z.string() })) });
    const [published] = log.parse((await walk('GET /v1/events', {}, { key })).body).items;
    const acknowledged = { revision: 1, republishedUrl: 'https://herald.example/tolls' };
    await walk('POST /v1/events/{id}/acknowledgement', published ?? {}, { key, body: acknowledged });
    await walk('DELETE /v1/endpoints/{id}', { id }, { key });

    const scopes = ['newsroom:send'];
    const made = await walk('POST /v1/keys', {}, { ...operator, body: { name: 'Ann', scopes } });
    await walk('GET /v1/keys', {}, operator);
    await walk('DELETE /v1/keys/{id}', z.looseObject({}).parse(made.body), operator);

    expect([...walked].sort()).toEqual(Object.keys(scopesOfRoutes(api)).sort());
  });
});
