import { describe, expect, test } from 'vitest';
import { draftInput } from '../../samples/ruling-draft.ts';
import { isMissing } from '../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, expectReflow, useBrowser } from './browser.ts';
import { errorAt, openCompose, openPart, paste, publish, sample, settled, valueIn } from './desk/composing.ts';
import { openDesk, refused } from './desk/desk.ts';
import { shownNewsroom } from './desk/newsroom.ts';
import { useSite } from './site.ts';

describe.skipIf(isMissing('chromium'))('composing a fact-check', () => {
  const origin = useSite();
  const visit = useBrowser(origin);

  test('a pasted draft fills the form, and nothing of it is lost', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    const mediaReview = {
      category: 'OriginalMediaContent',
      media: [{ kind: 'image', contentUrl: 'https://newsroom.example/a.jpg' }],
    };
    const draft = { ...sample, mediaReview };
    await paste(page, draft);
    await settled(page);
    expect(await valueIn(page, 'Speaker')).toBe('Alex Doe');
    expect(await page.getByRole('radio', { name: 'False', exact: true }).isChecked()).toBe(true);
    await openPart(page, 'Sources');
    expect(await page.getByLabel('Title').last().inputValue()).toBe('Bill S1234, fiscal note');
    const kept = page.getByRole('region', { name: 'Kept as is' });
    expect(await kept.locator('summary').allTextContents()).toEqual(['externalId', 'mediaReview']);
    await expectAccessible(page);
    await expectReflow(page);
    await publish(page);
    await page.waitForURL(/#\/rulings\/rul_/);
    expect(composing.callsTo('POST /v1/rulings').map(({ body }) => body)).toEqual([draft]);
    expectQuiet(composing);
  });

  test('what is wrong with a field that the form has not is told beside it', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    await paste(page, draftInput({ related: ['a-slug'], claim: { speaker: 'Alex Doe' } }));
    const kept = page.getByRole('region', { name: 'Kept as is' });
    await kept.getByText('/related/0').waitFor();
    expect(await kept.textContent()).toContain('/claim/speaker is not a field of this');
    await expectAccessible(page);
    expectQuiet(composing);
  });

  test('what is no draft is told, and stays to be mended', async () => {
    const { page } = await openCompose(origin(), visit);
    await paste(page, '{ "headline": "No, ');
    expect(await errorAt(page, 'JSON')).toMatch(/^This is not JSON: /);
    await expectAccessible(page);
    await page.getByLabel('JSON', { exact: true }).fill('["a list"]');
    await page.getByRole('button', { name: 'Fill the form' }).click();
    expect(await errorAt(page, 'JSON')).toMatch(/JSON object/);
    expect(await valueIn(page, 'JSON')).toBe('["a list"]');
  });

  test('by keyboard alone it is written and published', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    const { keyboard } = page;
    await page.getByLabel('Headline', { exact: true }).focus();
    const write = async (...texts: readonly string[]): Promise<void> => {
      for (const text of texts) {
        await keyboard.type(text);
        await keyboard.press('Tab');
      }
    };
    // the slugs are made
    await write('No, the bill does not double every toll', '', 'https://newsroom.example/tolls');
    await write('The bill doubles every toll.', 'Álex Łodo', '');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.press('Space');
    await keyboard.press('ArrowDown');
    await settled(page);
    expect(await valueIn(page, 'Slug')).toBe('no-the-bill-does-not-double-every-toll');
    expect(await valueIn(page, 'Speaker’s slug')).toBe('alex-lodo');
    const focused = page.locator(':focus');
    for (let tabs = 0; (await focused.textContent()) !== 'Publish now' && tabs < 40; tabs += 1)
      await keyboard.press('Tab');
    await keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await keyboard.press('Escape');
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await focused.textContent()).toBe('Publish now');
    await keyboard.press('Enter');
    expect(await page.getByRole('dialog').textContent()).toContain('4 people');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await page.waitForURL(/#\/rulings\/rul_/);
    expect(composing.callsTo('POST /v1/rulings').map(({ body }) => body)).toMatchObject([
      { rating: 'mostly-true', claim: { claimant: { name: 'Álex Łodo', slug: 'alex-lodo', kind: 'person' } } },
    ]);
    expectQuiet(composing);
  });

  test('a newsroom that cannot be read is told, and can be asked for again', async () => {
    const failed = refused(500, 'internal', 'Something went wrong on our side');
    const { page, answer } = await openDesk(origin(), visit, '#/new', { 'GET /v1/newsroom': failed });
    await page.getByRole('alert').getByText('Something went wrong on our side.').waitFor();
    await expectAccessible(page);
    answer('GET /v1/newsroom', { body: shownNewsroom });
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByLabel('Headline', { exact: true }).waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  test('a slug follows its headline until somebody writes another', async () => {
    const { page } = await openCompose(origin(), visit);
    const headline = page.getByLabel('Headline', { exact: true });
    await headline.fill('No, tolls do not double');
    await headline.fill('No, tolls don’t double');
    expect(await valueIn(page, 'Slug')).toBe('no-tolls-dont-double');
    await page.getByLabel('Slug', { exact: true }).fill('tolls');
    await headline.fill('No, tolls do not triple');
    expect(await valueIn(page, 'Slug')).toBe('tolls');
  });

  test('what is wrong is told at fields that somebody has been at, and at all of them once it is to be published', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    const url = page.getByLabel('URL', { exact: true });
    await url.fill('tolls');
    await url.blur();
    await page.getByText('Still missing or not right').waitFor();
    expect(await errorAt(page, 'URL')).toBe('an absolute http or https URL');
    expect(await errorAt(page, 'Headline')).toBeNull();
    await expectAccessible(page);
    await publish(page);
    await page.getByRole('alert').waitFor();
    expect(await errorAt(page, 'Headline')).toBe('This is required.');
    expect(await page.locator(':focus').getAttribute('id')).toBe(
      await page.getByLabel('Headline', { exact: true }).getAttribute('id'),
    );
    expect(await page.getByRole('alert').textContent()).toMatch(/It was not published.*Rating:/);
    await expectAccessible(page);
    await expectReflow(page);
    await page.getByLabel('Headline', { exact: true }).fill('No');
    expect(await errorAt(page, 'Headline')).toBeNull();
    expectQuiet(composing);
  });

  test('a draft survives a reload, and is gone once it is discarded', async () => {
    const { page } = await openCompose(origin(), visit);
    await paste(page, sample);
    await settled(page);
    await page.reload();
    expect(await valueIn(page, 'Speaker')).toBe('Alex Doe');
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    expect(await valueIn(page, 'Speaker')).toBe('');
    await page.reload();
    expect(await valueIn(page, 'Speaker')).toBe('');
    expect(await page.evaluate('localStorage.length')).toBe(0);
  });

  test('ten thousand characters and a word without an end stay within the page', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    await paste(page, draftInput({ bodyHtml: `<p>${'long '.repeat(2000)}</p><p>${'w'.repeat(10_000)}</p>` }));
    await settled(page);
    await openPart(page, 'In feeds');
    await openPart(page, 'To partners');
    await expectReflow(page);
    await page.getByLabel('Headline', { exact: true }).fill('h'.repeat(10_000));
    await page.getByLabel('Headline', { exact: true }).blur();
    await page.getByText('Still missing or not right: Headline').waitFor();
    expect(await errorAt(page, 'Headline')).toMatch(/300 characters/);
    await publish(page);
    await page.getByRole('alert').waitFor();
    expect(await valueIn(page, 'Headline')).toHaveLength(10_000);
    await expectReflow(page);
    await expectAccessible(page);
    expectQuiet(composing);
  });

  test('markup in names is text', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    const name = '<img src=x onerror="document.title=`run`"><script>document.title="run"</script>';
    const claim = { text: name, claimant: { name, slug: 'alex-doe', kind: 'person' } };
    await paste(page, draftInput({ headline: name, claim, [name]: name }));
    await page.getByRole('region', { name: 'Kept as is' }).waitFor();
    await openPart(page, name);
    await page.getByRole('button', { name: `Remove ${name}` }).click();
    await settled(page);
    await openPart(page, 'In feeds');
    expect(await page.locator('.card').textContent()).toContain(name);
    expect(await page.locator('.bubble').textContent()).toContain('<img src=x');
    await page.getByRole('button', { name: 'Publish now' }).click();
    expect(await page.getByRole('dialog').textContent()).toContain(name);
    expect(await page.title()).toBe('New fact-check');
    expect(await page.locator('#main img, #main script').count()).toBe(0);
    expectQuiet(composing);
  });

  test('rows are added and taken away, and the focus goes along', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    await openPart(page, 'Sources');
    await page.getByRole('button', { name: 'Add source' }).click();
    await page.getByRole('group', { name: 'Source 1' }).getByLabel('Title').waitFor();
    await expect.poll(() => page.evaluate('document.activeElement?.labels?.[0]?.textContent')).toBe('Title');
    await page.keyboard.type('Bill S1234');
    await page.getByRole('button', { name: 'Add source' }).click();
    await page.getByRole('group', { name: 'Source 2' }).getByLabel('Title').fill('Fiscal note');
    await expectAccessible(page);
    await expectReflow(page);
    await page.getByRole('button', { name: 'Remove source 1' }).click();
    expect(await page.locator(':focus').textContent()).toBe('Add source');
    expect(await page.getByRole('group', { name: 'Source 1' }).getByLabel('Title').inputValue()).toBe('Fiscal note');
    expectQuiet(composing);
  });
});
