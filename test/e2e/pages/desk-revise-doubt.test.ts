/** Changes that meet a lost answer, a reload, or somebody else. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Ruling } from '../../../shared/domain/ruling.ts';
import { isMissing } from '../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, useBrowser } from './browser.ts';
import { openDesk } from './desk/desk.ts';
import { afterCorrection, distributionOf, rested } from './desk/distributions.ts';
import { corrected, ruling, rulingId } from './desk/rulings.ts';
import { useSite } from './site.ts';

const get = `GET /v1/rulings/${rulingId}`;
const distribution = `GET /v1/rulings/${rulingId}/distribution`;
const correct = `POST /v1/rulings/${rulingId}/corrections`;
const words = 'An earlier version misstated the rise.';

const noteOf = (page: Page) => page.getByLabel('Note', { exact: true });
const confirm = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: `${name} …` }).click();
  await page.getByRole('dialog').getByRole('button', { name, exact: true }).click();
};
const standing = (of: Ruling) => ({ body: of, etag: `"${of.revision}"` });

describe.skipIf(isMissing('chromium'))('a change on the desk', () => {
  const origin = useSite();
  const visit = useBrowser(origin);

  const open = (section: string) =>
    openDesk(origin(), visit, `#/rulings/${rulingId}/${section}`, {
      [get]: standing(ruling),
      [distribution]: { body: distributionOf(rested), etag: '"a"' },
    });

  test('whose answer was lost is known to have been made, and is not offered again', async () => {
    const desk = await open('correct');
    const { page, answer, asked } = desk;
    await noteOf(page).fill(`${words} `);
    await page.getByLabel('Headline', { exact: true }).fill(corrected.headline);
    await page.getByLabel('Texts to subscribers').selectOption('a text right away');
    answer(correct, () => {
      answer(get, standing({ ...corrected, rating: 'false', summary: ruling.summary }));
      answer(distribution, { body: afterCorrection, etag: '"b"' });
      return { abort: true };
    });
    await confirm(page, 'Correct');
    await page.getByRole('status').getByText('Your correction was made: it is revision 2.').waitFor();
    await page.getByText('Corrected, revision 2').waitFor();
    await expectAccessible(page);
    await page.getByRole('link', { name: 'Correct', exact: true }).click();
    expect(await noteOf(page).inputValue()).toBe('');
    expect(await page.getByText('changed while you were writing').count()).toBe(0);
    await noteOf(page).fill(words);
    await page.getByText('Revision 2 has this note already, and no field changes.').waitFor();
    expect(await page.getByRole('button', { name: 'Correct …' }).count()).toBe(0);
    expect(asked(correct)).toHaveLength(1);
    expectQuiet(desk);
  });

  test('whose answer was lost is known to have been made after a reload, whatever was written since', async () => {
    const { page, answer, asked } = await open('correct');
    await noteOf(page).fill(words);
    answer(correct, { abort: true });
    await confirm(page, 'Correct');
    await page.getByRole('alert').getByText('It may have been done').waitFor();
    await noteOf(page).fill('It is worse.');
    answer(get, standing({ ...corrected, revision: 3 }));
    await page.reload();
    await page.getByRole('status').getByText('has not been sent').waitFor();
    expect(await noteOf(page).inputValue()).toBe('It is worse.');
    await page.getByRole('button', { name: 'Continue from revision 3' }).click();
    answer(correct, { abort: true });
    await confirm(page, 'Correct');
    await expect.poll(() => asked(correct).map((request) => request.headers()['if-match'])).toEqual(['"1"', '"3"']);
  });

  test('that somebody else was before is not taken for made', async () => {
    const { page, answer } = await open('correct');
    await noteOf(page).fill('The rise is 15 percent.');
    answer(correct, () => {
      answer(get, standing(corrected));
      return { abort: true };
    });
    await confirm(page, 'Correct');
    await page.getByRole('button', { name: 'Continue from revision 2' }).waitFor();
    expect(await page.getByText('Your correction was made').count()).toBe(0);
    expect(await noteOf(page).inputValue()).toBe('The rise is 15 percent.');
  });

  test('of what has no field of its own leaves what a colleague changed there', async () => {
    const { page, answer, asked } = await open('edit');
    const update = `POST /v1/rulings/${rulingId}/updates`;
    await page.getByText('More fields').click();
    const others = page.getByLabel('Everything else');
    const read = async () => z.record(z.string(), z.unknown()).parse(JSON.parse(await others.inputValue()));
    const authors = [{ name: 'Kim Lee', slug: 'kim-lee' }];
    await others.fill(JSON.stringify({ ...(await read()), authors }));
    await page.getByLabel('Body', { exact: true }).fill('<p>Touched</p>');
    await page.getByLabel('Body', { exact: true }).fill(ruling.bodyHtml);
    const source = {
      outlet: 'Bill 7',
      title: 'Bill 7',
      url: 'https://bills.example/7',
      archiveUrl: null,
      publishedOn: null,
    };
    answer(get, standing({ ...ruling, revision: 2, sources: [source], bodyHtml: '<p>Theirs</p>' }));
    answer(update, { status: 412, body: { type: 'urn:rulingwire:problem:stale', title: 'The ruling has changed' } });
    await confirm(page, 'Edit');
    await page.getByRole('button', { name: 'Continue from revision 2' }).click();
    expect(await read()).toMatchObject({ authors, sources: [source] });
    await confirm(page, 'Edit');
    await expect.poll(() => asked(update).length).toBe(2);
    expect(JSON.parse(asked(update).at(-1)?.postData() ?? '')).toMatchObject({ changes: { authors } });
    expect(Object.keys(JSON.parse(asked(update).at(-1)?.postData() ?? '').changes)).toEqual(['authors']);
  });

  test('that is half written outlives a click and a reload, and is gone once it is made', async () => {
    const { page, answer } = await open('correct');
    await noteOf(page).fill(words);
    await page.getByLabel('Headline', { exact: true }).fill('No, it does not');
    await page.getByRole('link', { name: 'Sends' }).click();
    await page.getByRole('heading', { name: 'Sends' }).waitFor();
    await page.goBack();
    expect(await noteOf(page).inputValue()).toBe(words);
    await page.reload();
    expect(await noteOf(page).inputValue()).toBe(words);
    expect(await page.getByLabel('Headline', { exact: true }).inputValue()).toBe('No, it does not');
    await page.getByRole('link', { name: 'Retract', exact: true }).click();
    expect(await noteOf(page).inputValue(), 'another change').toBe('');
    await page.getByRole('link', { name: 'Correct', exact: true }).click();
    answer(correct, { body: { ruling: corrected } });
    await confirm(page, 'Correct');
    await page.getByRole('heading', { name: 'Distribution' }).waitFor();
    await page.reload();
    await page.getByRole('link', { name: 'Correct', exact: true }).click();
    expect(await noteOf(page).inputValue()).toBe('');
    expect(await page.evaluate('JSON.stringify({ ...sessionStorage })')).not.toContain(words);
  });
});
