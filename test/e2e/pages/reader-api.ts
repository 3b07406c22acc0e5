/** The API as readers' pages call it: it takes what the wire takes, and refuses what the wire refuses. */
import type { Page, Route } from 'playwright-core';
import type * as z from 'zod';
import { signUpSchema, wishSchema } from '../../../shared/domain/sign-up.ts';
import { fieldErrors, Problem, type ProblemKind } from '../../../shared/runtime/api/problem.ts';
import type { OwnView } from '../../../shared/use-cases/manage-preferences.ts';
import { type ShownNewsroom, showNewsroom } from '../../../shared/use-cases/show-newsroom.ts';
import { fakeFeedDirectory } from '../../fakes/feed-directory.ts';
import { newsroom } from '../../samples/revision.ts';

/** A token as links have it. */
export const token = 'a-token_of-a-link';

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

export interface ReaderApi {
  readonly calls: readonly Call[];
  /** What the newsroom is like; may be replaced. */
  newsroom: ShownNewsroom;
  /** What is kept of whoever holds the link; undefined is nothing. */
  own: OwnView | undefined;
  /** How calls that change something fail while it is set. */
  failing: Problem | 'no-answer' | 'throttled' | undefined;
}

/** The sample newsroom as pages see it, with a few topics and editions. */
export const shownNewsroom = async (): Promise<ShownNewsroom> => {
  const directory = fakeFeedDirectory();
  const of = (facet: string, labels: readonly string[]) =>
    labels.map((label) => ({ facet: `${facet}#${label.toLowerCase()}`, label }));
  await directory.list([...of('topic', ['Climate', 'Health', 'Taxes']), ...of('edition', ['Illinois', 'Wisconsin'])]);
  return showNewsroom({ newsroom, directory, clock: { now: Date.now } })();
};

/** Somebody who confirmed on the page. */
export const confirmed: OwnView = {
  status: 'active',
  preferences: { topics: ['health'], editions: [], language: 'en', frequency: 'daily', zip: '60601', notBefore: null },
  consent: {
    ...{ at: '2026-11-03T15:04:05.000Z', kind: 'confirmed', by: 'text' },
    wording: { version: '2026-11', language: 'en', text: newsroom.texts.consent.wordings['en'] ?? null },
  },
};

const parsed = <Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> => {
  const result = schema.safeParse(body);
  if (!result.success) throw new Problem('invalid', fieldErrors(result.error.issues));
  return result.data;
};

const answerPreferences = (api: ReaderApi, { method, authorization, body }: Call): object | undefined => {
  if (authorization !== `Bearer rwp_${token}`) throw new Problem('link-run-out');
  if (!api.own) throw new Problem('not-found');
  if (method === 'DELETE') {
    api.own = { ...api.own, status: 'suppressed' };
    return undefined;
  }
  if (method === 'PATCH') {
    const { status = api.own.status, ...wish } = parsed(wishSchema(newsroom), body);
    const named = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined));
    api.own = { ...api.own, status, preferences: { ...api.own.preferences, ...named } };
  }
  return api.own;
};

const answer = (api: ReaderApi, call: Call): object | undefined => {
  if (call.path === '/v1/newsroom') return api.newsroom;
  if (call.path === '/v1/preferences') return answerPreferences(api, call);
  parsed(signUpSchema({ ...newsroom, texts: { ...newsroom.texts, ...api.newsroom.texts } }), call.body);
  return {};
};

/** Answers a page's calls from now on. */
export const serveReaders = async (page: Page): Promise<ReaderApi> => {
  const calls: Call[] = [];
  const api: ReaderApi = { calls, newsroom: await shownNewsroom(), own: confirmed, failing: undefined };
  await page.route('**/v1/**', async (route: Route) => {
    const request = route.request();
    const call: Call = {
      method: request.method(),
      path: new URL(request.url()).pathname,
      authorization: request.headers()['authorization'],
      body: request.postDataJSON(),
    };
    calls.push(call);
    const { failing } = api;
    if (failing === 'no-answer') return route.abort('internetdisconnected');
    // as API Gateway does
    if (failing === 'throttled') return route.fulfill({ status: 429, json: { message: 'Too Many Requests' } });
    try {
      if (failing && call.method !== 'GET') throw failing;
      const json = answer(api, call);
      await (json
        ? route.fulfill({ status: call.method === 'POST' ? 202 : 200, json })
        : route.fulfill({ status: 204 }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      await route.fulfill({ status: error.status, json: error.body() });
    }
  });
  return api;
};

export const problem = (kind: ProblemKind, pointer?: string, detail = ''): Problem =>
  new Problem(kind, pointer === undefined ? [] : [{ pointer, detail }]);

/** All that the browser keeps for the site, beside its cache. */
export const keptBy = (page: Page): Promise<unknown> =>
  page.evaluate('[Object.entries(localStorage), Object.entries(sessionStorage), document.cookie]');
