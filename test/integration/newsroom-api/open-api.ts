import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { afterAll, beforeAll } from 'vitest';
import * as z from 'zod';
import { distributionRoutes } from '../../../functions/newsroom-api/routes/distribution.ts';
import { keyRoutes } from '../../../functions/newsroom-api/routes/keys.ts';
import { publishingRoutes } from '../../../functions/newsroom-api/routes/publishing.ts';
import { readingRoutes } from '../../../functions/newsroom-api/routes/reading.ts';
import { createApiKeys } from '../../../shared/adapters/dynamo/api-keys.ts';
import { createRulingStore } from '../../../shared/adapters/dynamo/ruling-store.ts';
import { sanitizeHtml } from '../../../shared/adapters/sanitize-html/sanitizer.ts';
import type { Scope } from '../../../shared/domain/actor.ts';
import type { RulingStore } from '../../../shared/ports/ruling-store.ts';
import { createApi } from '../../../shared/runtime/api/api.ts';
import { systemRandomness } from '../../../shared/runtime/clock.ts';
import { authenticate, issueKey } from '../../../shared/use-cases/manage-keys.ts';
import { type EmbeddedTables, openTables } from '../../embedded-tables.ts';
import { type ManualClock, sleeplessClock } from '../../fakes/clock.ts';
import { type LogLine, recordingLog } from '../../fakes/log.ts';
import { newsroomDeps } from '../../samples/newsroom-deps.ts';

export interface Ask {
  /** The API key; the newsroom's unless said otherwise, none when it is `null`. */
  readonly key?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, unless it is a text: that is sent as it is. */
  readonly body?: unknown;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

export interface Api {
  /** `target` is path and query. */
  call(method: string, target: string, ask?: Ask): Promise<Answer>;
  newKey(scopes: readonly Scope[], partner?: boolean): Promise<{ id: string; key: string }>;
  readonly operatorKey: string;
  readonly rulings: RulingStore;
  readonly clock: ManualClock;
  readonly lines: LogLine[];
}

const operatorSecret = 'an-operator-key-of-this-test-alone-0123456789';

/** The newsroom's routes over the embedded tables, as the function has them; a fresh table for every test. */
export const useApi = (): (() => Promise<Api>) => {
  let tables: EmbeddedTables;
  beforeAll(async () => {
    tables = await openTables();
  });
  afterAll(() => tables.close());
  return async () => {
    const rulings = createRulingStore(tables.client, await tables.make());
    const keys = createApiKeys(tables.client, await tables.make());
    const [clock, log] = [sleeplessClock(), recordingLog()];
    const deps = newsroomDeps({ rulings, clock, log, random: systemRandomness, sanitizeHtml });
    const channels = { feeds: async () => [], texts: async () => null, deliveries: async () => [] };
    const api = createApi(
      [
        ...publishingRoutes(deps),
        ...readingRoutes(deps),
        ...keyRoutes({ ...deps, keys }),
        ...distributionRoutes(rulings, channels),
      ],
      { log, authenticate: authenticate({ keys, operatorKey: async () => operatorSecret }) },
    );
    const issue = issueKey({ keys, clock, random: systemRandomness });
    const newsroomKey = await issue('Sam Roe', ['newsroom:write', 'newsroom:send'], null);
    return {
      ...{ rulings, clock, lines: log.lines, operatorKey: `rwk_${operatorSecret}` },
      newKey: (scopes, partner = false) => issue('Ann Lee', scopes, partner ? 'ptr_01JD4Z00000000000000000001' : null),
      call: async (method, target, { key = newsroomKey.key, headers = {}, body } = {}) => {
        const authorization = key === null ? {} : { authorization: `Bearer ${key}` };
        const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
        const answer = await api(eventOf(method, target, { ...authorization, ...headers }, text), context);
        const { statusCode = 0, headers: sent = {}, body: answered = '' } = answer;
        const parsed: unknown = answered === '' ? undefined : JSON.parse(answered);
        return { status: statusCode, headers: sent, body: parsed };
      },
    };
  };
};

const eventOf = (
  method: string,
  target: string,
  headers: Record<string, string>,
  body: string | undefined,
): APIGatewayProxyEventV2 => {
  const { pathname: path, searchParams } = new URL(target, 'http://127.0.0.1');
  const http = { method, path, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: '' };
  return {
    ...{ version: '2.0', routeKey: '$default', rawPath: path, rawQueryString: String(searchParams), headers },
    ...(searchParams.size > 0 ? { queryStringParameters: Object.fromEntries(searchParams) } : {}),
    ...(body === undefined ? {} : { body }),
    isBase64Encoded: false,
    requestContext: {
      ...{ accountId: '', apiId: '', domainName: '', domainPrefix: '', requestId: '', routeKey: '', stage: '' },
      ...{ http, time: '', timeEpoch: 0 },
    },
  };
};

const context: Context = {
  ...{ callbackWaitsForEmptyEventLoop: false, functionName: '', functionVersion: '', invokedFunctionArn: '' },
  ...{ memoryLimitInMB: '', awsRequestId: '', logGroupName: '', logStreamName: '' },
  ...{ getRemainingTimeInMillis: () => 30_000, done: () => {}, fail: () => {}, succeed: () => {} },
};

const committedSchema = z.object({
  ruling: z.looseObject({ id: z.string(), revision: z.int() }),
  event: z.looseObject({ id: z.string(), sequence: z.int() }),
});

/** The ruling and the event of an answer to whatever wrote. */
export const committed = ({ body }: Answer): z.output<typeof committedSchema> => committedSchema.parse(body);

const pageSchema = z.object({ items: z.array(z.looseObject({})), nextCursor: z.string().nullable() });
export const pageOf = ({ body }: Answer): z.output<typeof pageSchema> => pageSchema.parse(body);

const problemSchema = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).optional(),
});

/** The kind of a problem and the fields that it names. Throws when the answer is no problem of RFC 9457. */
export const problemOf = ({ status, headers, body }: Answer): { status: number; kind: string; pointers: string[] } => {
  if (headers['content-type'] !== 'application/problem+json') throw new Error(`not a problem: ${status}`);
  const problem = problemSchema.parse(body);
  if (problem.status !== status) throw new Error('the problem has another status than the answer');
  const kind = problem.type.replace('urn:rulingwire:problem:', '');
  return { status, kind, pointers: (problem.errors ?? []).map(({ pointer }) => pointer) };
};
