/**
 * CloudFront Functions on the viewer's request, as far as they change its path, and on its answer, as far as they change its headers:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html
 */
import { createContext, Script } from 'node:vm';
import * as z from 'zod';
import type { Resources } from '../template/resources.ts';
import type { HttpAnswer } from './http-answer.ts';

/** By the header's name, in small letters. */
type ViewerHeaders = Readonly<Record<string, { readonly value: string }>>;

export interface ViewerRequest {
  readonly method: string;
  readonly uri: string;
  readonly headers: ViewerHeaders;
}

export interface ViewerFunction {
  /** The path to ask the origin for. */
  onRequest(request: ViewerRequest): string;
  /** The answer as the viewer gets it; `request` has the path that the origin was asked for. */
  onResponse(request: ViewerRequest, answer: HttpAnswer): HttpAnswer;
}

const schema = z.object({
  FunctionCode: z.string(),
  FunctionConfig: z.object({ Runtime: z.literal('cloudfront-js-2.0') }),
});
const requestSchema = z.object({ uri: z.string() });
const responseSchema = z.object({ headers: z.record(z.string(), z.object({ value: z.string() })) });

/** CloudFront gives a function 1 ms of CPU; this is for an endless loop, by the wall's clock, which goes on while others work. */
const TIMEOUT_MS = 5_000;

/** In CloudFront's shape. */
export const viewerHeaders = (
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
): ViewerHeaders =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, { value: [value].flat().join(', ') }]],
    ),
  );

const load = (code: string): ViewerFunction => {
  const context = createContext({});
  new Script(code).runInContext(context, { timeout: TIMEOUT_MS });
  const call = new Script('handler(event)');
  const handle = (eventType: string, event: object): unknown => {
    Object.assign(context, { event: { version: '1.0', context: { eventType }, ...event } });
    return call.runInContext(context, { timeout: TIMEOUT_MS });
  };
  const requestOf = (request: ViewerRequest) => ({ ...request, querystring: {}, cookies: {} });
  return {
    onRequest: (request) => requestSchema.parse(handle('viewer-request', { request: requestOf(request) })).uri,
    onResponse(request, answer) {
      const { status: statusCode, headers, body } = answer;
      const response = { statusCode, headers: viewerHeaders(headers), cookies: {} };
      const changed = responseSchema.parse(
        handle('viewer-response', { request: requestOf(request), response }),
      ).headers;
      const told = Object.entries(changed).map(([name, { value }]) => [name, value] as const);
      return { status: statusCode, headers: Object.fromEntries(told), body };
    },
  };
};

/** By the logical id. A function throws when it answers anything but a request, or a response. */
export const readViewerFunctions = (resources: Resources): Map<string, ViewerFunction> =>
  new Map(
    resources
      .ofType('AWS::CloudFront::Function')
      .map(({ logicalId, properties }) => [logicalId, load(schema.parse(properties()).FunctionCode)]),
  );
