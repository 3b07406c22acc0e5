/** Edits, corrections and retractions, as they are written on the desk. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { isMissing } from '../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, expectReflow, useBrowser } from './browser.ts';
import { type DeskVisit, openDesk, refused } from './desk/desk.ts';
import { afterCorrection, distributionOf, rested } from './desk/distributions.ts';
import { corrected, ruling, rulingId } from './desk/rulings.ts';
import { useSite } from './site.ts';

const get = `GET /v1/rulings/${rulingId}`;
const distribution = `GET /v1/rulings/${rulingId}/distribution`;
const correct = `POST /v1/rulings/${rulingId}/corrections`;
const done = { body: { ruling: corrected } };

/** What was sent to the API the last time, and by which revision. */
const sent = ({ asked }: DeskVisit, call: string) => {
  const last = asked(call).at(-1);
  const body: unknown = JSON.parse(last?.postData() ?? 'null');
  return { body, seen: last?.headers()['if-match'] };
};

const confirm = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: `${name} …` }).click();
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
};

const errorAt = (page: Page, label: string) =>
  page.locator('.field', { has: page.getByLabel(label, { exact: true }) }).locator('.error');

describe.skipIf(isMissing('chromium'))('a change on the desk', () => {
  const origin = useSite();
  const visit = useBrowser(origin);

  const open = (section: string, more = {}) =>
    openDesk(origin(), visit, `#/rulings/${rulingId}/${section}`, {
      [get]: { body: ruling, etag: '"1"' },
      [distribution]: { body: distributionOf(rested), etag: '"a"' },
      ...more,
    });

  test('is a correction of what was seen, sent once it was said who got the error', async () => {
    const desk = await open('correct');
    const { page, answer, asked } = desk;
    await expectAccessible(page);
    await page.getByLabel('Note', { exact: true }).fill('An earlier version misstated the rise.');
    await page.getByLabel('Rating', { exact: true }).selectOption('mostly-false');
    await page.getByLabel('In short', { exact: true }).fill('One fare rises.\n\n The others do not. ');
    await page.getByText('More fields').click();
    await page.getByLabel('Speaker’s title').fill('');
    expect(await page.getByLabel('Texts to subscribers').locator('option').first().textContent()).toContain(
      'a text right away',
    );
    await page.getByRole('button', { name: 'Correct …' }).click();
    const dialog = page.getByRole('dialog', { name: 'Correct this fact-check?' });
    await dialog.getByText('Changes: rating, claim, points in short.').waitFor();
    await dialog.getByText('An earlier version misstated the rise.').waitFor();
    await dialog.getByText('Revision 1: 1,000 texts on phones').waitFor();
    expect(await dialog.getByText('These phones are not told').count()).toBe(0);
    await dialog.getByText('2 partners').click();
    expect(await dialog.getByRole('rowheader').allTextContents()).toEqual(['Outlet 1', 'Outlet 2']);
    await expectAccessible(page);
    expect(asked(correct)).toHaveLength(0);
    answer(correct, () => {
      answer(get, { body: corrected, etag: '"2"' });
      answer(distribution, { body: afterCorrection, etag: '"b"' });
      return done;
    });
    await dialog.getByRole('button', { name: 'Correct', exact: true }).click();
    await page.getByRole('heading', { name: 'Reach of the correction' }).waitFor();
    const { claim } = ruling;
    expect(sent(desk, correct)).toEqual({
      seen: '"1"',
      body: {
        note: 'An earlier version misstated the rise.',
        texts: null,
        changes: {
          rating: 'mostly-false',
          claim: { ...claim, claimant: { ...claim.claimant, title: null } },
          summary: ['One fare rises.', 'The others do not.'],
        },
      },
    });
    expectQuiet(desk);
  });

  test('that corrects what phones have says so before it leaves them with it', async () => {
    const { page } = await open('correct');
    await page.getByLabel('Note', { exact: true }).fill('An earlier version misspelled a name.');
    await page.getByLabel('Headline', { exact: true }).fill(corrected.headline);
    await page.getByRole('button', { name: 'Correct …' }).click();
    const told = page.getByText('These phones are not told of the correction.');
    await told.waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Go back' }).click();
    await page.getByLabel('Texts to subscribers').selectOption('a text right away');
    await page.getByRole('button', { name: 'Correct …' }).click();
    await page.getByText('Subscribers get a text right away.').waitFor();
    expect(await told.count()).toBe(0);
  });

  test('that somebody else was before shows what changed, and keeps and sends what was written', async () => {
    const desk = await open('correct', { [correct]: refused(412, 'stale', 'The ruling has changed since') });
    const { page, answer, asked } = desk;
    await page.getByLabel('Note', { exact: true }).fill('The rise is 15 percent.');
    await page.getByLabel('Body', { exact: true }).fill('<p>It is 15.</p>');
    answer(get, { body: corrected, etag: '"2"' });
    await confirm(page, 'Correct');
    const since = page.getByRole('alert').filter({ hasText: 'changed while you were writing' });
    await since.waitFor();
    expect(await since.locator('del').allTextContents()).toEqual(expect.arrayContaining(['triple', 'False', '12']));
    expect(await since.locator('ins').allTextContents()).toEqual(
      expect.arrayContaining(['double', 'Mostly False', '14']),
    );
    await expectAccessible(page);
    await expectReflow(page);
    expect(await page.getByLabel('Note', { exact: true }).inputValue()).toBe('The rise is 15 percent.');
    expect(await page.getByLabel('Body', { exact: true }).inputValue()).toBe('<p>It is 15.</p>');
    await confirm(page, 'Correct');
    await expect.poll(() => asked(correct).length).toBe(2);
    expect(sent(desk, correct).seen, 'what was not looked at is not changed').toBe('"1"');
    await page.getByRole('button', { name: 'Continue from revision 2' }).click();
    expect(await page.getByLabel('Headline', { exact: true }).inputValue()).toBe(corrected.headline);
    answer(correct, done);
    await confirm(page, 'Correct');
    await expect.poll(() => asked(correct).length).toBe(3);
    expect(sent(desk, correct)).toEqual({
      seen: '"2"',
      body: { note: 'The rise is 15 percent.', texts: null, changes: { bodyHtml: '<p>It is 15.</p>' } },
    });
  });

  test('shows at its fields what does not fit, and keeps it', async () => {
    const { page } = await open('correct', {
      [correct]: refused(422, 'invalid', 'Some fields do not fit', [
        { pointer: '/changes/headline', detail: 'Too big' },
        { pointer: '/changes/summary/1', detail: 'Too long' },
        { pointer: '/changes/claim/claimant/slug', detail: 'has capitals' },
        { pointer: '/changes/sources/0/url', detail: 'is no URL' },
      ]),
    });
    const long = 'x'.repeat(10_000);
    await page.getByLabel('Note', { exact: true }).fill(long);
    await page.getByLabel('Headline', { exact: true }).fill(long);
    await confirm(page, 'Correct');
    await page.getByRole('alert').getByText('Some fields need to be fixed').waitFor();
    expect(await errorAt(page, 'Headline').textContent()).toBe('Too big');
    expect(await errorAt(page, 'In short').textContent()).toBe('Too long');
    expect(await errorAt(page, 'Speaker’s slug').isVisible(), 'more fields are opened').toBe(true);
    expect(await page.getByRole('alert').locator('li').allTextContents()).toEqual(['/changes/sources/0/url is no URL']);
    expect(await page.getByLabel('Headline', { exact: true }).inputValue()).toBe(long);
    await expectAccessible(page);
    await expectReflow(page);
  });

  test('has all that has no field of its own as JSON, which is looked at before anything is sent', async () => {
    const desk = await open('edit', { [`POST /v1/rulings/${rulingId}/updates`]: done });
    const { page, asked } = desk;
    const update = `POST /v1/rulings/${rulingId}/updates`;
    await page.getByText('No field changes, and there is no note.').waitFor();
    expect(await page.getByRole('button', { name: 'Edit …' }).count()).toBe(0);
    await page.getByText('More fields').click();
    const others = page.getByLabel('Everything else');
    const standing = z.record(z.string(), z.unknown()).parse(JSON.parse(await others.inputValue()));
    await others.fill('{ "image": ');
    await page.getByRole('button', { name: 'Edit …' }).click();
    expect(await errorAt(page, 'Everything else').textContent()).toBe('is not a JSON object');
    expect(await page.getByRole('dialog').count()).toBe(0);
    await others.fill(JSON.stringify({ ...standing, related: [rulingId] }));
    await page.getByRole('radio', { name: /^Minor/ }).check();
    expect(await page.getByLabel('Texts to subscribers').count()).toBe(0);
    await confirm(page, 'Edit');
    await expect.poll(() => asked(update).length).toBe(1);
    expect(sent(desk, update).body).toEqual({
      ...{ edit: 'minor', note: null, texts: null },
      changes: { related: [rulingId] },
    });
  });

  test('survives a server that fails, one that is not there, a key that runs out, and a look at another part', async () => {
    const retract = `POST /v1/rulings/${rulingId}/retraction`;
    const desk = await open('retract', { [retract]: refused(500, 'internal', 'Something went wrong on our side') });
    const { page, answer, asked } = desk;
    const note = page.getByLabel('Note', { exact: true });
    await note.fill('We were wrong.');
    await confirm(page, 'Retract');
    await page.getByRole('alert').getByText('It may have been done').waitFor();
    answer(retract, { abort: true });
    await confirm(page, 'Retract');
    await page.getByRole('alert').getByText('The server cannot be reached').waitFor();
    answer(retract, refused(403, 'forbidden', 'The API key lacks a scope for this'));
    await confirm(page, 'Retract');
    await page.getByRole('alert').getByText('it lacks the scope newsroom:write').waitFor();
    await page.getByRole('link', { name: 'Revisions' }).click();
    await page.getByRole('link', { name: 'Retract' }).click();
    answer(retract, refused(401, 'unauthorized', 'No valid API key'));
    await confirm(page, 'Retract');
    await page.getByText('What you wrote is kept').waitFor();
    await page.getByLabel('Your newsroom key').fill('rwk_other');
    await page.getByRole('button', { name: 'Continue', exact: true }).click();
    await expect.poll(() => page.getByText('What you wrote is kept').count()).toBe(0);
    expect(await note.inputValue()).toBe('We were wrong.');
    answer(retract, () => {
      answer(get, { body: { ...corrected, status: 'retracted' }, etag: '"2"' });
      return done;
    });
    await confirm(page, 'Retract');
    await page.getByText('retracted', { exact: true }).waitFor();
    expect(sent(desk, retract)).toEqual({ seen: '"1"', body: { note: 'We were wrong.', texts: null } });
    expect(asked(retract).at(-1)?.headers()['authorization']).toBe('Bearer rwk_other');
    for (const name of ['Edit', 'Correct', 'Retract'])
      expect(await page.getByRole('link', { name, exact: true }).count(), name).toBe(0);
    expectQuiet(desk);
  });

  test('can be made with the keyboard alone', async () => {
    const desk = await open('retract', { [`POST /v1/rulings/${rulingId}/retraction`]: done });
    const { page, asked } = desk;
    await page.getByLabel('Note', { exact: true }).focus();
    await page.keyboard.type('We were wrong.');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    // who has it, and then the button
    for (let tabs = 0; tabs < 2; tabs += 1) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => asked(`POST /v1/rulings/${rulingId}/retraction`).length).toBe(1);
  });

  test('says nothing of who got it where that is not known', async () => {
    const { page } = await open('retract', { [distribution]: { abort: true } });
    await page.getByLabel('Note', { exact: true }).fill('We were wrong.');
    await page.getByRole('button', { name: 'Retract …' }).click();
    await page.getByRole('dialog').getByText('Who got it is not known right now.').waitFor();
  });
});
