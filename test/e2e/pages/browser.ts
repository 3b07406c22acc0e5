/** Debian's Chromium, driven by Playwright, and what every page must keep in it. */
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import * as z from 'zod';
import { programOnPath } from '../feed-readers/installed.ts';

/** Without its sandbox, which cannot be had by root; it opens nothing but this machine. */
const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'];

/** A page with what went wrong in it so far. */
export interface Visit {
  readonly page: Page;
  /** Errors of the console and of scripts, and files that are missing; not what an API refuses, which Chromium tells there too. */
  readonly errors: readonly string[];
  /** Requests to another origin than the page's. */
  readonly foreign: readonly string[];
}

/** Whether an address is the API's or the simulation's: what these refuse is a page's daily bread. */
const isApi = (url: string): boolean => URL.canParse(url) && /^\/(v1|_sim)\//.test(new URL(url).pathname);

export type Visitor = (options?: BrowserContextOptions) => Promise<Visit>;

/**
 * A browser for a file of tests. Each visit is a profile of its own, 1280 wide unless said otherwise, `en-US` in New York. Nothing leaves
 * the machine: a request to another origin than `origin()` is refused and told.
 */
export const useBrowser = (origin: () => string): Visitor => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: programOnPath('chromium') ?? '', args });
  });
  afterAll(() => browser?.close());
  return async (options = {}) => {
    const context = await browser.newContext({
      ...{ viewport: { width: 1280, height: 900 }, locale: 'en-US', timezoneId: 'America/New_York' },
      ...options,
    });
    const page = await context.newPage();
    const errors: string[] = [];
    const foreign: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    page.on('console', (message) => {
      const { url } = message.location();
      const unloaded = message.text().startsWith('Failed to load resource');
      if (message.type() === 'error' && !(unloaded && isApi(url))) errors.push(`${message.text()} (${url})`);
    });
    await context.route(
      (url) => url.origin !== origin(),
      async (route) => {
        foreign.push(route.request().url());
        await route.abort();
      },
    );
    return { page, errors, foreign };
  };
};

const violationsSchema = z.array(
  z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) }),
);

/** What axe finds on the page as it stands: all of it in light, and in dark what colours alone decide. */
export const expectAccessible = async (page: Page): Promise<void> => {
  for (const [colorScheme, options] of [
    ['light', '{}'],
    ['dark', '{ runOnly: ["color-contrast"] }'],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // the page's own Content-Security-Policy would refuse a script that is put into it
    if (!z.boolean().parse(await page.evaluate('"axe" in window'))) await page.evaluate(axe.source);
    const found = await page.evaluate(`axe.run(${options}).then(({ violations }) => violations)`);
    const told = violationsSchema
      .parse(found)
      .map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map(({ html }) => html).join('\n  ')}`);
    expect(told, `${page.url()} in ${colorScheme}`).toEqual([]);
  }
};

/** Nothing is cut off or has to be scrolled to at the side: WCAG's reflow, at 320 px. */
export const expectReflow = async (page: Page): Promise<void> => {
  await page.setViewportSize({ width: 320, height: 640 });
  const [inner, outer] = z
    .tuple([z.number(), z.number()])
    .parse(await page.evaluate('[document.documentElement.scrollWidth, document.documentElement.clientWidth]'));
  expect(inner, `${page.url()} at 320 px`).toBeLessThanOrEqual(outer);
};

/** No script failed, and nothing was asked of anybody else. */
export const expectQuiet = ({ errors, foreign }: Visit): void => {
  expect(errors).toEqual([]);
  expect(foreign).toEqual([]);
};
