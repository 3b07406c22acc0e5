import type * as z from 'zod';
import type { Scope } from '../../domain/actor.ts';
import type { Caller } from '../../ports/api-keys.ts';
import { fieldErrors, Problem } from './problem.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A request as a route sees it: who calls, what the path and query say, and the body in the shape that the route declares. */
export interface ApiRequest<Body = unknown, Query = unknown> {
  readonly caller: Caller;
  /** Where it came from, as far as that can be known: see `viewerAddress`. Personal data. */
  readonly address: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  readonly body: Body;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The body's bytes as they came, for hashing. */
  readonly rawBody: string;
}

/** Whoever calls a public route without a key. */
export const nobody: Caller = {
  actor: { kind: 'platform', id: 'platform', name: 'public' },
  scopes: [],
  partnerId: null,
};

export interface ApiAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the OpenAPI document says of a route; the schemas are those that parse. */
export interface RouteDescription {
  readonly method: Method;
  readonly path: string;
  readonly summary: string;
  /** A key with any of these may call; `public` needs none. */
  readonly scopes: readonly Scope[] | 'public';
  /** A public route that does something else for who brings a key: a wrong key is refused then, and it looks at the scopes itself. */
  readonly heedsKeys?: true;
  readonly body?: z.ZodType;
  /** Where the body is NDJSON: what a line of it holds. The handler parses it, since each line is answered by itself. */
  readonly line?: z.ZodType;
  readonly query?: z.ZodType;
  /** Success: its status and what it means. */
  readonly answers: Readonly<Record<number, string>>;
}

export interface Route extends RouteDescription {
  readonly handle: (request: ApiRequest) => Promise<ApiAnswer>;
}

/** Binds a handler to the schemas of its route, so that it sees parsed values or is not called. */
export const route = <Body, Query>(
  description: RouteDescription & { readonly body?: z.ZodType<Body>; readonly query?: z.ZodType<Query> },
  handle: (request: ApiRequest<Body, Query>) => Promise<ApiAnswer>,
): Route => ({
  ...description,
  handle: (request) =>
    handle({
      ...request,
      body: parse(description.body, request.body, ''),
      query: parse(description.query, request.query, '?'),
    }),
});

function parse<Value>(schema: z.ZodType<Value> | undefined, input: unknown, prefix: string): Value;
function parse(schema: z.ZodType | undefined, input: unknown, prefix: string): unknown {
  if (!schema) return undefined;
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new Problem('invalid', fieldErrors(parsed.error.issues, prefix));
}
