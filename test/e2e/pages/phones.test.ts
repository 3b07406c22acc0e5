/** The page of the simulated phones, in Chromium, on a wire in a process of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { closeServer, listenOnLoopback } from '../../../local/http/listen.ts';
import { freePort, startWire, type WireProcess } from '../../wire-process.ts';
import { isMissing } from '../feed-readers/installed.ts';
import { publish } from '../permissions/newsroom.ts';
import { expectAccessible, expectQuiet, expectReflow, useBrowser } from './browser.ts';

const US = '+15005550006';
const PHONE = '+13125550177';
const at = '2026-11-20T12:00:00.000Z';
const markup = '<img src=x onerror="document.title=`run`">';

describe.skipIf(isMissing('chromium'))('the page of the simulated phones', () => {
  let folder: string;
  let port: number;
  let wire: WireProcess;
  const visit = useBrowser(() => wire.dev.baseUrl);
  const start = async (): Promise<void> => {
    wire = await startWire(join(folder, 'data'), port, { RULINGWIRE_QUIET_HOURS: 'off' });
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rulingwire-phones-'));
    port = await freePort();
    await start();
  });
  afterAll(async () => {
    await wire.stop();
    await rm(folder, { recursive: true });
  });

  const texts = (page: Page) => page.locator('.bubble');
  const openNew = async (page: Page, number: string): Promise<void> => {
    await page.goto(`${wire.dev.baseUrl}/phones`);
    await page.getByLabel('Its number').fill(number);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '+1 312 555 0177' }).waitFor();
  };
  const answered = (page: Page, words: string) => page.locator('.bubble:not(.own)', { hasText: words }).waitFor();

  test('has the headers of the site’s own pages', async () => {
    const [ours, theirs] = await Promise.all(['/phones', '/desk'].map((path) => fetch(wire.dev.baseUrl + path)));
    expect(ours?.headers.get('content-security-policy')).toContain("default-src 'self'");
    for (const name of ['content-security-policy', 'x-frame-options', 'x-content-type-options', 'referrer-policy'])
      expect(ours?.headers.get(name), name).toBe(theirs?.headers.get(name));
  });

  test('a phone joins, gets what is published, asks, and leaves; a kill takes nothing away', async () => {
    const visited = await visit();
    const { page } = visited;
    await openNew(page, '(312) 555-0177');
    await page.getByText('No texts yet.').waitFor();
    await page.getByRole('button', { name: 'JOIN', exact: true }).press('Enter');
    await answered(page, 'you are in');
    await expect.poll(() => page.locator('.list button[aria-pressed="true"]').textContent()).toContain('2 texts');

    await publish(wire.dev, 'pier-tax');
    await answered(page, 'measure pier-tax');
    const link = texts(page).locator('a').last();
    expect(await link.getAttribute('href')).toMatch(new RegExp(`^${wire.dev.baseUrl}/s/\\w+$`));

    await page.getByRole('button', { name: 'A claim' }).click();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
    await page.getByRole('button', { name: 'Send' }).click();
    await answered(page, 'Claim by Alex Doe');
    expect(await page.getByLabel('Text from this phone').inputValue()).toBe('');
    await page.getByRole('button', { name: 'STOP', exact: true }).click();
    await expect.poll(() => texts(page).last().textContent()).toBe('STOP');
    await expectAccessible(page);
    const before = await texts(page).allTextContents();
    expectQuiet(visited);

    await wire.kill();
    await page.getByText('What you see below may be out of date.').first().waitFor();
    expect(await texts(page).allTextContents()).toEqual(before);
    await start();
    await page.reload();
    await page.getByRole('button', { name: '+1 312 555 0177' }).click();
    await expect.poll(() => texts(page).allTextContents()).toEqual(before);
    await expectReflow(page);
    expect(page.url()).not.toContain('0177');
    expect(await page.evaluate('localStorage.length + sessionStorage.length')).toBe(0);
  });

  test('what is no number is said so at the field, and kept', async () => {
    const { page } = await visit();
    await page.goto(`${wire.dev.baseUrl}/phones`);
    await page.getByLabel('Its number').fill('555');
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByText('Enter the area code and number: 10 digits.').waitFor();
    expect(await page.getByLabel('Its number').inputValue()).toBe('555');
    await expectAccessible(page);
  });

  test('a text of 10,000 characters is refused at its field, and kept; one that may have come is said to', async () => {
    const { page } = await visit();
    await openNew(page, PHONE);
    await page.getByLabel('Text from this phone').fill('w'.repeat(10_000));
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('has at most 1,600 characters').waitFor();
    await expectAccessible(page);
    await expectReflow(page);
    await page.route('**/_sim/inbound', (route) => route.fulfill({ status: 502, json: { message: 'no answer' } }));
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('The text may have arrived anyway').waitFor();
    await page.route('**/_sim/inbound', (route) => route.abort());
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByText('The server cannot be reached. The text may').waitFor();
    expect(await page.getByLabel('Text from this phone').inputValue()).toHaveLength(10_000);
  });

  test('markup is shown as it was written, links lead where they say, and much of it stays on the page', async () => {
    const visited = await visit();
    const { page } = visited;
    const bodies = [markup, 'javascript:alert(1) https://newsroom.example/a?b=c', 'w'.repeat(1_600)];
    const conversation = Array.from({ length: 500 }, (_, index) => ({
      ...{ sid: `SM${index}`, to: PHONE, from: US, status: index === 0 ? 'undelivered' : 'delivered', at },
      body: bodies[index] ?? `text ${index}`,
    }));
    const phones = Array.from({ length: 100 }, (_, index) => ({
      ...{ phone: `+1312555${1000 + index}`, texts: 500, lastAt: at, lastBody: `${markup} ${index}`, lastFrom: US },
    }));
    await page.route('**/_sim/phones', (route) => route.fulfill({ json: phones }));
    await page.route('**/_sim/conversation?*', (route) => route.fulfill({ json: conversation }));
    await page.goto(`${wire.dev.baseUrl}/phones`);
    await page.getByRole('button', { name: '+1 312 555 1000' }).click();
    await page.getByText('Earlier ones than these 500 are not shown.').waitFor();
    expect(await page.getByText('These are the 100').isVisible()).toBe(true);
    expect(await texts(page).first().textContent()).toBe(markup);
    expect(await page.locator('#page img').count()).toBe(0);
    expect(await page.title()).toBe('Simulated phones');
    expect(await texts(page).locator('a').allTextContents()).toEqual(['https://newsroom.example/a?b=c']);
    expect(await page.getByText('Not delivered').count()).toBe(1);
    await expectAccessible(page);
    await expectReflow(page);
    expectQuiet(visited);
  });

  test('says so where nobody texted yet, where texts go elsewhere, and where the wire fails', async () => {
    const { page } = await visit();
    let reply: object = { json: [] };
    await page.route('**/_sim/phones', (route) => route.fulfill(reply));
    await page.goto(`${wire.dev.baseUrl}/phones`);
    await page.getByText('No phone has received or sent a text yet.').waitFor();
    await expectAccessible(page);
    reply = { status: 500, body: '' };
    await page.getByText('What you see below may be out of date.').waitFor();
    await expectAccessible(page);
    reply = { status: 404, json: { type: 'urn:rulingwire:problem:texts-go-elsewhere', title: 'Elsewhere' } };
    await page.reload();
    await page.getByText('Texts go to another server').waitFor();
    expect(await page.getByLabel('Its number').count()).toBe(0);
    await expectAccessible(page);
  });

  test('another page of the same browser can neither text nor read', async () => {
    const { page } = await visit();
    const elsewhere = createServer((_, response) => response.end('<!doctype html><p>elsewhere</p>'));
    const url = await listenOnLoopback(elsewhere, 0);
    await page.route(`${url}/**`, (route) => route.continue());
    await page.goto(url);
    const from = '+14155550199';
    const outcome = await page.evaluate(`(async () => {
      const url = ${JSON.stringify(`${wire.dev.baseUrl}/_sim`)};
      const body = ${JSON.stringify(JSON.stringify({ from, body: 'STOP' }))};
      const read = await fetch(url + '/phones').then(() => 'read', () => 'refused');
      await fetch(url + '/inbound', { method: 'POST', mode: 'no-cors', body });
      return read;
    })()`);
    await closeServer(elsewhere);
    expect(outcome).toBe('refused');
    const conversation = `${wire.dev.twilioUrl}/_sim/conversation?${new URLSearchParams({ phone: from })}`;
    expect(await (await fetch(conversation)).json()).toEqual([]);
  });
});
