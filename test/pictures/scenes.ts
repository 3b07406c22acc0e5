import type { Page } from 'playwright-core';
import type { Dev } from '../wire-process.ts';
import type { Story } from './story.ts';

/** A page as it is to be seen: where, with whose key, and what makes it ready. */
export interface Scene {
  readonly name: string;
  readonly address: string;
  readonly key?: { readonly whose: 'newsroom' | 'partner' | 'operator'; readonly key: string };
  readonly ready: (page: Page) => Promise<unknown>;
}

const heading =
  (name: string | RegExp) =>
  (page: Page): Promise<void> =>
    page.getByRole('heading', { name }).first().waitFor();

export const scenesOf = ({ baseUrl, keys }: Dev, story: Story, draft: unknown): readonly Scene[] => {
  const newsroom = { whose: 'newsroom', key: keys.newsroom } as const;
  const partner = { whose: 'partner', key: keys.partner } as const;
  const operator = { whose: 'operator', key: keys.operator } as const;
  return [
    { name: 'front', address: `${baseUrl}/`, ready: heading('Corrections') },
    {
      name: 'texts',
      address: `${baseUrl}/texts`,
      ready: async (page) => {
        await page.getByLabel('Mobile number').fill('3125550134');
        await page.getByRole('checkbox', { name: 'I am 18 or older.' }).check();
      },
    },
    {
      name: 'preferences',
      address: story.preferences,
      ready: (page) => page.getByText('Your texts are on.').waitFor(),
    },
    { name: 'feeds', address: `${baseUrl}/feeds/`, ready: heading('Ratings') },
    { name: 'corrections', address: `${baseUrl}/corrections`, ready: heading(/2\d{3}/) },
    { name: 'desk', address: `${baseUrl}/desk`, key: newsroom, ready: heading('Fact-checks') },
    {
      name: 'desk-new',
      address: `${baseUrl}/desk#/new`,
      key: newsroom,
      ready: async (page) => {
        await page.getByText('Paste JSON').click();
        await page.getByRole('textbox', { name: 'JSON' }).fill(JSON.stringify(draft));
        await page.getByRole('button', { name: 'Fill the form' }).click();
        await page.getByText('As the draft stands.').waitFor();
      },
    },
    {
      name: 'desk-distribution',
      address: `${baseUrl}/desk#/rulings/${story.corrected}`,
      key: newsroom,
      ready: (page) => page.getByText('6 delivered').first().waitFor(),
    },
    { name: 'partners', address: `${baseUrl}/partners`, key: partner, ready: heading(/endpoints/i) },
    {
      name: 'partners-endpoint',
      address: `${baseUrl}/partners#/endpoints/${story.endpoint}`,
      key: partner,
      ready: heading(/deliveries/i),
    },
    { name: 'partners-verify', address: `${baseUrl}/partners#/verify`, key: partner, ready: heading('curl') },
    { name: 'operations', address: `${baseUrl}/operations`, key: operator, ready: heading('Queues') },
    {
      name: 'phones',
      address: `${baseUrl}/phones`,
      ready: async (page) => {
        await page.getByRole('button', { name: /0142/ }).click();
        await page.locator('.bubble', { hasText: 'CORRECTION:' }).first().waitFor();
      },
    },
  ];
};
