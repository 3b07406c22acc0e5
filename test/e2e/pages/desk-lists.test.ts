/** What the desk lists: fact-checks, their revisions, what is scheduled, and replies. */
import { describe, expect, test } from 'vitest';
import { isMissing } from '../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, expectReflow, useBrowser } from './browser.ts';
import { listOf, openDesk, refused, runFor } from './desk/desk.ts';
import { actor, at, corrected, entryOf, numbered, revisionOf, ruling, rulingId } from './desk/rulings.ts';
import { useSite } from './site.ts';

const markup = '<img src=x onerror="document.title=1">';

describe.skipIf(isMissing('chromium'))('the desk', () => {
  const origin = useSite();
  const visit = useBrowser(origin);
  const open = (place: string, answers: Parameters<typeof openDesk>[3]) => openDesk(origin(), visit, place, answers);

  describe('finds fact-checks', () => {
    const page = (from: number, nextCursor: string | null) => ({
      body: {
        items: Array.from({ length: 20 }, (_, place) => ({
          ...entryOf(ruling),
          ...{ id: numbered('rul', from + place), headline: `No, not number ${from + place}` },
        })),
        nextCursor,
      },
    });

    test('by what they are about, a page after the other, at an address that can be kept', async () => {
      const desk = await open('', {
        'GET /v1/rulings': (request) => (request.url().includes('cursor=next') ? page(20, null) : page(0, 'next')),
      });
      const { page: shown, asked } = desk;
      await shown.getByText('No, not number 19').waitFor();
      await expectAccessible(shown);
      await shown.getByRole('button', { name: 'Show more' }).click();
      await shown.getByText('No, not number 39').waitFor();
      expect(await shown.locator('.found > li').count()).toBe(40);
      expect(await shown.getByRole('button', { name: 'Show more' }).count()).toBe(0);
      await shown.getByText('Search', { exact: true }).first().click();
      await shown.getByLabel('Rating').selectOption('Mostly False');
      await shown.getByLabel('Topic').selectOption('Transport');
      await shown.getByLabel('Language').selectOption('Spanish');
      await shown.getByLabel('Speaker').fill('José O’Doe');
      await shown.getByLabel('Changed since').fill('2026-11-20');
      await shown.getByRole('button', { name: 'Search' }).click();
      await expect.poll(() => shown.url()).toContain('claimant=jose-odoe');
      await expect.poll(() => asked('GET /v1/rulings').at(-1)?.url()).toContain('claimant=jose-odoe');
      expect(Object.fromEntries(new URL(asked('GET /v1/rulings').at(-1)?.url() ?? '').searchParams)).toEqual({
        ...{ rating: 'mostly-false', claimant: 'jose-odoe', topic: 'transport', language: 'es', limit: '20' },
        updatedAfter: '2026-11-20T05:00:00.000Z',
      });
      await shown.reload();
      expect(await shown.getByLabel('Changed since').inputValue()).toBe('2026-11-20');
      await expect.poll(() => shown.getByLabel('Topic').inputValue()).toBe('transport');
      await shown.getByRole('link', { name: 'Show all' }).click();
      await expect.poll(() => asked('GET /v1/rulings').at(-1)?.url()).toMatch(/\/v1\/rulings\?limit=20$/);
      await expectReflow(shown);
      expectQuiet(desk);
    });

    test('and says so where none is, or none is like that', async () => {
      const none = await open('#/rulings', {});
      await none.page.getByText('There are no fact-checks yet.').waitFor();
      await expectAccessible(none.page);
      const searched = await open('#/?rating=true', {});
      await searched.page.getByText('No fact-checks match.').waitFor();
      await expectAccessible(searched.page);
    });

    test('keeps those that came where the next page does not', async () => {
      const { page: shown, answer } = await open('', { 'GET /v1/rulings': page(0, 'next') });
      await shown.getByText('No, not number 19').waitFor();
      answer('GET /v1/rulings', refused(500, 'internal', 'Something went wrong on our side'));
      await shown.getByRole('button', { name: 'Show more' }).click();
      await shown.getByText('Something went wrong on our side.').waitFor();
      expect(await shown.locator('.found > li').count()).toBe(20);
      answer('GET /v1/rulings', page(20, null));
      await shown.getByRole('button', { name: 'Try again' }).click();
      await shown.getByText('No, not number 39').waitFor();
      expect(await shown.locator('.found > li').count()).toBe(40);
    });

    test('whose words are words, whatever they say and however long they are', async () => {
      const hostile = {
        ...corrected,
        headline: markup,
        claim: { ...corrected.claim, text: 'x'.repeat(2000), claimant: { ...corrected.claim.claimant, name: markup } },
        notes: corrected.notes.map((note) => ({ ...note, text: markup })),
      };
      const list = await open('', { 'GET /v1/rulings': listOf(entryOf(hostile)) });
      await list.page.getByRole('link', { name: markup }).waitFor();
      await expectReflow(list.page);
      const one = await open(`#/rulings/${rulingId}`, { [`GET /v1/rulings/${rulingId}`]: { body: hostile } });
      await one.page.getByRole('heading', { name: markup }).waitFor();
      expect(await one.page.getByText(markup).count()).toBe(3);
      expect(await one.page.locator('main img').count()).toBe(0);
      expect(await one.page.title()).toBe(`${markup} · Fact-check`);
      await one.page.getByRole('link', { name: 'Fact-checks' }).click();
      await expect.poll(() => one.page.title()).toBe('Fact-checks');
      await one.page.goBack();
      await one.page.getByRole('heading', { name: markup }).waitFor();
      await expectAccessible(one.page);
      await expectReflow(one.page);
      expectQuiet(one);
    });
  });

  describe('compares revisions', () => {
    const third = { ...corrected, revision: 3, bodyHtml: `<p>${'The fare rises. '.repeat(600)}By 15 percent.</p>` };
    const revisions = (...of: readonly (typeof ruling)[]) => ({
      [`GET /v1/rulings/${rulingId}`]: { body: of.at(-1), etag: '"3"' },
      [`GET /v1/rulings/${rulingId}/revisions`]: listOf(...of.map(revisionOf)),
    });

    test('word by word, the last two at first, and any other two', async () => {
      const before = { ...third, revision: 2, bodyHtml: third.bodyHtml.replace('15', '14') };
      const desk = await open(`#/rulings/${rulingId}/revisions`, revisions(ruling, before, third));
      const { page } = desk;
      const body = page.locator('dt', { hasText: 'Body' }).locator('+ dd');
      await body.waitFor();
      expect(await body.locator('del').allTextContents()).toEqual(['14']);
      expect(await body.locator('ins').allTextContents()).toEqual(['15']);
      expect((await body.textContent())?.length, 'what is the same is shortened').toBeLessThan(1000);
      expect(await page.locator('dt').allTextContents()).toEqual(['Body']);
      await page.getByLabel('From').selectOption('Revision 1');
      expect(await page.locator('dt').allTextContents()).toEqual(['Headline', 'Rating', 'In short', 'Body']);
      expect(await page.locator('dt', { hasText: 'Rating' }).locator('+ dd').textContent()).toBe('FalseMostly False');
      expect(await page.getByRole('row', { name: /Kim Lee/ }).count()).toBe(3);
      await page.getByLabel('To').selectOption('Revision 1');
      await page.getByText('They say the same.').waitFor();
      await expectAccessible(page);
      await expectReflow(page);
      expectQuiet(desk);
    });

    test('with nothing to compare where there is but one', async () => {
      const { page } = await open(`#/rulings/${rulingId}/revisions`, revisions(ruling));
      await page.getByRole('row', { name: /Published/ }).waitFor();
      expect(await page.getByRole('combobox').count()).toBe(0);
      await expectAccessible(page);
    });
  });

  describe('lists what is scheduled', () => {
    const entry = {
      ...{ id: numbered('sch', 1), slug: 'ferry', headline: markup, publishAt: '2026-11-27T12:00:00.000Z' },
      ...{ createdAt: at, actor, failure: null },
    };
    const failed = { ...entry, id: numbered('sch', 2), headline: 'Too late', failure: { reason: 'slug-taken', at } };

    test('and calls it off, once that was confirmed', async () => {
      const desk = await open('#/scheduled', { 'GET /v1/scheduled': listOf(failed, entry) });
      const { page, answer, asked } = desk;
      await page.getByText('another fact-check has its slug.').waitFor();
      await page.getByText(markup).waitFor();
      await page.getByText('Nov 27, 2026, 7:00 AM EST').first().waitFor();
      await expectAccessible(page);
      await expectReflow(page);
      const call = `DELETE /v1/scheduled/${entry.id}`;
      answer(call, refused(500, 'internal', 'Something went wrong on our side'));
      await page.getByRole('button', { name: 'Call off …' }).click();
      const sure = page.getByRole('dialog').getByRole('button', { name: 'Call off' });
      await sure.click();
      await page.getByRole('alert').getByText('It may have been done').waitFor();
      await expectAccessible(page);
      answer(call, { status: 204 });
      await sure.click();
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await page.getByText(markup).count()).toBe(0);
      expect(asked(call)).toHaveLength(2);
      await page.getByRole('button', { name: 'Remove …' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
      await page.getByRole('alert').getByText('It is no longer scheduled').waitFor();
      await page.getByRole('button', { name: 'Go back' }).click();
      await page.getByText('Nothing is scheduled.').waitFor();
      expectQuiet(desk);
    });
  });

  test('shows what is scheduled no longer than it is', async () => {
    const entry = (place: number, headline: string) => ({
      ...{ id: numbered('sch', place), slug: `ferry-${place}`, headline, publishAt: '2026-11-27T12:00:00.000Z' },
      ...{ createdAt: at, actor, failure: null },
    });
    const page = (...of: Parameters<typeof entry>[]) => listOf(...of.map((each) => entry(...each)));
    const desk = await openDesk(
      origin(),
      visit,
      '#/scheduled',
      {
        'GET /v1/scheduled': (request) =>
          request.url().includes('cursor=next')
            ? page([3, 'The last one'])
            : { body: { items: [entry(1, 'Soon out'), entry(2, 'Later')], nextCursor: 'next' } },
      },
      (shown) => shown.clock.install(),
    );
    const { page: shown, answer, asked } = desk;
    await shown.getByRole('button', { name: 'Show more' }).click();
    await shown.getByText('The last one').waitFor();
    expect(await shown.locator('li.card strong').allTextContents()).toEqual(['Soon out', 'Later', 'The last one']);
    answer('GET /v1/scheduled', page([2, 'Later'], [3, 'The last one']));
    const before = asked('GET /v1/scheduled').length;
    await runFor(shown, 14);
    expect(asked('GET /v1/scheduled')).toHaveLength(before);
    await runFor(shown, 2);
    await shown.getByText('Soon out').waitFor({ state: 'detached' });
    expect(await shown.locator('li.card strong').allTextContents()).toEqual(['Later', 'The last one']);
    answer('GET /v1/scheduled', refused(500, 'internal', 'Something went wrong on our side'));
    await runFor(shown, 16);
    await shown.getByRole('alert').getByText('Something went wrong on our side.').waitFor();
    expect(await shown.locator('li.card').count()).toBe(2);
    expectQuiet(desk);
  });

  describe('has replies read', () => {
    const reply = { id: 'SM1', at, kind: 'unclear', body: `no more ${markup}` };
    const call = 'POST /v1/replies/SM1/resolution';

    test('by a person, who decides', async () => {
      const desk = await open('#/replies', { 'GET /v1/replies': listOf(reply, { ...reply, id: 'SM2', body: null }) });
      const { page, answer, asked } = desk;
      await page.getByText(reply.body).waitFor();
      await page.getByText('What this reply said could not be kept.').waitFor();
      await expectAccessible(page);
      await expectReflow(page);
      const ends = page.getByRole('button', { name: 'Stop their texts' });
      answer(call, { abort: true });
      await ends.first().click();
      await page.getByRole('alert').getByText('It may have been done').waitFor();
      answer(call, { status: 204 });
      await ends.first().click();
      await expect.poll(() => ends.count()).toBe(1);
      expect(asked(call).at(-1)?.postData()).toBe('{"optOut":true}');
      expect(await page.evaluate('document.activeElement.textContent')).toContain(
        'nothing is sent to the people who wrote',
      );
      answer('POST /v1/replies/SM2/resolution', refused(404, 'not-found', 'There is no such thing'));
      await page.getByRole('button', { name: 'Keep their texts' }).click();
      await page.getByText('No replies are waiting.').waitFor();
      expect(asked('POST /v1/replies/SM2/resolution').at(-1)?.postData()).toBe('{"optOut":false}');
      expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')).not.toContain(
        'no more',
      );
      expectQuiet(desk);
    });

    test('by nobody who may not send', async () => {
      const forbidden = refused(403, 'forbidden', 'The API key lacks a scope for this');
      const { page, asked } = await open('#/replies', { 'GET /v1/replies': forbidden });
      await page.getByRole('alert').getByText('it lacks the scope newsroom:send').waitFor();
      expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
      await expectAccessible(page);
      expect(asked('GET /v1/replies')).toHaveLength(1);
    });
  });
});
