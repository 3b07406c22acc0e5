import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { freePort, startWire, type WireProcess } from '../../wire-process.ts';
import { isMissing } from '../feed-readers/installed.ts';
import { expectQuiet, useBrowser } from './browser.ts';
import { publish, settled } from './desk/composing.ts';

const listSchema = z.object({
  items: z.array(z.object({ slug: z.string(), headline: z.string(), rating: z.string() })),
});

describe.skipIf(isMissing('chromium'))('the desk on a wire', () => {
  let dataDir: string;
  let wire: WireProcess;
  const visit = useBrowser(() => wire.dev.baseUrl);

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-desk-'));
    wire = await startWire(dataDir, await freePort());
  });
  afterAll(async () => {
    await wire.stop();
    await rm(dataDir, { recursive: true });
  });

  const ratedBy = async (speaker: string) => {
    const headers = { authorization: `Bearer ${wire.dev.keys.newsroom}` };
    const answer = await fetch(`${wire.dev.baseUrl}/v1/rulings?claimant=${speaker}`, { headers });
    return listSchema.parse(await answer.json()).items;
  };

  test('a fact-check is written by hand, tried without a network, and published once', async () => {
    const visited = await visit();
    const { page } = visited;
    await page.goto(`${wire.dev.baseUrl}/desk#/new`);
    await page.getByLabel('Your newsroom key').fill(wire.dev.keys.newsroom);
    await page.keyboard.press('Enter');
    await page.getByLabel('Headline', { exact: true }).fill('No, the bill does not close Pier 4');
    await page.getByLabel('URL', { exact: true }).fill('https://newsroom.example/rulings/pier-4');
    await page.getByLabel('Claim', { exact: true }).fill('The bill closes Pier 4.');
    await page.getByLabel('Speaker', { exact: true }).fill('Kim Poe');
    await page.getByRole('radio', { name: 'Mostly False' }).check();
    await settled(page);
    expect(await page.locator('.bubble').textContent()).toContain('Claim rated MOSTLY FALSE.');
    await page.context().setOffline(true);
    await publish(page);
    await page.getByText('The server cannot be reached. It may have been published, or not.').waitFor();
    expect(await ratedBy('kim-poe')).toEqual([]);
    await page.context().setOffline(false);
    await publish(page);
    await page.waitForURL(/#\/rulings\/rul_/);
    expect(await ratedBy('kim-poe')).toEqual([
      {
        slug: 'no-the-bill-does-not-close-pier-4',
        headline: 'No, the bill does not close Pier 4',
        rating: 'mostly-false',
      },
    ]);
    expectQuiet(visited);
  });
});
