/** The desk in a browser, and an API that a test answers for. */
import type { Page, Request } from 'playwright-core';
import type { Visit, Visitor } from '../browser.ts';
import { shownNewsroom } from './newsroom.ts';

/** `etag` is answered by 304 to who has it. `abort`: there is no answer at all. */
export interface Answered {
  readonly status?: number;
  readonly body?: unknown;
  readonly etag?: string;
  readonly abort?: boolean;
}
type Answerer = Answered | ((request: Request) => Answered);

export interface DeskVisit extends Visit {
  /** From now on; the method and path without its query, as `GET /v1/rulings`. */
  readonly answer: (call: string, answerer: Answerer) => void;
  /** What was asked so far. */
  readonly asked: (call: string) => readonly Request[];
}

const callOf = (request: Request): string => `${request.method()} ${new URL(request.url()).pathname}`;

const problem = (kind: string, title: string, errors: readonly unknown[] = []) => ({
  ...{ type: `urn:rulingwire:problem:${kind}`, title, errors },
});

/** An answer that refuses, as the API words it. */
export const refused = (status: number, kind: string, title: string, errors?: readonly unknown[]): Answered => ({
  ...{ status, body: problem(kind, title, errors) },
});

export const listOf = (...items: readonly unknown[]): Answered => ({ body: { items, nextCursor: null } });

/** A visit of the desk by who has a key, at a place such as `#/replies`. Whatever no answer is given for is not found. */
export const openDesk = async (
  origin: string,
  visit: Visitor,
  place: string,
  answers: Readonly<Record<string, Answerer>>,
  prepare: (page: Page) => Promise<unknown> = async () => undefined,
): Promise<DeskVisit> => {
  const visited = await visit();
  const { page } = visited;
  const table = new Map<string, Answerer>(
    Object.entries({
      ...{ 'GET /v1/newsroom': { body: shownNewsroom }, 'GET /v1/rulings': listOf(), 'GET /v1/scheduled': listOf() },
      ...answers,
    }),
  );
  const asked: Request[] = [];
  await prepare(page);
  await page.addInitScript("sessionStorage.setItem('rulingwire-newsroom-key', 'rwk_test')");
  await page.route(
    (url) => url.pathname.startsWith('/v1/'),
    async (route) => {
      const request = route.request();
      asked.push(request);
      const answerer = table.get(callOf(request)) ?? refused(404, 'not-found', 'There is no such thing');
      const { status = 200, body, etag, abort } = typeof answerer === 'function' ? answerer(request) : answerer;
      if (abort) return route.abort();
      if (etag !== undefined && request.headers()['if-none-match'] === etag) return route.fulfill({ status: 304 });
      await route.fulfill({
        status,
        contentType: 'application/json',
        headers: etag === undefined ? {} : { etag },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    },
  );
  await page.goto(`${origin}/desk${place}`);
  return {
    ...visited,
    answer: (call, answerer) => void table.set(call, answerer),
    asked: (call) => asked.filter((request) => callOf(request) === call),
  };
};

/** Lets the page's own clock run on for so many seconds, with time for what is asked to be answered. */
export const runFor = async (page: Page, seconds: number): Promise<void> => {
  for (let second = 0; second < seconds; second += 1) {
    await page.clock.runFor(1000);
    await page.evaluate("fetch('/icon.svg').then((icon) => icon.text())");
  }
};
