/** A fact-check and its correction, from the desk to phones and partners, on a wire that runs. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createApiClient } from '../../../local/cli/api-client.ts';
import { freePort, startWire, type WireProcess } from '../../wire-process.ts';
import { isMissing } from '../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, useBrowser } from './browser.ts';

const publishedSchema = z.object({ ruling: z.object({ id: z.string() }) });
const revisedSchema = z.object({ items: z.array(z.object({ revision: z.number(), eventId: z.string() })) });

const draft = {
  slug: 'canal-bill-locks',
  url: 'https://newsroom.example/rulings/canal-bill-locks',
  headline: 'No, the canal bill does not close every lock',
  claim: {
    text: 'The canal bill closes every lock.',
    claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person' },
  },
  rating: 'false',
  bodyHtml: '<p>It closes one lock of nine.</p>',
};

describe.skipIf(isMissing('chromium'))('an editor at the desk', () => {
  let folder: string;
  let wire: WireProcess;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rulingwire-desk-'));
    wire = await startWire(join(folder, 'data'), await freePort(), { RULINGWIRE_QUIET_HOURS: 'off' });
  });
  afterAll(async () => {
    await wire?.stop();
    await rm(folder, { recursive: true });
  });
  const visit = useBrowser(() => wire.dev.baseUrl);

  test('sees a fact-check arrive, corrects it, and sees how far the correction came', async () => {
    const { baseUrl, keys } = wire.dev;
    const visited = await visit();
    const { page } = visited;
    await page.goto(`${baseUrl}/desk`);
    await page.getByLabel('Your newsroom key').fill(keys.newsroom);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Fact-checks' }).waitFor();

    const newsroom = createApiClient(baseUrl, keys.newsroom);
    const { ruling } = await newsroom.call('POST', '/v1/rulings', publishedSchema, draft);
    await page.goto(`${baseUrl}/desk#/rulings/${ruling.id}`);
    await page.getByRole('heading', { name: draft.headline }).waitFor();
    await page.getByText('sent', { exact: true }).waitFor();
    await page.getByText('5 delivered').waitFor();
    await page.getByText(/^\d+ feeds written/).waitFor();
    await page.getByText('1 delivered').waitFor();
    await page.getByText('Texts accepted, each bar 10 seconds').waitFor();

    await page.getByRole('link', { name: 'Correct' }).click();
    await page.getByLabel('Note', { exact: true }).fill('Five of nine locks close.');
    await page.getByLabel('Rating', { exact: true }).selectOption('Half True');
    await page.getByLabel('Body', { exact: true }).fill('<p>It closes five locks of nine.</p>');
    await page.getByRole('button', { name: 'Correct …' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Revision 1: 5 texts on phones').waitFor();
    await dialog.getByText('1 partner', { exact: true }).click();
    await dialog.getByRole('row', { name: /The Harbor Daily/ }).waitFor();
    await dialog.getByRole('button', { name: 'Correct', exact: true }).click();
    await page.getByRole('heading', { name: 'Corrected, revision 2' }).waitFor();
    await page.getByText('5 delivered').waitFor();
    await page.getByText('1 not acknowledged yet').waitFor();
    await page
      .getByRole('row', { name: /The Harbor Daily 2/ })
      .first()
      .waitFor();

    const { items } = await newsroom.call('GET', `/v1/rulings/${ruling.id}/revisions`, revisedSchema);
    const partner = createApiClient(baseUrl, keys.partner);
    await partner.call('POST', `/v1/events/${items.at(-1)?.eventId}/acknowledgement`, z.unknown(), { revision: 2 });
    await page.reload();
    await page.getByText('1 acknowledged the correction').waitFor();
    await expectAccessible(page);

    await page.getByRole('link', { name: 'Revisions' }).click();
    const body = page.locator('dt', { hasText: 'Body' }).locator('+ dd');
    await body.waitFor();
    expect(await body.locator('ins').allTextContents()).toEqual(['five', 'locks']);
    await page.getByRole('link', { name: 'Sends' }).click();
    await page.getByRole('heading', { name: /^Correction/ }).waitFor();
    expectQuiet(visited);
  });
});
