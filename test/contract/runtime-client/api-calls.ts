import * as z from 'zod';
import { httpEvent } from './events.ts';

const answerSchema = z.object({ statusCode: z.int(), body: z.string().optional() });

export interface ApiAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** Which function takes a route of the API, as the template says; the rest is newsroom-api's. */
const routes = [
  { name: 'subscribers-api', routeKey: 'POST /v1/subscribers', path: /^\/v1\/subscribers$/ },
  { name: 'webhook-keys', routeKey: 'GET /.well-known/webhook-keys.json', path: /^\/\.well-known\// },
  { name: 'newsroom-api', routeKey: 'ANY /v1/{proxy+}', path: /^\/v1\/(?<proxy>.+)$/ },
] as const;

/** Calls the API's functions as the gateway does. */
export const createApiCalls =
  (invoke: (name: string, event: unknown) => Promise<unknown>) =>
  async (key: string, method: string, path: string, body?: unknown): Promise<ApiAnswer> => {
    const route = routes.find((each) => each.path.test(path));
    if (route === undefined) throw new Error(`the API has no route for ${path}`);
    const { name, routeKey } = route;
    const pathParameters = route.path.exec(path)?.groups;
    const event = httpEvent({
      ...{ method, path, routeKey },
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      ...(pathParameters && { pathParameters }),
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer = answerSchema.parse(await invoke(name, event));
    const parsed: unknown = answer.body === undefined ? undefined : JSON.parse(answer.body);
    return { status: answer.statusCode, body: parsed };
  };
