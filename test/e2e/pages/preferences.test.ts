/** The page behind the link in a text, in every state that it comes into. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { isMissing } from '../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, expectReflow, useBrowser } from './browser.ts';
import { confirmed, keptBy, problem, type ReaderApi, serveReaders, token } from './reader-api.ts';
import { useSite } from './site.ts';

describe.skipIf(isMissing('chromium'))('the page of one’s own texts', () => {
  const origin = useSite();
  const visit = useBrowser(origin);

  const open = async (prepare: (api: ReaderApi) => void = () => {}, fragment = `#${token}`) => {
    const visited = await visit();
    const api = await serveReaders(visited.page);
    prepare(api);
    await visited.page.goto(`${origin()}/preferences${fragment}`);
    return { visited, page: visited.page, api };
  };
  const changes = ({ calls }: ReaderApi) => calls.filter(({ method }) => method !== 'GET').map(({ body }) => body);
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();
  const focused = (page: Page): Promise<string | null> => page.locator(':focus').textContent();

  test('shows what is kept, and takes the token out of the address without losing it', async () => {
    const { page, api, visited } = await open();
    await page.getByText('Your texts are on.').waitFor();
    expect(page.url()).toBe(`${origin()}/preferences`);
    expect(await page.getByRole('radio', { name: /^Once a day/ }).isChecked()).toBe(true);
    expect(await page.getByRole('checkbox', { name: 'Health' }).isChecked()).toBe(true);
    expect(await page.getByLabel('ZIP code').inputValue()).toBe('60601');
    expect(await page.locator('blockquote').textContent()).toBe(confirmed.consent?.wording?.text);
    await page.getByText('November 3, 2026 at 10:04 AM').waitFor();
    await page.getByText('You signed up on our page and replied JOIN from your phone.').waitFor();
    await expectAccessible(page);
    await expectReflow(page);

    await page.reload();
    await page.getByText('Your texts are on.').waitFor();
    expect(await keptBy(page)).toEqual([[], [], '']);
    const own = api.calls.filter(({ path }) => path === '/v1/preferences');
    expect(own.map(({ authorization }) => authorization)).toEqual([`Bearer rwp_${token}`, `Bearer rwp_${token}`]);
    expectQuiet(visited);
  });

  test('says how to get a link, where there is none or it has run out', async () => {
    for (const fragment of ['', '#run-out']) {
      const { page, visited } = await open(undefined, fragment);
      await heading(page, 'You need a new link');
      await page.getByText('Text us STATUS to get a new one right away.').waitFor();
      expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
      await expectAccessible(page);
      await expectReflow(page);
      // the new link, opened where the old one was
      await page.evaluate(`location.hash = '${token}'`);
      await heading(page, 'Your texts');
      await page.getByText('Your texts are on.').waitFor();
      expectQuiet(visited);
    }
  });

  test('saves what was changed, and nothing else', async () => {
    const { page, api, visited } = await open();
    await press(page, 'Save');
    await page.getByText('There is nothing new to save.').waitFor();
    expect(changes(api)).toEqual([]);
    await page.getByRole('radio', { name: /^Once a week/ }).check();
    await page.getByRole('checkbox', { name: 'Taxes' }).check();
    await page.getByRole('checkbox', { name: 'Health' }).uncheck();
    await page.getByLabel('ZIP code').fill('');
    await page.getByLabel('Not before').selectOption('11 AM');
    await press(page, 'Save');
    await page.getByText('Saved.').waitFor();
    expect(changes(api)).toEqual([{ frequency: 'weekly', topics: ['taxes'], zip: null, notBefore: 11 }]);
    expect(await page.getByRole('radio', { name: /^Once a week/ }).isChecked()).toBe(true);

    await page.getByRole('checkbox', { name: 'Taxes' }).uncheck();
    await page.getByRole('checkbox', { name: 'Taxes' }).check();
    await press(page, 'Save');
    await page.getByText('There is nothing new to save.').waitFor();
    await page.getByLabel('Not before').selectOption('Any time between 9 AM and 8 PM');
    await press(page, 'Save');
    await page.getByText('Saved.').waitFor();
    expect(changes(api).at(-1)).toEqual({ notBefore: null });
    expectQuiet(visited);
  });

  test('offers no hour that changes nothing, or after which nothing can come', async () => {
    const { page } = await open();
    await page.getByLabel('Not before').waitFor();
    const hours = await page.getByLabel('Not before').locator('option').allTextContents();
    expect([hours.length, hours.at(1), hours.at(-1)]).toEqual([11, '10 AM', '7 PM']);
  });

  test('pauses texts and lets them go on, beside what is being changed', async () => {
    const { page, api, visited } = await open();
    await page.getByRole('radio', { name: /^Once a week/ }).check();
    await press(page, 'Pause my texts');
    await page.getByText('Your texts are paused.').waitFor();
    expect(await focused(page)).toBe('Resume my texts');
    expect(await page.getByRole('radio', { name: /^Once a week/ }).isChecked()).toBe(true);
    await expectAccessible(page);
    await press(page, 'Resume my texts');
    await page.getByText('Your texts are on.').waitFor();
    expect(changes(api)).toEqual([{ status: 'paused' }, { status: 'active' }]);
    expectQuiet(visited);
  });

  test('what fails is told where it failed, and what was changed stays', async () => {
    const { page, api, visited } = await open();
    await page.getByLabel('ZIP code').fill('6060');
    await press(page, 'Save');
    await page.getByText('Enter five digits').waitFor();
    expect(await page.getByLabel('ZIP code').evaluate((input) => input.matches(':focus'))).toBe(true);
    await expectAccessible(page);
    await page.getByLabel('ZIP code').fill('60602');

    api.failing = problem('internal');
    await press(page, 'Save');
    await page.getByText('Something went wrong on our side.').waitFor();
    api.failing = 'no-answer';
    await press(page, 'Save');
    await page.getByText('We can’t be reached.').waitFor();
    api.failing = problem('link-run-out');
    await press(page, 'Save');
    await page.getByText('Your link has expired, and the changes you made since then are not saved.').waitFor();
    await expectReflow(page);
    expect(await page.getByLabel('ZIP code').inputValue()).toBe('60602');
    api.failing = undefined;
    await press(page, 'Save');
    await page.getByText('Saved.').waitFor();
    expect(api.own?.preferences.zip).toBe('60602');
    expect(await page.getByRole('alert').count()).toBe(0);
    api.failing = problem('invalid', '/notBefore', 'leaves no time for texts there');
    await page.getByLabel('Not before').selectOption('7 PM');
    await press(page, 'Save');
    await page.getByText('there would be days when no text could reach you').waitFor();
    expect(await page.getByText('leaves no time').count()).toBe(0);
    expectQuiet(visited);
  });

  test('asks again for what did not come', async () => {
    const { page, api, visited } = await open((prepared) => {
      prepared.failing = 'no-answer';
    });
    await page.getByText('We can’t be reached.').waitFor();
    api.failing = undefined;
    await press(page, 'Try again');
    await page.getByText('Your texts are on.').waitFor();
    expectQuiet(visited);
  });

  test('texts end when it is said twice, by keyboard alone', async () => {
    const { page, api, visited } = await open();
    await page.getByRole('button', { name: 'End all texts', exact: true }).focus();
    const dialog = page.getByRole('dialog', { name: 'End all texts?' });
    await page.keyboard.press('Enter');
    await expect.poll(() => focused(page)).toBe('End all texts?');
    await expectAccessible(page);
    await expectReflow(page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await focused(page)).toBe('End all texts');
    expect(changes(api)).toEqual([]);

    await page.keyboard.press('Enter');
    api.failing = problem('internal');
    await dialog.getByRole('button', { name: 'End all texts' }).press('Enter');
    await dialog.getByText('Something went wrong on our side. You can safely try again.').waitFor();
    api.failing = undefined;
    await dialog.getByRole('button', { name: 'End all texts' }).press('Enter');
    await heading(page, 'Your texts have ended');
    expect(await focused(page)).toBe('Your texts have ended');
    expect(api.own?.status).toBe('suppressed');
    expect(await page.locator('form, dialog').count()).toBe(0);
    await expectAccessible(page);
    await page.reload();
    await heading(page, 'Your texts have ended');
    expectQuiet(visited);
  });

  test('who wants to is erased', async () => {
    const { page, api } = await open();
    await press(page, 'End all texts and erase my profile');
    await page.getByRole('dialog').getByText('the evidence of your consent').waitFor();
    await press(page, 'Keep my texts');
    await press(page, 'End all texts and erase my profile');
    await press(page, 'End and erase');
    await page.getByText('your profile is erased').waitFor();
    expect(changes(api)).toEqual([{ erase: true }]);
    api.own = undefined;
    await page.reload();
    await heading(page, 'Your texts have ended');
  });

  test('speaks the language of the texts, until another is chosen', async () => {
    const { page, visited } = await open((api) => {
      const { preferences } = confirmed;
      api.own = { ...confirmed, status: 'dormant', preferences: { ...preferences, language: 'es' } };
    });
    await heading(page, 'Sus mensajes');
    await page.getByText('No pudimos comunicarnos con su teléfono').waitFor();
    expect(await page.locator('h1:focus').count()).toBe(0);
    expect(await page.locator('html').getAttribute('lang')).toBe('es');
    expect(await page.locator('blockquote').getAttribute('lang')).toBe('en');
    expect(await page.getByRole('button', { name: /mis mensajes$/ }).count()).toBe(0);
    await expectAccessible(page);
    await expectReflow(page);
    await press(page, 'English');
    await heading(page, 'Your texts');
    await page.reload();
    await page.getByText('We could not reach your phone').waitFor();
    await heading(page, 'Your texts');
    expectQuiet(visited);
  });

  test('a receipt says how consent came, also where its wording is no longer in use', async () => {
    const at = '2024-02-29T12:00:00.000Z';
    const receipts = [
      [{ at, kind: 'joined', by: 'text', wording: null }, 'You texted us JOIN.'],
      [
        { at, kind: 'recorded', by: 'operator', wording: { version: '2019-01', language: 'en', text: null } },
        '2019-01, which is no longer in use.',
      ],
    ] as const;
    for (const [consent, words] of receipts) {
      const { page } = await open((api) => {
        api.own = { ...confirmed, consent };
      });
      await page.getByText(words).waitFor();
      expect(await page.locator('blockquote').count()).toBe(0);
    }
    const { page } = await open((api) => {
      api.own = { ...confirmed, consent: null };
    });
    await page.getByText('Your texts are on.').waitFor();
    expect(await page.getByRole('heading', { name: 'What you agreed to' }).count()).toBe(0);
  });

  test('a topic that is not offered any more stays chosen, and its name is text', async () => {
    const { page, api } = await open((prepared) => {
      prepared.newsroom = { ...prepared.newsroom, topics: [{ slug: 'health', label: '<i>Health</i>' }] };
      prepared.own = { ...confirmed, preferences: { ...confirmed.preferences, topics: ['health', 'long-gone'] } };
    });
    expect(await page.getByRole('checkbox', { name: 'Long Gone', exact: true }).isChecked()).toBe(true);
    await page.getByRole('checkbox', { name: '<i>Health</i>' }).uncheck();
    await press(page, 'Save');
    await page.getByText('Saved.').waitFor();
    expect(changes(api)).toEqual([{ topics: ['long-gone'] }]);
  });
});
