/** What an operator does on the page, on a wire in a process of its own. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { waitFor } from '../../wait-for.ts';
import { freePort, startWire, type WireProcess } from '../../wire-process.ts';
import { isMissing } from '../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, useBrowser } from './browser.ts';

describe.skipIf(isMissing('chromium'))('the page of operations on a wire', () => {
  let folder: string;
  let wire: WireProcess;
  const visit = useBrowser(() => wire.dev.baseUrl);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rulingwire-operations-'));
    wire = await startWire(join(folder, 'data'), await freePort());
    // the sample's texts are on their way until then
    await waitFor(() => wire.output().includes('Look around'));
  });
  afterAll(async () => {
    await wire.stop();
    await rm(folder, { recursive: true });
  });

  test('an operator pauses texts and lets them go on, makes a key, adds a phone and takes an opt-out down', async () => {
    const visited = await visit();
    const { page } = visited;
    await page.goto(`${wire.dev.baseUrl}/operations`);
    await page.getByLabel('Your operator key').fill(wire.dev.keys.operator);
    await page.keyboard.press('Enter');
    await page.getByText('All is well').waitFor();

    for (const [verb, next] of [
      ['Pause', 'Resume'],
      ['Resume', 'Pause'],
    ]) {
      await page.getByRole('button', { name: `${verb} texts` }).click();
      await page
        .getByRole('dialog')
        .getByRole('button', { name: `${verb} texts` })
        .click();
      await page.getByRole('button', { name: `${next} texts` }).waitFor();
      await page.getByText(verb === 'Pause' ? '1 thing needs a look' : 'All is well').waitFor();
    }
    await page.getByRole('button', { name: 'Rebuild all feeds' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Rebuild all feeds' }).click();
    await page.getByText('Last rebuilt').waitFor();

    await page.getByRole('link', { name: 'People' }).click();
    await page.getByLabel('Who it belongs to').fill('Sam Roe');
    await page.getByLabel('Phone number').last().fill('(312) 555-0177');
    await page.getByRole('button', { name: 'Add phone' }).click();
    await page.getByRole('row', { name: 'Sam Roe 0177' }).waitFor();
    await page.getByLabel('Phone number').first().fill('212 555 0101');
    await page.getByRole('button', { name: 'Record opt-out' }).click();
    await page.getByText('Recorded.').waitFor();

    await page.getByRole('link', { name: 'Keys and partners' }).click();
    await page.getByText('The Harbor Daily', { exact: true }).waitFor();
    await page.getByLabel('Who it belongs to').fill('Sam Roe');
    await page.getByRole('button', { name: 'Make key' }).click();
    await page.locator('fieldset .error').waitFor();
    await page.getByLabel('Write and publish fact-checks').check();
    await page.getByRole('button', { name: 'Make key' }).click();
    const key = z.string().parse(await page.locator('.made code').textContent());
    await page.getByRole('row', { name: 'Sam Roe Write and publish fact-checks' }).waitFor();
    const rulings = () => fetch(`${wire.dev.baseUrl}/v1/rulings`, { headers: { authorization: `Bearer ${key}` } });
    expect((await rulings()).status).toBe(200);
    await page.getByRole('button', { name: 'Remove the key of Sam Roe' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByRole('row', { name: 'Sam Roe' }).waitFor({ state: 'detached' });
    expect((await rulings()).status).toBe(401);
    await expectAccessible(page);
    expectQuiet(visited);
  });
});
