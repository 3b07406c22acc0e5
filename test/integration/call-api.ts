import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import * as z from 'zod';
import type { createApi } from '../../shared/runtime/api/api.ts';

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

/** Calls an API as the gateway would; `target` is path and query, `usual` the key of whoever names none. */
export const callerOf =
  (api: ReturnType<typeof createApi>, usual: string) =>
  async (method: string, target: string, { key = usual, headers = {}, body }: Ask = {}): Promise<Answer> => {
    const authorization = key === null ? {} : { authorization: `Bearer ${key}` };
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await api(eventOf(method, target, { ...authorization, ...headers }, text), context);
    const { statusCode = 0, headers: sent = {}, body: answered = '' } = answer;
    const parsed: unknown = answered === '' ? undefined : JSON.parse(answered);
    return { status: statusCode, headers: sent, body: parsed };
  };

export const eventOf = (
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
