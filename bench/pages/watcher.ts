/** The desk in Chromium, and what it costs whoever looks at it. */
import { type CDPSession, chromium, type Page } from 'playwright-core';
import * as z from 'zod';
import { memoryOf } from '../machine.ts';

const args = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'];
const metricsSchema = z.object({ metrics: z.array(z.object({ name: z.string(), value: z.number() })) });
const processesSchema = z.object({ processInfo: z.array(z.object({ type: z.string(), id: z.int() })) });

/** From a click until what it opens is painted: two frames, since the first paints what was there before. */
const clickMs = `new Promise((resolve) => {
  const summary = document.querySelector('main summary');
  const began = performance.now();
  summary.click();
  requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - began)));
})`;
const watchTasks = `window.longTasks = [];
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.longTasks.push(duration);
}).observe({ type: 'longtask' });`;

export interface Look {
  readonly clickMs: number;
  /** After a collection of garbage. */
  readonly heapMiB: number;
  /** What the page's process has for itself, beside the code that Chromium's processes share; undefined where the machine does not tell. */
  readonly ownMiB: number | undefined;
  /** Nodes of the document. */
  readonly nodes: number;
}

export const openWatcher = async (baseUrl: string, newsroomKey: string) => {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args });
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addInitScript(`sessionStorage.setItem('rulingwire-newsroom-key', ${JSON.stringify(newsroomKey)})`);
  await context.addInitScript(watchTasks);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Performance.enable');
  const whole = await browser.newBrowserCDPSession();
  let requests = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/distribution')) requests += 1;
  });
  return {
    open: async (rulingId: string): Promise<void> => {
      await page.goto(`${baseUrl}/desk#/rulings/${rulingId}`);
      await page.reload();
      await page.locator('main summary').first().waitFor();
    },
    look: (): Promise<Look> => look(page, session, whole),
    /** Tasks that held the page up for 50 ms or more since it was opened, in ms. */
    longTasks: async (): Promise<readonly number[]> =>
      z.array(z.number()).parse(await page.evaluate('window.longTasks')),
    /** How often the distribution was asked for. */
    requests: () => requests,
    close: () => browser.close(),
  };
};

const look = async (page: Page, session: CDPSession, whole: CDPSession): Promise<Look> => {
  const took = z.number().parse(await page.evaluate(clickMs));
  await session.send('HeapProfiler.collectGarbage');
  const { metrics } = metricsSchema.parse(await session.send('Performance.getMetrics'));
  const metric = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? Number.NaN;
  const { processInfo } = processesSchema.parse(await whole.send('SystemInfo.getProcessInfo'));
  const renderers = processInfo.filter(({ type }) => type === 'renderer');
  const memories = await Promise.all(renderers.map(({ id }) => memoryOf(id)));
  const own = memories.map((memory) => memory?.own).filter((memory) => memory !== undefined);
  return {
    clickMs: took,
    heapMiB: metric('JSHeapUsedSize') / 2 ** 20,
    ownMiB: own.length === 0 ? undefined : Math.max(...own),
    nodes: metric('Nodes'),
  };
};
