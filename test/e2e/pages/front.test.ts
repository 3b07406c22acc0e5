import { describe, expect, test } from 'vitest';
import { isMissing } from '../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, expectReflow, useBrowser } from './browser.ts';
import { useSite } from './site.ts';

describe.skipIf(isMissing('chromium'))('the front page', () => {
  const origin = useSite();
  const visit = useBrowser(origin);

  test('leads to feeds, texts and corrections, for everybody', async () => {
    const visited = await visit();
    const { page } = visited;
    await page.goto(origin());
    for (const path of ['/feeds/', '/texts', '/corrections'])
      expect(await page.locator(`a[href="${path}"]`).count(), path).toBeGreaterThan(0);
    await expectAccessible(page);
    await expectReflow(page);
    expectQuiet(visited);
  });

  test('has all its files: one that is missing is told', async () => {
    const { page, errors } = await visit();
    await page.route('**/v1/**', (route) => route.fulfill({ status: 404 }));
    await page.goto(origin());
    await page.evaluate('fetch("/v1/rulings")');
    expect(errors).toEqual([]);
    await page.setContent('<img src="/missing.svg" alt="">');
    expect(errors.join()).toContain('/missing.svg');
  });

  test('runs no script but the site’s own files', async () => {
    const { page, errors } = await visit();
    await page.goto(origin());
    await page.setContent(
      '<p id="here">before</p><script>document.querySelector("#here").textContent = "after"</script>',
    );
    expect(await page.textContent('#here')).toBe('before');
    expect(errors.join()).toMatch(/Content Security Policy/);
  });
});
