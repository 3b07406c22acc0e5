/** Where readers sign up for texts, in every state that it comes into. */
import { describe, expect, test } from 'vitest';
import { isMissing } from '../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, expectReflow, useBrowser } from './browser.ts';
import { keptBy, problem, serveReaders } from './reader-api.ts';
import { agreement, fill, focused, phone, submit } from './sign-up-page.ts';
import { useSite } from './site.ts';

describe.skipIf(isMissing('chromium'))('the page of sign-ups', () => {
  const origin = useSite();
  const visit = useBrowser(origin);

  const open = async (locale = 'en-US') => {
    const visited = await visit({ locale });
    const api = await serveReaders(visited.page);
    await visited.page.goto(`${origin()}/texts`);
    await visited.page.locator('form').waitFor();
    return { ...visited, api, visited };
  };
  test('signs a phone up, and keeps its number nowhere but on the screen', async () => {
    const { page, api, visited } = await open();
    expect(await page.locator('input[type=checkbox]:checked').count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Text message terms' }).getAttribute('href')).toBe(
      api.newsroom.texts.consent.termsUrl,
    );
    await expectAccessible(page);
    await page.getByRole('checkbox', { name: 'Health' }).check();
    await page.getByRole('checkbox', { name: 'Illinois' }).check();
    await page.getByLabel('ZIP code').fill(' 60601');
    await page.getByRole('radio', { name: /^Once a day/ }).check();
    await fill(page);
    await submit(page);
    await page.getByText('If (312) 555-0134 can get our texts, one is on its way. Reply JOIN').waitFor();

    expect(api.calls.filter(({ method }) => method === 'POST').map(({ body }) => body)).toEqual([
      {
        ...{ phone: '+13125550134', zip: '60601', topics: ['health'], editions: ['illinois'] },
        ...{ language: 'en', frequency: 'daily', notBefore: null, pageUrl: `${origin()}/texts` },
        consent: { textVersion: api.newsroom.texts.consent.version, adult: true },
      },
    ]);
    expect(await focused(page)).toBe('Check your phone');
    expect(page.url()).toBe(`${origin()}/texts`);
    expect(await keptBy(page)).toEqual([[], [], '']);
    await expectAccessible(page);
    await expectReflow(page);
    await page.getByRole('button', { name: 'Sign up another number' }).click();
    expect(await phone(page).inputValue()).toBe('');
    expect(await page.locator('input[type=checkbox]:checked').count()).toBe(0);
    expectQuiet(visited);
  });

  test('writes the number as people read it, and leaves the caret where it was', async () => {
    const { page } = await open();
    await phone(page).pressSequentially('3125550134');
    expect(await phone(page).inputValue()).toBe('(312) 555-0134');
    for (let presses = 0; presses < 9; presses += 1) await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('7');
    expect(await phone(page).inputValue()).toBe('(317) 555-0134');
    await page.keyboard.press('Delete');
    await page.keyboard.press('Delete');
    await page.keyboard.press('9');
    expect(await phone(page).inputValue()).toBe('(317) 955-0134');
  });

  test('says at each field what is missing, and loses nothing', async () => {
    const { page, api, visited } = await open();
    await page.getByRole('checkbox', { name: 'Taxes' }).check();
    await phone(page).fill('312 555');
    await submit(page);
    await page.getByText('We can’t text this number.').waitFor();
    await page.getByText('You must be 18 or older to sign up.').waitFor();
    await page.getByText('We need your consent').waitFor();
    expect(await page.locator('input[type=tel]:focus').count()).toBe(1);
    expect(api.calls.map(({ method }) => method)).toEqual(['GET']);
    await expectAccessible(page);

    // what the wire alone knows: the area code is nobody's, and the ZIP has too few digits
    await fill(page, '(211) 555-0134');
    await page.getByLabel('ZIP code').fill('6060');
    await submit(page);
    await page.getByText('Enter five digits').waitFor();
    expect(await page.locator('[aria-invalid]').count()).toBe(2);
    expect(await phone(page).inputValue()).toBe('(211) 555-0134');
    expect(await page.getByRole('checkbox', { name: 'Taxes' }).isChecked()).toBe(true);
    await expectReflow(page);
    expectQuiet(visited);
  });

  test('a long text where a number belongs is refused and stays', async () => {
    const { page } = await open();
    const long = 'word'.repeat(2500);
    await fill(page, long);
    await submit(page);
    await page.getByText('We can’t text this number.').waitFor();
    expect(await phone(page).inputValue()).toBe(long);
    await expectReflow(page);
  });

  test('speaks Spanish to whom the browser says so, and keeps what is chosen here', async () => {
    const { page, api, visited } = await open('es-MX');
    expect(await page.locator('h1').textContent()).toBe('Recibir mensajes de texto');
    expect(await page.evaluate('[document.documentElement.lang, document.title]')).toEqual([
      'es',
      'Recibir mensajes de texto',
    ]);
    await agreement(page).waitFor();
    expect(await page.locator('.consent').textContent()).toContain(api.newsroom.texts.consent.wordings['es']);
    await expectAccessible(page);
    await phone(page).fill('312555');
    await submit(page);
    await page.getByText('No podemos enviar mensajes a este número.').waitFor();
    await expectReflow(page);

    // what the API says, it says in English
    await fill(page);
    for (const [failing, told] of [
      [problem('too-large'), 'No pudimos aceptar esto. No se cambió nada.'],
      ['throttled', 'En este momento muchas personas están usando esta página.'],
    ] as const) {
      api.failing = failing;
      await submit(page);
      await page.getByRole('alert').getByText(told).waitFor();
      expect(await page.getByRole('alert').textContent()).not.toMatch(/429|too/i);
    }

    await page.getByRole('button', { name: 'English' }).click();
    expect(await page.locator('h1').textContent()).toBe('Sign up for texts');
    expect(await focused(page)).toBe('Español');
    expect(await phone(page).inputValue()).toBe('(312) 555-0134');
    await page.getByText('Many people are using this page right now.').waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Sign up for texts' }).waitFor();
    expect(await keptBy(page)).toEqual([[], [['rulingwire-language', 'en']], '']);
    expectQuiet(visited);
  });

  test('consent is to the wording that was ticked, in the language of the texts', async () => {
    const { page, api } = await open();
    await fill(page);
    await page.getByLabel('Language of the texts').selectOption('es');
    expect(await agreement(page).isChecked()).toBe(false);
    expect(await page.getByText('Acepto recibir').getAttribute('lang')).toBe('es');
    await submit(page);
    await page.getByText('We need your consent').waitFor();
    expect(api.calls.map(({ method }) => method)).toEqual(['GET']);
    await page.getByLabel('Language of the texts').selectOption('en');
    expect(await agreement(page).isChecked()).toBe(true);

    const { texts } = api.newsroom;
    api.newsroom = { ...api.newsroom, texts: { ...texts, consent: { ...texts.consent, version: '2027-01' } } };
    await submit(page);
    await page.getByText('We need your consent').waitFor();
    await page.getByText('Version 2027-01').waitFor();
    expect(await agreement(page).isChecked()).toBe(false);
    await agreement(page).check();
    await submit(page);
    await page.getByText('one is on its way').waitFor();
    expect(api.calls.at(-1)?.body).toMatchObject({ language: 'en', consent: { textVersion: '2027-01' } });
  });

  test('an answer that fails, or does not come, loses nothing, and another try goes', async () => {
    const { page, api, visited } = await open();
    await fill(page);
    api.failing = problem('internal');
    await submit(page);
    await page.getByRole('alert').getByText('Something went wrong on our side. You can safely try again.').waitFor();
    await expectAccessible(page);
    api.failing = 'throttled';
    await submit(page);
    await page.getByRole('alert').getByText('Many people are using this page right now.').waitFor();
    await page.context().setOffline(true);
    await page.unroute('**/v1/**');
    await submit(page);
    await page.getByRole('alert').getByText('We can’t be reached.').waitFor();
    expect(await phone(page).inputValue()).toBe('(312) 555-0134');
    await page.context().setOffline(false);
    await serveReaders(page);
    // where the page itself fails
    await page.evaluate('window.kept = JSON.stringify; JSON.stringify = () => { throw Error("once"); }; 0');
    await submit(page);
    await expect.poll(() => visited.errors).toEqual(['once']);
    await page.evaluate('JSON.stringify = window.kept; 0');
    await submit(page);
    await page.getByText('one is on its way').waitFor();
  });

  test('asks again for a newsroom that did not come', async () => {
    const visited = await visit();
    const { page } = visited;
    const api = await serveReaders(page);
    api.failing = 'no-answer';
    await page.goto(`${origin()}/texts`);
    await page.getByText('We can’t be reached.').waitFor();
    await expectAccessible(page);
    api.failing = undefined;
    await page.getByRole('button', { name: 'Try again' }).click();
    await phone(page).waitFor();
    expectQuiet(visited);
  });

  test('names are text, however they look, and however many there are', async () => {
    const visited = await visit();
    const { page } = visited;
    const api = await serveReaders(page);
    const markup = '<img src=x onerror="document.title=1"><b>Bold</b>';
    const topics = Array.from({ length: 100_000 }, (_, at) => ({ slug: `t-${at}`, label: `Tópico ${at}` }));
    api.newsroom = {
      ...{ ...api.newsroom, name: markup, editions: [] },
      topics: [{ slug: 'markup', label: markup }, { slug: 'long', label: 'w'.repeat(300) }, ...topics],
    };
    await page.goto(`${origin()}/texts`);
    await page.getByRole('checkbox', { name: markup }).check();
    expect(await page.getByRole('banner').getByRole('link').textContent()).toBe(markup);
    expect(await page.locator('main img, main b').count()).toBe(0);
    expect(await page.getByRole('checkbox').count()).toBeLessThan(40);
    await page.getByText('Showing 25 of 100,002.').waitFor();
    expect(await page.getByRole('group', { name: 'Editions' }).count()).toBe(0);

    await page.getByLabel('Find a topic').fill('TOPICO 99999');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('alert').count()).toBe(0);
    await page.getByRole('checkbox', { name: 'Tópico 99999' }).check();
    expect(await page.getByRole('checkbox', { name: /^Tópico|<img/ }).count()).toBe(2);
    await expectAccessible(page);
    await expectReflow(page);
    await fill(page);
    await submit(page);
    await page.getByText('one is on its way').waitFor();
    expect(api.calls.at(-1)?.body).toMatchObject({ topics: ['markup', 't-99999'] });
    expectQuiet(visited);
  });

  test('everything by keyboard', async () => {
    const { page, api } = await open();
    const press = async (...keys: readonly string[]): Promise<void> => {
      for (const key of keys) await page.keyboard.press(key);
    };
    // past the skip button, the front page and the other language
    await press('Tab', 'Tab', 'Tab', 'Tab');
    await page.keyboard.type('3125550134');
    await press('Tab', 'ArrowDown', 'ArrowDown');
    // three topics and two editions
    await press('Tab', 'Tab', 'Space', 'Tab', 'Tab', 'Tab', 'Tab');
    await page.keyboard.type('60601');
    await press('Tab', 'Tab', 'Space', 'Tab', 'Space', 'Tab', 'Tab', 'Tab', 'Enter');
    await page.getByText('one is on its way').waitFor();
    expect(api.calls.at(-1)?.body).toMatchObject({
      ...{ phone: '+13125550134', frequency: 'weekly', topics: ['health'], zip: '60601' },
    });
  });
});
