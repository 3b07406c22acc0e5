/** Opt-outs, staff phones, keys and partners, over an API that a test answers for. */
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { isMissing } from '../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, expectReflow, useBrowser } from './browser.ts';
import { allWell, answer, markup, openOperations, problem } from './operations-now.ts';
import { useSite } from './site.ts';

const listed = (items: readonly object[], nextCursor: string | null = null) => ({ json: { items, nextCursor } });
const at = '2026-11-20T12:00:00.000Z';
const number = '(312) 555-0177';

/** All that the browser keeps of a page, and where it stands. */
const remembered = (page: Page): Promise<unknown> =>
  page.evaluate('location.href + JSON.stringify(localStorage) + JSON.stringify(sessionStorage) + document.cookie');

describe.skipIf(isMissing('chromium'))('the page of operations', () => {
  const origin = useSite();
  const visit = useBrowser(origin);
  const noPhones = (page: Page) => answer(page, ['GET', '/v1/staff-phones'], () => listed([]));

  describe('people', () => {
    test('takes an opt-out down by keyboard alone, and keeps nothing of the number', async () => {
      const visited = await visit();
      const { page } = visited;
      await noPhones(page);
      const { bodies } = await answer(page, ['POST', '/v1/suppressions'], () => ({ status: 202, json: {} }));
      await openOperations(page, origin(), 'people');
      await page.getByLabel('Phone number').first().focus();
      await page.keyboard.type(number);
      await page.keyboard.press('Tab');
      await page.keyboard.type('by mail');
      await page.keyboard.press('Enter');
      await page.getByText('Recorded. Nothing more is sent to that number.').waitFor();
      expect(bodies).toEqual([{ phone: number, note: 'by mail' }]);
      expect(await page.getByLabel('Phone number').first().inputValue()).toBe('');
      expect(await page.getByLabel('How they asked').inputValue()).toBe('');
      expect(await page.content()).not.toContain('0177');
      expect(await remembered(page)).not.toContain('0177');
      await expectAccessible(page);
      await expectReflow(page);
      expectQuiet(visited);
    });

    test('says at its field what is wrong, and keeps what was written, 10,000 characters too', async () => {
      const { page } = await visit();
      await noPhones(page);
      const wrong = [
        { pointer: '/phone', detail: 'is not a phone number that can be texted' },
        { pointer: '/note', detail: 'has at most 500 characters' },
      ];
      await answer(page, ['POST', '/v1/suppressions'], () => problem(422, 'invalid', 'Some fields do not fit', wrong));
      await openOperations(page, origin(), 'people');
      const phone = page.getByLabel('Phone number').first();
      await phone.fill('12');
      await page.getByLabel('How they asked').fill('w'.repeat(10_000));
      await page.getByRole('button', { name: 'Record opt-out' }).click();
      await page.getByText('is not a phone number that can be texted').waitFor();
      expect(await phone.getAttribute('aria-invalid')).toBe('true');
      expect(await page.getByText('has at most 500 characters').isVisible()).toBe(true);
      expect(await page.getByLabel('How they asked').inputValue()).toHaveLength(10_000);
      await expectAccessible(page);
      await expectReflow(page);
    });

    test('says after an error of the server, and without a network, that it can be done again', async () => {
      const { page } = await visit();
      await noPhones(page);
      await answer(page, ['POST', '/v1/suppressions'], () => problem(500, 'internal', 'Something went wrong'));
      await openOperations(page, origin(), 'people');
      await page.getByLabel('Phone number').first().fill(number);
      await page.getByRole('button', { name: 'Record opt-out' }).click();
      await page.getByText('Something went wrong. The opt-out may not have been recorded. Record it again').waitFor();
      await page.context().setOffline(true);
      await page.route('**/v1/suppressions', (route) => route.abort());
      await page.getByRole('button', { name: 'Record opt-out' }).click();
      await page.getByText('The server cannot be reached. The opt-out may not have been recorded').waitFor();
      expect(await page.getByLabel('Phone number').first().inputValue()).toBe(number);
    });

    test('keeps what was written when the key opens nothing any more', async () => {
      const { page } = await visit();
      await noPhones(page);
      await answer(page, ['GET', '/v1/operations'], () => ({ json: allWell }));
      const replies = [problem(401, 'unauthorized', 'No valid API key'), { status: 202, json: {} }];
      const { bodies } = await answer(page, ['POST', '/v1/suppressions'], () => replies.shift() ?? {});
      await openOperations(page, origin(), 'people');
      await page.getByLabel('Phone number').first().fill(number);
      await page.getByRole('button', { name: 'Record opt-out' }).click();
      await page.getByText('Your key no longer works').waitFor();
      await expectAccessible(page);
      await page.getByLabel('Your operator key').fill('rwk_another');
      await page.keyboard.press('Enter');
      await page.getByText('Your key no longer works').waitFor({ state: 'detached' });
      expect(await page.getByLabel('Phone number').first().inputValue()).toBe(number);
      await page.getByRole('button', { name: 'Record opt-out' }).click();
      await page.getByText('Recorded.').waitFor();
      expect(bodies).toHaveLength(2);
    });

    test('adds a staff phone, and takes one away once it was asked whether to', async () => {
      const { page } = await visit();
      const phones = [{ id: 'sub_1', name: markup, lastDigits: '0101' }];
      await answer(page, ['GET', '/v1/staff-phones'], () => listed(phones));
      await answer(page, ['POST', '/v1/staff-phones'], () => {
        phones.push({ id: 'sub_2', name: 'Sam Roe', lastDigits: '0177' });
        return { status: 201, json: phones[1] };
      });
      const { bodies: removed } = await answer(page, ['DELETE', '/v1/staff-phones/sub_1'], () => {
        phones.shift();
        return problem(404, 'not-found', 'There is no such thing');
      });
      await openOperations(page, origin(), 'people');
      await page.getByLabel('Who it belongs to').fill('Sam Roe');
      await page.getByLabel('Phone number').last().fill(number);
      await page.getByRole('button', { name: 'Add phone' }).click();
      await page.getByText('Added: Sam Roe.').waitFor();
      expect(await page.getByLabel('Phone number').last().inputValue()).toBe('');
      await expect.poll(() => page.locator('tbody th').allTextContents()).toEqual([markup, 'Sam Roe']);
      await expectAccessible(page);
      await page.getByRole('button', { name: `Remove the phone of ${markup}` }).click();
      expect(removed).toHaveLength(0);
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
      await expect.poll(() => page.locator('tbody th').allTextContents()).toEqual(['Sam Roe']);
      expect(await page.title()).toBe('People');
      await expectReflow(page);
    });
  });

  describe('keys and partners', () => {
    const secret = 'rwk_a-key-that-is-shown-once';
    const key = (id: string, name: string, partnerId: string | null = null) => ({
      ...{ id, name, scopes: partnerId === null ? ['newsroom:write'] : ['partner'], partnerId, createdAt: at },
    });

    test('makes a key for a person, and shows it this once', async () => {
      const visited = await visit();
      const { page } = visited;
      const keys = [key('key_1', markup)];
      await answer(page, ['GET', '/v1/partners'], () => listed([]));
      await answer(page, ['GET', '/v1/keys'], () => listed(keys));
      const { bodies } = await answer(page, ['POST', '/v1/keys'], () => {
        keys.push(key('key_2', 'Sam Roe'));
        return { status: 201, json: { ...keys[1], key: secret } };
      });
      await openOperations(page, origin(), 'keys');
      await page.getByLabel('Who it belongs to').fill('Sam Roe');
      await page.getByLabel('Write and publish fact-checks').check();
      await page.getByRole('button', { name: 'Make key' }).click();
      await page.getByText(secret).waitFor();
      expect(bodies).toEqual([{ name: 'Sam Roe', scopes: ['newsroom:write'] }]);
      await expect.poll(() => page.locator('tbody th').allTextContents()).toEqual([markup, 'Sam Roe']);
      expect(await remembered(page)).not.toContain(secret);
      await expectAccessible(page);
      await expectReflow(page);
      await page.getByRole('button', { name: 'I have it' }).click();
      expect(await page.content()).not.toContain(secret);
      expectQuiet(visited);
    });

    test('says where to look when nobody knows whether a key was made, and what is wrong where one was refused', async () => {
      const { page } = await visit();
      await answer(page, ['GET', '/v1/partners'], () => listed([]));
      await answer(page, ['GET', '/v1/keys'], () => listed([key('key_1', 'Sam Roe')]));
      const empty = [{ pointer: '/scopes', detail: 'must name one at least' }];
      const replies = [problem(500, 'internal', 'Something went wrong'), problem(422, 'invalid', 'No', empty)];
      await answer(page, ['POST', '/v1/keys'], () => replies.shift() ?? {});
      await openOperations(page, origin(), 'keys');
      await page.getByLabel('Who it belongs to').fill('Sam Roe');
      await page.getByRole('button', { name: 'Make key' }).click();
      await page.getByText('It may have happened: look for it below').waitFor();
      await page.getByRole('button', { name: 'Make key' }).click();
      await page.getByText('must name one at least').waitFor();
      expect(await page.getByLabel('Who it belongs to').inputValue()).toBe('Sam Roe');
      await expectAccessible(page);
    });

    test('takes on a partner and makes them a key; takes a key away', async () => {
      const { page } = await visit();
      const partners = [{ id: 'ptr_1', name: markup, createdAt: at }];
      const keys = [key('key_1', 'Sam Roe')];
      await answer(page, ['GET', '/v1/partners'], () => listed(partners));
      await answer(page, ['GET', '/v1/keys'], () => listed(keys));
      await answer(page, ['POST', '/v1/partners'], () => {
        partners.push({ id: `ptr_${partners.length + 1}`, name: 'The Harbor Daily', createdAt: at });
        return { status: 201, json: partners.at(-1) };
      });
      await answer(page, ['POST', '/v1/partners/ptr_2/keys'], () => {
        const made = key(`key_${keys.length + 1}`, `their CMS ${keys.length}`, 'ptr_2');
        keys.push(made);
        return { status: 201, json: { ...made, key: `${secret}-${made.id}` } };
      });
      await answer(page, ['DELETE', '/v1/keys/key_1'], () => {
        keys.shift();
        return { status: 204 };
      });
      await openOperations(page, origin(), 'keys');
      await page.getByLabel('Name of the outlet').fill('The Harbor Daily');
      await page.getByRole('button', { name: 'Add partner' }).click();
      await page.getByText('New key for The Harbor Daily').click();
      const card = page.locator('.card', { hasText: 'The Harbor Daily' }).first();
      const made = card.locator('.made code');
      for (const keysMade of [1, 2]) {
        await card.getByLabel('What the key is for').fill('their CMS');
        await card.getByRole('button', { name: 'Make key' }).click();
        await expect.poll(() => made.count()).toBe(keysMade);
      }
      await page.getByLabel('Name of the outlet').fill('The Harbor Daily');
      await page.getByRole('button', { name: 'Add partner' }).click();
      await expect.poll(() => page.locator('.card').count()).toBe(3);
      // what is shown once stays until somebody has it
      expect(await made.allTextContents()).toEqual([`${secret}-key_2`, `${secret}-key_3`]);
      await expectAccessible(page);
      await card.getByRole('button', { name: 'I have it' }).first().click();
      expect(await made.allTextContents()).toEqual([`${secret}-key_3`]);
      await page.getByRole('button', { name: 'Remove the key of Sam Roe' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
      await expect.poll(() => page.locator('tbody th').allTextContents()).toEqual(['their CMS 1', 'their CMS 2']);
      expect(await made.allTextContents()).toEqual([`${secret}-key_3`]);
    });

    test('reads long lists a page at a time', async () => {
      const { page } = await visit();
      const many = Array.from({ length: 100 }, (_, index) => key(`key_${index}`, `Key ${index}`));
      const pages: object[] = [listed(many, 'next'), listed([key('key_100', 'The last')])];
      await answer(page, ['GET', '/v1/partners'], () => problem(500, 'internal', 'Something went wrong'));
      await answer(page, ['GET', '/v1/keys'], () => pages.shift() ?? {});
      await openOperations(page, origin(), 'keys');
      await page.getByText('Something went wrong').waitFor();
      await page.getByRole('button', { name: 'Show more' }).click();
      await expect.poll(() => page.locator('tbody tr').count()).toBe(101);
      expect(await page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
      // what is read anew comes whole, or nothing of it does
      const [broken, left] = [problem(500, 'internal', 'Not read anew'), listed(many.slice(1), 'next')];
      pages.push(left, broken, left, listed([key('key_100', 'The last')]));
      await answer(page, ['DELETE', '/v1/keys/key_0'], () => ({ status: 204 }));
      await page.getByRole('button', { name: 'Remove the key of Key 0', exact: true }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
      await page.getByText('Not read anew').waitFor();
      expect(await page.locator('tbody tr').count()).toBe(101);
      await page.getByRole('button', { name: 'Try again' }).last().click();
      await expect.poll(() => page.locator('tbody tr').count()).toBe(100);
      expect(await page.locator('tbody th').first().textContent()).toBe('Key 1');
    });
  });
});
