/** From the page of sign-ups to the page of one's own texts and out again, over a wire as `npm start` runs it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { waitFor } from '../../wait-for.ts';
import { freePort, startWire, type WireProcess } from '../../wire-process.ts';
import { isMissing } from '../feed-readers/installed.ts';
import { phoneOf, say, textWith } from '../permissions/phones.ts';
import { expectQuiet, useBrowser } from './browser.ts';

describe.skipIf(isMissing('chromium'))('a reader of texts', () => {
  let folder: string;
  let wire: WireProcess;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rulingwire-reader-'));
    wire = await startWire(join(folder, 'data'), await freePort());
    await waitFor(() => wire.output().includes('Publish the next one'));
  });
  afterAll(async () => {
    await wire?.stop();
    await rm(folder, { recursive: true });
  });
  const visit = useBrowser(() => wire.dev.baseUrl);

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
  const linkIn = (answer: string): string => {
    const [link] = /http[^<\s]*\/preferences#[\w-]+/.exec(answer) ?? [];
    expect(link, answer).toBeDefined();
    return link ?? '';
  };

  test('signs up, confirms, changes what comes, pauses, goes on and leaves', async () => {
    const { dev } = wire;
    const phone = phoneOf(34, 312);
    const visited = await visit();
    const { page } = visited;
    await page.goto(`${dev.baseUrl}/texts`);
    await page.getByLabel('Mobile number').fill('312.555.0134');
    await page.getByRole('checkbox', { name: 'I am 18 or older.' }).check();
    await page.getByRole('checkbox', { name: /^I agree/ }).check();
    await press(page, 'Sign up');
    await page.getByText('If (312) 555-0134 can get our texts, one is on its way').waitFor();
    await textWith(dev, phone, 'reply JOIN');
    expect(await say(dev, phone, 'JOIN')).toContain('you are in');

    await page.goto(linkIn(await say(dev, phone, 'STATUS')));
    await page.getByText('Your texts are on.').waitFor();
    await page.getByText('You signed up on our page and replied JOIN').waitFor();
    await page.getByRole('radio', { name: /^Once a week/ }).check();
    await page.getByRole('checkbox', { name: 'Transport' }).check();
    await press(page, 'Save');
    await page.getByText('Saved.').waitFor();
    const status = await say(dev, phone, 'STATUS');
    expect(status).toContain('once a week');
    await page.goto('about:blank');
    await page.goto(linkIn(status));
    await page.getByText('Your texts are on.').waitFor();
    expect(await page.getByRole('checkbox', { checked: true }).count()).toBe(1);
    expect(await page.getByRole('checkbox', { name: 'Transport' }).isChecked()).toBe(true);

    await press(page, 'Pause my texts');
    await page.getByText('Your texts are paused.').waitFor();
    await page.reload();
    await page.getByText('Your texts are paused.').waitFor();
    await press(page, 'Resume my texts');
    await page.getByText('Your texts are on.').waitFor();
    await press(page, 'End all texts');
    await page.getByRole('dialog').getByRole('button', { name: 'End all texts' }).click();
    await page.getByRole('heading', { name: 'Your texts have ended' }).waitFor();
    expect(await say(dev, phone, 'STATUS')).toContain('you do not get our texts');
    expect(wire.output()).not.toMatch(/555.?0134/);
    expectQuiet(visited);
  });

  test('does so in Spanish', async () => {
    const { dev } = wire;
    const phone = phoneOf(35, 312);
    const visited = await visit({ locale: 'es-US' });
    const { page } = visited;
    await page.goto(`${dev.baseUrl}/texts`);
    await page.getByLabel('Número de celular').fill('+1 312 555 0135');
    await page.getByRole('checkbox', { name: 'Tengo 18 años o más.' }).check();
    await page.getByRole('checkbox', { name: /^Acepto/ }).check();
    await press(page, 'Inscribirme');
    await page.getByText('Si +1 (312) 555-0135 puede recibir nuestros mensajes').waitFor();
    await textWith(dev, phone, 'responda JOIN');
    expect(await say(dev, phone, 'JOIN')).toContain('listo.');
    await page.goto(linkIn(await say(dev, phone, 'ESTADO')));
    await page.getByText('Sus mensajes están activos.').waitFor();
    expect(await page.locator('blockquote').textContent()).toContain('Acepto recibir verificaciones');
    await press(page, 'Dejar de recibirlos y borrar mi perfil');
    await press(page, 'Dejar de recibirlos y borrar');
    await page.getByText('su perfil está borrado').waitFor();
    expectQuiet(visited);
  });
});
