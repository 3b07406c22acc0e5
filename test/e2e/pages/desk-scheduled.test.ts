/** What is scheduled, opened as a draft. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { isMissing } from '../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, expectReflow, useBrowser } from './browser.ts';
import { listOf, openDesk, refused } from './desk/desk.ts';
import { actor, at, numbered, ruling } from './desk/rulings.ts';
import { useSite } from './site.ts';

describe.skipIf(isMissing('chromium'))('the desk opens what is scheduled as a draft', () => {
  const origin = useSite();
  const visit = useBrowser(origin);
  const entry = {
    ...{ id: numbered('sch', 1), slug: ruling.slug, headline: ruling.headline, createdAt: at, actor },
    ...{ publishAt: '2026-11-27T12:00:00.000Z', failure: null },
  };
  const { id, revision, status, notes, updatedAt, changedAt, ...draft } = { ...ruling, publishedAt: null };
  const call = `GET /v1/scheduled/${entry.id}`;
  const openIt = (of: object, begun?: object) =>
    openDesk(
      origin(),
      visit,
      '#/scheduled',
      { 'GET /v1/scheduled': listOf({ ...entry, ...of }), [call]: { body: { scheduled: { ...entry, ...of }, draft } } },
      async (page) => {
        const kept = JSON.stringify(JSON.stringify(begun));
        if (begun) await page.addInitScript(`sessionStorage.setItem('rulingwire-desk-draft', ${kept})`);
      },
    );
  const kept = (page: Page) => page.evaluate("JSON.parse(sessionStorage.getItem('rulingwire-desk-draft'))");

  test('with all that is in it, its time, and nothing that was left out', async () => {
    const desk = await openIt({});
    const { page } = desk;
    await page.getByRole('button', { name: 'Open as a draft' }).click();
    await page.getByRole('heading', { name: 'New fact-check' }).waitFor();
    expect(await page.getByLabel('Headline', { exact: true }).inputValue()).toBe(ruling.headline);
    const { externalId, claim, summary, bodyHtml, authors, topics, editions } = ruling;
    expect(await kept(page)).toEqual({
      ...{ slug: ruling.slug, externalId, url: ruling.url, headline: ruling.headline, claim, scale: ruling.scale },
      ...{ rating: ruling.rating, summary, bodyHtml, authors, topics, editions, language: 'en', texts: 'immediate' },
      publishAt: entry.publishAt,
    });
    await page.getByRole('button', { name: 'Schedule' }).click();
    expect(await page.getByLabel('Publish at').inputValue()).toBe('2026-11-27T07:00');
    expectQuiet(desk);
  });

  test('once it could not be published, without its time', async () => {
    const { page } = await openIt({ failure: { reason: 'slug-taken', at } });
    await page.getByRole('button', { name: 'Open as a draft' }).click();
    await page.getByRole('heading', { name: 'New fact-check' }).waitFor();
    await page.getByRole('button', { name: 'Schedule' }).click();
    expect(await page.getByLabel('Publish at').inputValue()).toBe('');
  });

  test('over one that is being written only if that is wanted', async () => {
    const begun = { headline: 'Half a headline' };
    const desk = await openIt({}, begun);
    const { page } = desk;
    const ask = page.getByRole('button', { name: 'Open as a draft' });
    await ask.click();
    const dialog = page.getByRole('dialog', { name: 'Replace the draft' });
    await dialog.waitFor();
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Go back' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(await kept(page)).toEqual(begun);
    await ask.click();
    await dialog.getByRole('button', { name: 'Replace it' }).click();
    await page.getByRole('heading', { name: 'New fact-check' }).waitFor();
    expect(await page.getByLabel('Headline', { exact: true }).inputValue()).toBe(ruling.headline);
    expectQuiet(desk);
  });

  test('or says that it is not there any more', async () => {
    const { page, answer } = await openIt({});
    answer(call, refused(404, 'not-found', 'There is no such thing'));
    await page.getByRole('button', { name: 'Open as a draft' }).click();
    await page.getByRole('alert').getByText('It is no longer scheduled').waitFor();
    await expectAccessible(page);
    await expectReflow(page);
    expect(await kept(page)).toBeNull();
  });
});
