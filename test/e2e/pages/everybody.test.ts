/** A fact-check, its correction and a farewell, through the pages of everybody whom they concern, on one wire. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { waitFor } from '../../wait-for.ts';
import { freePort, startWire, type WireProcess } from '../../wire-process.ts';
import { isMissing } from '../feed-readers/installed.ts';
import { expectQuiet, useBrowser, type Visit } from './browser.ts';

const messagesSchema = z.array(z.object({ body: z.string() }));
const feedSchema = z.object({ items: z.array(z.object({ title: z.string(), content_html: z.string().optional() })) });

describe.skipIf(isMissing('chromium'))('a reader, an editor and a partner', () => {
  let folder: string;
  let wire: WireProcess;
  let reader: Visit;
  let phones: Visit;
  let editor: Visit;
  let partner: Visit;
  const visit = useBrowser(() => wire.dev.baseUrl);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rulingwire-everybody-'));
    wire = await startWire(join(folder, 'data'), await freePort(), { RULINGWIRE_QUIET_HOURS: 'off' });
    await waitFor(() => wire.output().includes('Publish the next one'));
    [reader, phones, editor, partner] = await Promise.all([visit(), visit(), visit(), visit()]);
  });
  afterAll(async () => {
    await wire?.stop();
    await rm(folder, { recursive: true });
  });

  const open = ({ page }: Visit, path: string) => page.goto(`${wire.dev.baseUrl}${path}`);
  const enter = async ({ page }: Visit, whose: 'newsroom' | 'partner'): Promise<void> => {
    await page.getByLabel(`Your ${whose} key`).fill(wire.dev.keys[whose]);
    await page.keyboard.press('Enter');
  };
  /** Opens one of the simulated phones. */
  const takePhone = async (page: Page, number: string): Promise<void> => {
    await page.reload();
    await page.getByLabel('Its number').fill(number);
    await page.getByRole('button', { name: 'Open', exact: true }).click();
  };
  const textOn = (page: Page, words: string | RegExp) => page.locator('.bubble:not(.own)', { hasText: words });
  /** What came to a phone so far, as the simulation has it: what a page does not show may be late. */
  const gotBy = async (phone: string): Promise<string[]> => {
    const answer = await fetch(`${wire.dev.twilioUrl}/_sim/messages?${new URLSearchParams({ to: phone })}`);
    return messagesSchema.parse(await answer.json()).map(({ body }) => body);
  };
  const publish = async ({ page }: Visit, headline: string, claim: string): Promise<void> => {
    await page.getByRole('link', { name: 'New', exact: true }).click();
    await page.getByLabel('Headline', { exact: true }).fill(headline);
    await page.getByLabel('URL', { exact: true }).fill('https://newsroom.example/rulings/any');
    await page.getByLabel('Claim', { exact: true }).fill(claim);
    await page.getByLabel('Speaker', { exact: true }).fill('Kim Poe');
    await page.getByRole('radio', { name: 'False', exact: true }).check();
    await page.getByRole('button', { name: 'Publish now' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Publish' }).click();
    await page.getByRole('heading', { name: headline }).waitFor();
  };
  const feed = async () => feedSchema.parse(await (await fetch(`${wire.dev.baseUrl}/feeds/feed.json`)).json()).items;

  test('signs up on the page, and confirms from the phone', async () => {
    await open(reader, '/texts');
    await reader.page.getByLabel('Mobile number').fill('6465550161');
    await reader.page.getByRole('checkbox', { name: 'I am 18 or older.' }).check();
    await reader.page.getByRole('checkbox', { name: /^I agree/ }).check();
    await reader.page.getByRole('button', { name: 'Sign up', exact: true }).click();
    await open(phones, '/phones');
    await takePhone(phones.page, '646 555 0161');
    await textOn(phones.page, 'reply JOIN').waitFor();
    await phones.page.getByRole('button', { name: 'JOIN', exact: true }).click();
    await textOn(phones.page, 'you are in').waitFor();
  });

  test('what is published at the desk is on the phone, in the feed and at the partner', async () => {
    await open(editor, '/desk');
    await enter(editor, 'newsroom');
    await publish(editor, 'No, the bill does not close Pier 4', 'The bill closes Pier 4.');
    await textOn(phones.page, 'does not close Pier 4').waitFor();
    await waitFor(async () => (await feed()).some(({ title }) => title === 'No, the bill does not close Pier 4'));
    await open(partner, '/partners');
    await enter(partner, 'partner');
    await partner.page
      .getByRole('link', { name: /127\.0\.0\.1/ })
      .first()
      .click();
    await partner.page.getByRole('heading', { name: 'Deliveries' }).waitFor();
    await partner.page
      .getByRole('row', { name: /delivered/i })
      .first()
      .waitFor();
  });

  test('a correction reaches the phone that got the error, and no other', async () => {
    const other = await visit();
    await open(other, '/phones');
    await takePhone(other.page, '646 555 0162');
    await other.page.getByRole('button', { name: 'JOIN', exact: true }).click();
    await textOn(other.page, 'you are in').waitFor();

    const { page } = editor;
    await page.getByRole('link', { name: 'Correct' }).click();
    await page.getByLabel('Note', { exact: true }).fill('The bill closes Pier 4 on Sundays.');
    await page.getByLabel('Rating', { exact: true }).selectOption('Mostly False');
    await page.getByRole('button', { name: 'Correct …' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Correct', exact: true }).click();
    await page.getByRole('heading', { name: 'Corrected, revision 2' }).waitFor();
    await textOn(phones.page, 'CORRECTION: ').waitFor();
    // everybody who is owed the correction has it by then
    const correction = page
      .locator('section', { has: page.getByRole('heading', { name: 'Corrected, revision 2' }) })
      .last();
    await correction.getByText('sent', { exact: true }).waitFor();
    expect((await gotBy('+16465550161')).filter((body) => body.includes('CORRECTION: '))).toHaveLength(1);
    expect((await gotBy('+16465550162')).filter((body) => body.includes('Pier 4'))).toEqual([]);
    expectQuiet(other);
  });

  test('who says STOP gets nothing more, and others do', async () => {
    const other = await visit();
    await phones.page.getByRole('button', { name: 'STOP', exact: true }).click();
    await phones.page.locator('.bubble.own', { hasText: 'STOP' }).waitFor();
    await publish(editor, 'No, the ferry does not stop in June', 'The ferry stops in June.');
    await open(other, '/phones');
    await takePhone(other.page, '646 555 0162');
    await textOn(other.page, 'does not stop in June').waitFor();
    await editor.page.getByText('sent', { exact: true }).first().waitFor();
    expect((await gotBy('+16465550161')).filter((body) => body.includes('June'))).toEqual([]);
    for (const visited of [reader, phones, editor, partner, other]) expectQuiet(visited);
  });
});
