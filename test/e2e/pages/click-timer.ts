import type { Page } from 'playwright-core';
import * as z from 'zod';

/**
 * Tells how long (ms) the slowest click on an element takes, until a frame has shown what it did, while something else is done. In a
 * world of its own beside the page's scripts: the page's own clock may stand still.
 */
export const clickTimer = async (
  page: Page,
  selector: string,
): Promise<(during: () => Promise<unknown>) => Promise<number>> => {
  const session = await page.context().newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
    frameId: frameTree.frame.id,
  });
  const evaluate = (expression: string) =>
    session.send('Runtime.evaluate', { expression, contextId, awaitPromise: true, returnByValue: true });
  const clicks = `(async () => {
    let slowest = 0;
    for (globalThis.over = false; !globalThis.over; ) {
      const from = performance.now();
      document.querySelector(${JSON.stringify(selector)}).click();
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      slowest = Math.max(slowest, performance.now() - from);
    }
    return slowest;
  })()`;
  return async (during) => {
    const timed = evaluate(clicks);
    await during();
    await evaluate('globalThis.over = true');
    return z.number().parse((await timed).result.value);
  };
};

export const medianOf = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
