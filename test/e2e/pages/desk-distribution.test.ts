/** Where a fact-check goes, as the desk shows it while it goes there. */
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { isMissing } from '../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, expectReflow, useBrowser } from './browser.ts';
import { clickTimer, medianOf } from './click-timer.ts';
import { type Answered, type DeskVisit, openDesk, refused, runFor } from './desk/desk.ts';
import {
  afterCorrection,
  broadcastOf,
  distributionOf,
  doneTexts,
  large,
  published,
  rested,
  texts,
  timeline,
} from './desk/distributions.ts';
import { corrected, ruling, rulingId } from './desk/rulings.ts';
import { useSite } from './site.ts';

const call = `GET /v1/rulings/${rulingId}/distribution`;
const place = `#/rulings/${rulingId}`;
const broadcast = { body: { broadcast: { ...broadcastOf(texts), timeline } } };

/** The numbers under a bar of shares, and the whole that they are said to add up to. */
const sharesIn = async (page: Page, sum: string): Promise<{ whole: number; parts: readonly number[] }> => {
  const shares = page.locator('.shares', { has: page.getByText(sum) });
  const numberIn = (text: string): number => Number(/[\d,]+/.exec(text)?.[0].replaceAll(',', ''));
  return {
    whole: numberIn((await shares.locator('.sum strong').textContent()) ?? ''),
    parts: (await shares.locator('li').allTextContents()).map(numberIn),
  };
};

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

/** Lets the page's own clock run on, a second at a time, until so many answers were asked for. */
const runUntil = async ({ page, asked }: DeskVisit, count: number): Promise<void> => {
  while (asked(call).length < count) await page.clock.runFor(1000);
};

describe.skipIf(isMissing('chromium'))('the distribution on the desk', () => {
  const origin = useSite();
  const visit = useBrowser(origin);

  const open = (distribution: Answered | (() => Answered), more = {}) =>
    openDesk(
      origin(),
      visit,
      place,
      {
        [`GET /v1/rulings/${rulingId}`]: { body: ruling, etag: '"1"' },
        [call]: distribution,
        [`GET /v1/broadcasts/${texts.broadcastId}`]: broadcast,
        ...more,
      },
      (page) => page.clock.install(),
    );

  test('is followed each second to its end, by what changed alone, and is asked for no more then', async () => {
    const stands = [
      distributionOf(published),
      distributionOf({ ...published, texts: { ...texts, pending: 0, delivered: 650 } }),
      distributionOf(rested),
    ];
    let polls = 0;
    const desk = await open(() => {
      polls += 1;
      const at = Math.min(Math.floor((polls - 1) / 2), 2);
      return { body: stands[at], etag: `"${at}"` };
    });
    const { page, asked } = desk;
    await page.getByText('250 delivered').waitFor();
    const { whole, parts } = await sharesIn(page, 'Audience');
    expect(whole).toBe(1000);
    expect(sumOf(parts)).toBe(1000);
    for (const words of ['400 waiting', '100 waiting for morning', '10 being sent', '5 unconfirmed', '20 skipped'])
      expect(await page.getByText(words, { exact: true }).isVisible(), words).toBe(true);
    expect((await sharesIn(page, 'Deliveries owed')).parts).toEqual([2, 1, 1]);
    await runUntil(desk, 3);
    await page.getByText('650 delivered').waitFor();
    await runUntil(desk, 5);
    await page.getByText('1,000 delivered').waitFor();
    const tags = asked(call).map((request) => request.headers()['if-none-match']);
    expect(tags.slice(0, 5)).toEqual([undefined, '"0"', '"0"', '"1"', '"1"']);
    await runFor(page, 20);
    const soFar = asked(call).length;
    await runFor(page, 60);
    expect(asked(call)).toHaveLength(soFar);
    await expectAccessible(page);
    await expectReflow(page);
    expectQuiet(desk);
  });

  test('goes on where somebody else changes the fact-check, and says what an operator paused', async () => {
    const desk = await open({ body: distributionOf(rested), etag: '"0"' });
    const { page, answer } = desk;
    await page.getByText('1,000 delivered').waitFor();
    await runFor(page, 25);
    answer(call, { body: { ...afterCorrection, pausedChannels: ['texts', 'deliveries'] }, etag: '"1"' });
    answer(`GET /v1/rulings/${rulingId}`, { body: corrected, etag: '"2"' });
    await runFor(page, 11);
    await page.getByText('Corrected, revision 2').waitFor();
    await page.getByText('An operator paused texts and deliveries to partners.').waitFor();
    await expectAccessible(page);
    expectQuiet(desk);
  });

  test('is not asked for while the tab is hidden', async () => {
    const desk = await open({ body: distributionOf(published), etag: '"0"' });
    const { page, asked } = desk;
    await runUntil(desk, 2);
    const show = (hidden: boolean) =>
      page.evaluate(
        `Object.defineProperty(document, 'hidden', { value: ${hidden}, configurable: true });
         document.dispatchEvent(new Event('visibilitychange'))`,
      );
    await show(true);
    const soFar = asked(call).length;
    await page.clock.runFor(20_000);
    expect(asked(call)).toHaveLength(soFar);
    await show(false);
    await expect.poll(() => asked(call).length).toBe(soFar + 1);
  });

  test('stays on the page, and says so, while the server fails or cannot be reached', async () => {
    const desk = await open({ body: distributionOf(published), etag: '"0"' });
    const { page, answer } = desk;
    await page.getByText('250 delivered').waitFor();
    answer(call, refused(500, 'internal', 'Something went wrong on our side'));
    await page.clock.runFor(2000);
    await page.getByRole('alert').getByText('What you see below may be out of date.').waitFor();
    expect(await page.getByText('250 delivered').isVisible()).toBe(true);
    await page.context().setOffline(true);
    answer(call, { abort: true });
    await page.clock.runFor(5000);
    await page.getByRole('alert').getByText('The server cannot be reached.').waitFor();
    await expectAccessible(page);
    await page.context().setOffline(false);
    answer(call, { body: distributionOf(rested), etag: '"1"' });
    await page.getByRole('button', { name: 'Try again' }).first().click();
    await page.getByText('1,000 delivered').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    await expectReflow(page);
    expectQuiet(desk);
  });

  test('says why some did not get it, when texts left, and who has what', async () => {
    const { page } = await open({ body: distributionOf(published), etag: '"0"' });
    await page.getByText('Why 35 did not get it').click();
    await page.getByText('The phone was off, or could not be reached.').waitFor();
    expect(await page.getByRole('row', { name: /Skipped: they unsubscribed in the meantime/ }).textContent()).toMatch(
      /12$/,
    );
    await page.getByText('In numbers').click();
    expect(await page.getByRole('row', { name: /10:04:10/ }).textContent()).toMatch(/300$/);
    await page.getByText('By partner').click();
    expect(await page.getByRole('row', { name: /Outlet 1/ }).textContent()).toBe('Outlet 111');
    await page.getByText('Which feeds').click();
    expect(await page.getByRole('link', { name: '/feeds/topics/transport/rss.xml' }).isVisible()).toBe(true);
    await expectAccessible(page);
    await expectReflow(page);
  });

  test('shows the reach of a correction, and who is outstanding', async () => {
    const { page } = await open(
      { body: afterCorrection, etag: '"0"' },
      { [`GET /v1/rulings/${rulingId}`]: { body: corrected, etag: '"2"' } },
    );
    await page.getByRole('heading', { name: 'Reach of the correction' }).waitFor();
    expect(await sharesIn(page, 'Partners that had received')).toEqual({ whole: 2, parts: [1, 1] });
    expect(await page.getByRole('row', { name: /Outlet 2/ }).textContent()).toBe('Outlet 221');
    const earlier = page.getByText('Published, revision 1');
    expect(await page.getByText('1,000 delivered').count()).toBe(1);
    await earlier.click();
    await expect.poll(() => page.getByText('1,000 delivered').count()).toBe(2);
    await expectAccessible(page);
    await expectReflow(page);
  });

  test('of nothing says that, and of no fact-check too', async () => {
    const { page } = await open({
      body: distributionOf({
        ...published,
        ...{ feeds: [], texts: null },
        deliveries: { ...{ owed: 0, delivered: 0, pending: 0, waiting: 0, superseded: 0 }, partners: [] },
      }),
    });
    for (const words of ['No texts are sent for this.', 'It goes to no partners.', 'None yet.'])
      await page.getByText(words).waitFor();
    const missing = await openDesk(origin(), visit, place, {});
    await missing.page.getByText('This could not be found.').waitFor();
    await expectAccessible(missing.page);
  });

  test('of 100,000 people at 500 partners stays small and quick over 300 answers', { timeout: 180_000 }, async () => {
    let polls = 0;
    const desk = await open(() => {
      polls += 1;
      const body = distributionOf({ ...large, texts: { ...doneTexts, ...large.texts, segments: polls } });
      return { body, etag: `"${polls}"` };
    });
    const { page } = desk;
    await page.getByText('By partner').click();
    const slowestClick = await clickTimer(page, 'summary');
    const [busy, still]: [number[], number[]] = [[], []];
    for (let answers = 30; answers <= 300; answers += 30) {
      await runUntil(desk, answers - 4);
      // what the last answer set off is over by then
      await setTimeout(300);
      still.push(await slowestClick(() => setTimeout(100)));
      busy.push(await slowestClick(() => runUntil(desk, answers)));
    }
    expect(medianOf(busy) / medianOf(still), 'a click while answers come, by one while none does').toBeLessThan(3);
    expect(await sharesIn(page, 'Audience')).toEqual({ whole: 100_000, parts: [60_000, 40_000] });
    expect(await page.locator('tbody tr', { hasText: 'Outlet' }).count()).toBe(25);
    await page.getByRole('button', { name: 'Show 25 more of 475 partners' }).click();
    expect(await page.locator('tbody tr', { hasText: 'Outlet' }).count()).toBe(50);
    const session = await page.context().newCDPSession(page);
    await session.send('HeapProfiler.collectGarbage');
    const { usedSize } = await session.send('Runtime.getHeapUsage');
    expect(usedSize / 2 ** 20).toBeLessThan(150);
    await expectReflow(page);
  });
});
