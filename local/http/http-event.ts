/** Payload format 2.0: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html */
import { isUtf8 } from 'node:buffer';
import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ACCOUNT } from '../aws/identity.ts';

export interface HttpRequest {
  method: string;
  /** As sent: path and query. */
  target: string;
  headers: IncomingHttpHeaders;
  httpVersion: string;
  sourceIp: string;
  body: Buffer;
}

/** Where a request came in and which route it took. */
export interface RequestPlace {
  apiId: string;
  domainName: string;
  routeKey: string;
  pathParameters: Readonly<Record<string, string>>;
}

const TEXT_TYPE = /^(text\/|application\/(json|javascript|xml)\b)/i;

/** A form or anything else that is not known to be text reaches the function in base64. */
const isText = (contentType: string | undefined, body: Buffer): boolean =>
  (contentType === undefined || TEXT_TYPE.test(contentType)) && isUtf8(body);

const joinHeaders = (headers: IncomingHttpHeaders): Record<string, string> => {
  const set = Object.entries(headers).filter(([name, value]) => value !== undefined && name !== 'cookie');
  return Object.fromEntries(set.map(([name, value]) => [name, [value].flat().join(',')]));
};

const joinQuery = (query: URLSearchParams): Record<string, string> =>
  Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name).join(',')]));

const encodeBody = (request: HttpRequest): { body?: string; isBase64Encoded: boolean } => {
  const { body, headers } = request;
  if (body.length === 0) return { isBase64Encoded: false };
  const text = isText(headers['content-type'], body);
  return { body: body.toString(text ? 'utf8' : 'base64'), isBase64Encoded: !text };
};

/** The event that a function behind the HTTP API gets. */
export const httpEvent = (request: HttpRequest, place: RequestPlace, now: Date): object => {
  const [rawPath = '/', ...query] = request.target.split('?');
  const rawQueryString = query.join('?');
  const headers = joinHeaders(request.headers);
  const cookies = request.headers.cookie?.split(/; */);
  const { apiId, domainName, routeKey, pathParameters } = place;
  return {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString,
    ...(cookies === undefined ? {} : { cookies }),
    headers: { ...headers, host: domainName },
    ...(rawQueryString === '' ? {} : { queryStringParameters: joinQuery(new URLSearchParams(rawQueryString)) }),
    requestContext: {
      accountId: ACCOUNT,
      apiId,
      domainName,
      domainPrefix: apiId,
      http: {
        method: request.method,
        path: rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.sourceIp,
        userAgent: headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: now.toUTCString(),
      timeEpoch: now.getTime(),
    },
    ...(Object.keys(pathParameters).length === 0 ? {} : { pathParameters }),
    ...encodeBody(request),
  };
};
