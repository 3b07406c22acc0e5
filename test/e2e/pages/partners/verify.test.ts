import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isMissing } from '../../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, expectReflow, useBrowser } from '../browser.ts';
import { useSite } from '../site.ts';

const samples = new URL('../../../../web/partners/verify/samples/', import.meta.url);

describe.skipIf(isMissing('chromium'))('how to verify a message', () => {
  const origin = useSite();
  const visit = useBrowser(origin);

  test('is shown without a key, in the very code that is tested, which can be copied', async () => {
    const visited = await visit({ permissions: ['clipboard-read', 'clipboard-write'] });
    const { page } = visited;
    await page.goto(`${origin()}/partners#/verify`);
    await page.locator('pre').first().waitFor();
    const files = readdirSync(samples).map((name) => readFileSync(new URL(name, samples), 'utf8'));
    const shown = await page.locator('pre').allTextContents();
    expect(shown.toSorted()).toEqual(files.map((text) => text.trimEnd()).toSorted());
    await page.getByRole('button', { name: 'Copy' }).first().click();
    await page.getByText('Copied.').waitFor();
    expect(files).toContain(await page.evaluate('navigator.clipboard.readText()'));
    await expectAccessible(page);
    await expectReflow(page);
    expectQuiet(visited);
  });
});
