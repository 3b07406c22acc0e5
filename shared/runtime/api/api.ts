import { createHash } from 'node:crypto';
import middy from '@middy/core';
import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Caller } from '../../ports/api-keys.ts';
import type { Log } from '../../ports/log.ts';
import { parseJson } from './json.ts';
import { Problem } from './problem.ts';
import { readerHas } from './reader-has.ts';
import { type ApiAnswer, nobody, type Route } from './route.ts';
import { viewerAddress } from './viewer-address.ts';

export interface ApiDeps {
  readonly authenticate: (key: string) => Promise<Caller | undefined>;
  readonly log: Log;
}

/** A Lambda handler over routes: the key is looked up, the scope held, the body parsed; whatever goes wrong is a problem of RFC 9457. */
export const createApi = (routes: readonly Route[], deps: ApiDeps) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
    .use(problemAnswers(deps.log))
    .handler(
      httpRouter<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>({
        routes: routes.map((route) => ({
          method: route.method,
          path: route.path,
          handler: (event: APIGatewayProxyEventV2) => answer(route, event, deps),
        })),
        notFoundResponse: () => {
          throw new Problem('not-found');
        },
      }),
    );

const answer = async (
  route: Route,
  event: APIGatewayProxyEventV2,
  { authenticate }: ApiDeps,
): Promise<APIGatewayProxyStructuredResultV2> => {
  const keyless = route.scopes === 'public' && !(route.heedsKeys && bringsKey(event));
  const caller = keyless ? nobody : await callerOf(event, authenticate);
  const { scopes } = route;
  if (scopes !== 'public' && !caller.scopes.some((scope) => scopes.includes(scope))) throw new Problem('forbidden');
  const rawBody = bodyOf(event);
  const answered = await route.handle({
    caller,
    address: viewerAddress(event),
    params: decodeParams(event.pathParameters ?? {}),
    query: event.queryStringParameters ?? {},
    headers: event.headers,
    body: route.body ? parseJson(rawBody) : undefined,
    rawBody,
  });
  return route.method === 'GET' ? unlessSeen(event, toResult(answered)) : toResult(answered);
};

/** Whoever polls names what they have, and gets it again only where it changed: an entity tag for each answer that brings none itself. */
const unlessSeen = (
  { headers }: APIGatewayProxyEventV2,
  result: APIGatewayProxyStructuredResultV2,
): APIGatewayProxyStructuredResultV2 => {
  if (result.statusCode !== 200 || result.body === undefined || result.headers?.['etag'] !== undefined) return result;
  const etag = `"${createHash('sha256').update(result.body).digest('base64url').slice(0, 22)}"`;
  const told = { 'cache-control': 'no-store', ...result.headers, etag };
  if (!readerHas(etag, { headers })) return { ...result, headers: told };
  return { statusCode: 304, headers: { 'cache-control': told['cache-control'], etag } };
};

/** Whether a call has what is meant to be a key. */
const bringsKey = ({ headers }: APIGatewayProxyEventV2): boolean =>
  /^Bearer +rwk_/i.test(headers['authorization'] ?? '');

const callerOf = async (event: APIGatewayProxyEventV2, authenticate: ApiDeps['authenticate']): Promise<Caller> => {
  const [, key] = /^Bearer +(rwk_[A-Za-z0-9_-]{20,100})$/i.exec(event.headers['authorization'] ?? '') ?? [];
  const caller = key === undefined ? undefined : await authenticate(key);
  if (!caller) throw new Problem('unauthorized', [], { 'www-authenticate': 'Bearer' });
  return caller;
};

const bodyOf = ({ body, isBase64Encoded }: APIGatewayProxyEventV2): string =>
  isBase64Encoded ? Buffer.from(body ?? '', 'base64').toString('utf8') : (body ?? '');

/** Path parameters may come percent-encoded; what does not decode is taken as it is. */
const decodeParams = (params: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([name, value = '']) => [name, decode(value)]));

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const toResult = ({ status, body, headers }: ApiAnswer): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: {
    'cache-control': 'no-store',
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...headers,
  },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
});

/** Turns what a route threw into its answer, and says in the log which request failed: by its route, not by what it carried. */
const problemAnswers = (log: Log): middy.MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> => ({
  after: ({ event, response }) => {
    log.info('REQUEST_ANSWERED', { method: event.requestContext.http.method, status: response?.statusCode ?? 0 });
  },
  onError: (request) => {
    const { error, event } = request;
    const problem = error instanceof Problem ? error : new Problem('internal');
    const fields = { method: event.requestContext.http.method, status: problem.status, problem: problem.kind };
    if (error instanceof Problem) log.info('REQUEST_ANSWERED', fields);
    else log.error('REQUEST_FAILED', error, fields);
    request.response = {
      statusCode: problem.status,
      headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...problem.headers },
      body: JSON.stringify(problem.body()),
    };
  },
});
