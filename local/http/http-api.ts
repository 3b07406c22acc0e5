/** The HTTP API of the template: finds the route, invokes its function, answers what the function says. */
import type { IncomingMessage } from 'node:http';
import * as z from 'zod';
import { FunctionError } from '../lambda/function-error.ts';
import { EventTooLarge, type LocalFunction } from '../lambda/function-pool.ts';
import { reportDefect } from '../report-defect.ts';
import { apiDomain, type Resource, type Resources } from '../template/resources.ts';
import { gatewayAnswer, type HttpAnswer, readAnswer } from './http-answer.ts';
import { httpEvent } from './http-event.ts';
import { BodyTooLarge, readBody } from './request-body.ts';
import { routeTable } from './route-table.ts';

const apiSchema = z.object({ ProtocolType: z.literal('HTTP'), CorsConfiguration: z.undefined().optional() });
const routeSchema = z.object({
  ApiId: z.string(),
  RouteKey: z.string(),
  Target: z.string(),
  AuthorizationType: z.literal('NONE').optional(),
});
const integrationSchema = z.object({
  IntegrationType: z.literal('AWS_PROXY'),
  IntegrationUri: z.string(),
  PayloadFormatVersion: z.literal('2.0'),
  TimeoutInMillis: z.coerce.number().max(30_000).default(30_000),
});

interface Integration {
  target: LocalFunction;
  timeoutMs: number;
}

export interface HttpApi {
  /** The domain that CloudFront knows the API by. */
  domain: string;
  answer(request: IncomingMessage): Promise<HttpAnswer>;
}

class TookTooLong extends Error {}

const within = async <T>(ms: number, work: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong()), ms);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
};

const answerTo = (cause: unknown): HttpAnswer => {
  if (cause instanceof BodyTooLarge || cause instanceof EventTooLarge)
    return gatewayAnswer(413, 'Request Entity Too Large');
  if (cause instanceof TookTooLong) return gatewayAnswer(503, 'Service Unavailable');
  if (cause instanceof URIError) return gatewayAnswer(400, 'Bad Request');
  if (!(cause instanceof FunctionError)) reportDefect('the HTTP API', cause);
  return gatewayAnswer(500, 'Internal Server Error');
};

const readIntegration = (resource: Resource, functionNamed: (name: string) => LocalFunction): Integration => {
  const { IntegrationUri, TimeoutInMillis } = integrationSchema.parse(resource.properties());
  const name = /:function:([^/:]+)/.exec(IntegrationUri)?.[1];
  if (name === undefined) throw new Error(`${resource.logicalId}: no function in ${IntegrationUri}`);
  return { target: functionNamed(name), timeoutMs: TimeoutInMillis };
};

const createApi = (api: Resource, resources: Resources, functionNamed: (name: string) => LocalFunction): HttpApi => {
  apiSchema.parse(api.properties());
  const integrations = new Map(
    resources.ofType('AWS::ApiGatewayV2::Integration').map((each) => [each.name, readIntegration(each, functionNamed)]),
  );
  const routes = resources
    .ofType('AWS::ApiGatewayV2::Route')
    .map((each) => routeSchema.parse(each.properties()))
    .filter(({ ApiId }) => ApiId === api.name)
    .map(({ RouteKey, Target }) => {
      const integration = integrations.get(Target.replace('integrations/', ''));
      if (integration === undefined) throw new Error(`the route ${RouteKey} has no integration`);
      return { key: RouteKey, target: integration };
    });
  const find = routeTable(routes);
  const domain = apiDomain(api.name);

  const answer = async (request: IncomingMessage): Promise<HttpAnswer> => {
    try {
      const body = await readBody(request);
      const { method = 'GET', url = '/', headers, httpVersion, socket } = request;
      const match = find(method, url.split('?')[0] ?? '/');
      if (match === undefined) return gatewayAnswer(404, 'Not Found');
      const sourceIp = socket.remoteAddress ?? '127.0.0.1';
      const place = { apiId: api.name, domainName: domain, routeKey: match.key, pathParameters: match.pathParameters };
      const event = httpEvent({ method, target: url, headers, httpVersion, sourceIp, body }, place, new Date());
      const { target, timeoutMs } = match.target;
      return readAnswer(await within(timeoutMs, target.invoke(event))) ?? gatewayAnswer(500, 'Internal Server Error');
    } catch (cause) {
      return answerTo(cause);
    }
  };
  return { domain, answer };
};

export const createApis = (resources: Resources, functionNamed: (name: string) => LocalFunction): HttpApi[] =>
  resources.ofType('AWS::ApiGatewayV2::Api').map((api) => createApi(api, resources, functionNamed));
