/** The partners' page in a browser, and an API that a test answers for. */
import { createHash } from 'node:crypto';
import type { BrowserContextOptions, Page, Request } from 'playwright-core';
import type * as z from 'zod';
import { type Endpoint, toEndpointView } from '../../../../shared/domain/endpoint.ts';
import { fieldErrors, Problem, type ProblemKind } from '../../../../shared/runtime/api/problem.ts';
import { endpoint } from '../../../samples/delivering.ts';
import type { Visit, Visitor } from '../browser.ts';
import { shownNewsroom } from '../desk/newsroom.ts';

/** `abort`: there is no answer at all. */
interface Answered {
  readonly status?: number;
  readonly body?: unknown;
  readonly abort?: boolean;
}
type Answerer = Answered | ((request: Request) => Answered);

export interface Portal extends Visit {
  /** From now on; the method and path without its query, as `GET /v1/endpoints`. */
  readonly answer: (call: string, answerer: Answerer) => void;
  /** What was asked so far. */
  readonly asked: (call: string) => readonly Request[];
}

interface Opening {
  readonly answers?: Readonly<Record<string, Answerer>>;
  /** The tab has it from before; null for none. */
  readonly key?: string | null;
  readonly options?: BrowserContextOptions;
}

export const key = `rwk_${'p'.repeat(24)}`;

const callOf = (request: Request): string => `${request.method()} ${new URL(request.url()).pathname}`;

/** Whatever the page still looks at is asked for at once. */
export const lookAgain = (page: Page): Promise<unknown> =>
  page.evaluate('document.dispatchEvent(new Event("visibilitychange"))');

/** As the API refuses. */
export const refused = (kind: ProblemKind, errors: Problem['errors'] = []): Answered => {
  const problem = new Problem(kind, errors);
  return { status: problem.status, body: problem.body() };
};

/** Refuses what the API's own schema refuses. */
export const checked =
  (schema: z.ZodType, answered: (body: unknown) => Answered) =>
  (request: Request): Answered => {
    const parsed = schema.safeParse(request.postDataJSON());
    return parsed.success ? answered(parsed.data) : refused('invalid', fieldErrors(parsed.error.issues));
  };

export const listOf = (...items: readonly unknown[]): Answered => ({ body: { items, nextCursor: null } });

/** An endpoint as its partner sees it. */
export const seen = (differs: Partial<Endpoint> = {}) => toEndpointView(endpoint(differs));

/** A visit at a place such as `#/events`. Whatever no answer is given for is not found. */
export const openPortal = async (
  origin: string,
  visit: Visitor,
  place: string,
  { answers = {}, key: held = key, options = {} }: Opening = {},
): Promise<Portal> => {
  const visited = await visit(options);
  const { page } = visited;
  const table = new Map<string, Answerer>(
    Object.entries({ 'GET /v1/newsroom': { body: shownNewsroom }, 'GET /v1/endpoints': listOf(), ...answers }),
  );
  const asked: Request[] = [];
  if (held !== null) await page.addInitScript(`sessionStorage.setItem('rulingwire-partner-key', '${held}')`);
  await page.route(
    (url) => url.pathname.startsWith('/v1/'),
    async (route) => {
      const request = route.request();
      asked.push(request);
      const answerer = table.get(callOf(request)) ?? refused('not-found');
      const { status = 200, body, abort } = typeof answerer === 'function' ? answerer(request) : answerer;
      if (abort) return route.abort();
      const text = JSON.stringify(body) ?? '';
      const etag = `"${createHash('sha256').update(text).digest('hex')}"`;
      if (status === 200 && request.headers()['if-none-match'] === etag) return route.fulfill({ status: 304 });
      await route.fulfill({ status, contentType: 'application/json', body: text, headers: { etag } });
    },
  );
  await page.goto(`${origin}/partners${place}`);
  return {
    ...visited,
    answer: (call, answerer) => void table.set(call, answerer),
    asked: (call) => asked.filter((request) => callOf(request) === call),
  };
};
