/** The page of sign-ups, as somebody fills it in. */
import type { Page } from 'playwright-core';

export const phone = (page: Page) => page.locator('input[type=tel]');

export const agreement = (page: Page) => page.getByRole('checkbox', { name: /^(I agree|Acepto)/ });

/** All that has to be there. */
export const fill = async (page: Page, number = '312 555 0134'): Promise<void> => {
  await phone(page).fill(number);
  await page.getByRole('checkbox', { name: /^(I am 18 or older|Tengo 18 años o más)\.$/ }).check();
  await agreement(page).check();
};

export const submit = (page: Page) => page.getByRole('button', { name: /^(Sign up|Inscribirme)$/ }).click();

export const focused = (page: Page): Promise<string | null> => page.locator(':focus').textContent();
