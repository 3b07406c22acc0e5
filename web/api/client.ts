import { titleOf } from './problem-words.ts';

/** Calls to the API of our own origin. Types of answers are the server's own; version 1 of them only grows. */

/** One wrong field: a JSON pointer into the body, `?/name` for a query parameter, and what is wrong with it. */
export interface FieldError {
  readonly pointer: string;
  readonly detail: string;
}

/**
 * Why a call did not do what was asked. `offline`: there was no answer; `unauthorized`: the key or link opens nothing (any more);
 * `refused`: what was asked does not fit, and nothing changed; `throttled`: too much was asked for at once, nothing changed, and later it
 * works; `broken`: the wire failed, and may have done it.
 */
export interface Failure {
  readonly kind: 'offline' | 'unauthorized' | 'refused' | 'throttled' | 'broken';
  /** The kind of problem, as `slug-taken`; empty where the answer names none. */
  readonly problem: string;
  /** In our own words where we have some; without a period. */
  readonly title: string;
  readonly errors: readonly FieldError[];
}

export type Answer<Value> =
  /** `unchanged`: the caller has it already, by its entity tag. */
  | { readonly kind: 'answered'; readonly value: Value; readonly status: number; readonly etag: string | null }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'failed'; readonly failure: Failure };

export interface Api {
  /** Reads; with `etag`, only what changed since. */
  get<Value>(path: string, etag?: string | null): Promise<Answer<Value>>;
  /** Does something. The body is JSON; `headers` such as `If-Match` and `Idempotency-Key`. */
  send<Value>(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<Value>>;
}

/** API Gateway gives up after 30 s. */
const patienceMs = 35_000;

const failed = (kind: Failure['kind'], title: string, problem = '', errors: readonly FieldError[] = []): Failure => ({
  ...{ kind, problem, title, errors },
});

/** Whether it may have been done all the same. */
export const isInDoubt = ({ kind }: Failure): boolean => kind === 'offline' || kind === 'broken';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

const kindOf = (status: number, problem: string): Failure['kind'] => {
  if (status === 401) return 'unauthorized';
  // API Gateway's own 429 names no problem; `busy` is a 503 of ours, and says that nothing was written
  if (status === 408 || status === 429 || problem === 'busy') return 'throttled';
  return status < 500 ? 'refused' : 'broken';
};

/** An answer of RFC 9457, as far as it is one: a gateway's own error is not. */
const failureIn = (status: number, body: unknown): Failure => {
  const { title, type, errors } = isObject(body) ? body : {};
  const problem = typeof type === 'string' ? type.slice(type.lastIndexOf(':') + 1) : '';
  const kind = kindOf(status, problem);
  const listed = Array.isArray(errors) ? errors.filter(isObject) : [];
  const said = kind === 'throttled' ? 'Too many requests at once. Try again in a minute' : titleOf(problem);
  return failed(
    kind,
    said ?? (typeof title === 'string' ? title : `The server answered ${status}`),
    problem,
    listed.map(({ pointer, detail }) => ({ pointer: String(pointer), detail: String(detail) })),
  );
};

/** `credential` is an API key (`rwk_…`) or a link's token (`rwp_…`), sent in a header alone; null for what anybody may call. */
export const createApi = (credential: string | null): Api => {
  const call = async <Value>(path: string, init: RequestInit): Promise<Answer<Value>> => {
    let response: Response;
    let text: string;
    try {
      const headers = new Headers(init.headers);
      if (credential !== null) headers.set('authorization', `Bearer ${credential}`);
      response = await fetch(path, { ...init, headers, cache: 'no-store', signal: AbortSignal.timeout(patienceMs) });
      text = await response.text();
    } catch {
      return { kind: 'failed', failure: failed('offline', 'The server cannot be reached') };
    }
    const { status } = response;
    if (status === 304) return { kind: 'unchanged' };
    try {
      const body = text === '' ? null : JSON.parse(text);
      if (!response.ok) return { kind: 'failed', failure: failureIn(status, body) };
      return { kind: 'answered', value: body, status, etag: response.headers.get('etag') };
    } catch {
      return { kind: 'failed', failure: failureIn(status < 400 ? 502 : status, undefined) };
    }
  };
  return {
    get: (path, etag = null) => call(path, { headers: etag === null ? {} : { 'if-none-match': etag } }),
    send: (method, path, body, headers = {}) =>
      call(path, {
        method,
        headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
  };
};

/** A list as the API answers it. */
export interface Listed<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}
