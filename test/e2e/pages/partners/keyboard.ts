import type { Page } from 'playwright-core';

const focused = `(({ activeElement: at }) =>
  at?.matches('a, button, input') ? at.textContent + ' ' + (at.labels?.[0]?.textContent ?? '') : '')(document)`;

/** Goes on by Tab to what has this text or label. */
export const reach = async (page: Page, name: string): Promise<void> => {
  for (let steps = 0; steps < 80; steps += 1) {
    await page.keyboard.press('Tab');
    if (String(await page.evaluate(focused)).includes(name)) return;
  }
  throw new Error(`no way to ${name}`);
};
