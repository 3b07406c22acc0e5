import type { Request } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { acknowledgementDraftSchema } from '../../../../shared/domain/acknowledgement.ts';
import { attempt, endpointId, eventId, noon, rulingId } from '../../../samples/delivering.ts';
import { isMissing } from '../../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, expectReflow, useBrowser } from '../browser.ts';
import { useSite } from '../site.ts';
import { deliveriesOf, logOf, owed, pulled } from './owed.ts';
import { checked, listOf, lookAgain, openPortal, refused, seen } from './portal.ts';

const markup = '<img src=x onerror=alert(1)>';
const [first, second] = [seen(), seen({ id: endpointId(2), url: 'https://other.example/hook' })];

describe.skipIf(isMissing('chromium'))('events', () => {
  const origin = useSite();
  const visit = useBrowser(origin);
  const open = (place: string, deliveries: ReturnType<typeof deliveriesOf>, answers = {}) =>
    openPortal(origin(), visit, place, {
      answers: {
        'GET /v1/endpoints': listOf(first, second),
        [`GET /v1/endpoints/${first.id}/deliveries`]: deliveries,
        [`GET /v1/endpoints/${second.id}/deliveries`]: deliveriesOf(0),
        'GET /v1/events': logOf(30),
        ...answers,
      },
    });

  test('begin shortly before the newest that was owed, and go on to both sides', async () => {
    const portal = await open('#/events', deliveriesOf(28));
    const { page } = portal;
    const numbers = page.getByRole('table').getByRole('rowheader');
    await page.getByText('None: everything from no. 1 on that the endpoint was owed has arrived.').waitFor();
    await numbers.getByText('28').waitFor();
    expect([await numbers.first().textContent(), await numbers.count()]).toEqual(['4', 25]);
    await page.getByRole('button', { name: 'Later' }).click();
    await numbers.getByText('29').waitFor();
    expect(await page.getByRole('row', { name: /^29/ }).textContent()).toContain('not owed');
    await page.getByLabel('From no.').fill('7');
    await page.keyboard.press('Enter');
    await numbers.getByText('7', { exact: true }).waitFor();
    expect(await numbers.first().textContent()).toBe('7');
    await page.getByRole('button', { name: 'Earlier' }).click();
    await numbers.getByText('1', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Earlier' }).isDisabled()).toBe(true);
    await expectAccessible(page);
    await expectReflow(page);
    expectQuiet(portal);
  });

  test('that are new come in at the end of the log, and nothing else is looked for', async () => {
    const portal = await open('#/events', deliveriesOf(28), { 'GET /v1/events': logOf(28) });
    const { page } = portal;
    const numbers = page.getByRole('table').getByRole('rowheader');
    const shown = () => numbers.allTextContents().then((all) => [all.length, all.at(0), all.at(-1)]);
    const later = page.getByRole('button', { name: 'Later' });
    const asked = (after: number) =>
      portal.asked('GET /v1/events').filter((call) => call.url().includes(`after=${after}&`)).length;
    await expect.poll(() => asked(28)).toBe(1);
    expect(await shown()).toEqual([25, '4', '28']);
    portal.answer('GET /v1/events', logOf(30));
    portal.answer(`GET /v1/endpoints/${first.id}/deliveries`, deliveriesOf(30));
    await lookAgain(page);
    await page.getByRole('row', { name: /^30/ }).getByText('delivered').waitFor();
    expect([await shown(), await later.isDisabled()]).toEqual([[25, '6', '30'], true]);
    await page.getByRole('button', { name: 'Earlier' }).click();
    await expect.poll(shown).toEqual([25, '1', '25']);
    await later.click();
    await expect.poll(shown).toEqual([5, '26', '30']);
    // an import: whoever reads is not carried away
    portal.answer('GET /v1/events', logOf(80));
    await expect.poll(() => asked(30)).toBe(2);
    await lookAgain(page);
    await expect.poll(shown).toEqual([25, '31', '55']);
    expect(await later.isDisabled()).toBe(false);
    await lookAgain(page);
    await later.click();
    await expect.poll(shown).toEqual([25, '56', '80']);
    expect([asked(3), asked(25), asked(0)]).toEqual([1, 1, 1]);
    expectQuiet(portal);
  });

  test('that were just published are looked for among deliveries until they are planned', async () => {
    const fresh = pulled(3, 'No, measure 3 closes nothing', new Date().toISOString());
    const log = (request: Request) => ({
      body: { items: request.url().includes('after=0&') ? [fresh] : [], nextCursor: null },
    });
    const portal = await open('#/events', deliveriesOf(2), { 'GET /v1/events': log });
    const row = portal.page.getByRole('row', { name: /^3/ });
    await row.waitFor();
    portal.answer(`GET /v1/endpoints/${first.id}/deliveries`, deliveriesOf(3));
    await row.getByText('delivered').waitFor({ timeout: 10_000 });
    expectQuiet(portal);
  });

  test('tell what the endpoint was owed and has not got, by their numbers', async () => {
    const failed = { state: 'pending' as const, nextAttemptAt: noon, attempts: [attempt()] };
    const states = [
      owed(21, { state: 'sending', attempts: [] }),
      owed(20, failed),
      owed(19, failed),
      owed(18),
      owed(17, { state: 'waiting' }),
      owed(11, { state: 'waiting' }),
      owed(10, { state: 'superseded', rulingId: rulingId(18) }),
      owed(9, { state: 'superseded', rulingId: rulingId(77) }),
    ];
    const portal = await open('#/events', () => ({ body: { items: states, nextCursor: null } }));
    const { page } = portal;
    const gaps = page.getByRole('listitem');
    await gaps.nth(4).waitFor();
    expect(await gaps.allTextContents()).toEqual([
      'no. 21, on the way',
      'no. 19 to 20 (2), failed so far, retried automatically',
      'no. 11 to 17 (2), waiting, not retried automatically',
      'no. 10, superseded by no. 18',
      'no. 9, superseded',
    ]);
    await expectAccessible(page);
    await page.getByLabel('Endpoint').selectOption('https://other.example/hook');
    await page.getByText('The endpoint has been owed nothing yet.').waitFor();
    expect(page.url()).toMatch(new RegExp(`#/events/${second.id}$`));
    expectQuiet(portal);
  });

  test('are looked up in 100,000 deliveries only as far as asked', async () => {
    const portal = await open('#/events', deliveriesOf(100_000), { 'GET /v1/events': logOf(100_000) });
    const { page } = portal;
    await page
      .getByRole('row', { name: /^100000/ })
      .getByText('delivered')
      .waitFor();
    await page.getByLabel('From no.').fill('500');
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: /^500/ }).getByText('not looked up').waitFor();
    const path = `GET /v1/endpoints/${first.id}/deliveries`;
    const cursors = () => portal.asked(path).filter((call) => call.url().includes('cursor')).length;
    await expect.poll(cursors, { timeout: 30_000 }).toBe(19);
    await page.getByRole('button', { name: 'Look up earlier deliveries' }).click();
    await expect.poll(cursors, { timeout: 30_000 }).toBe(20);
    await expectAccessible(page);
    expectQuiet(portal);
  });

  test('are acknowledged with the revision and the address, whatever goes wrong before', async () => {
    const path = `POST /v1/events/${eventId(30)}/acknowledgement`;
    const done = { eventId: eventId(30), rulingId: rulingId(30), revision: 1, acknowledgedRevision: 1 };
    const portal = await open('#/events', deliveriesOf(30), {
      'GET /v1/events': logOf(30, (sequence) => `${markup} ${sequence}`),
      [path]: checked(acknowledgementDraftSchema, () => ({ body: done })),
    });
    const { page } = portal;
    const button = page.getByRole('button', { name: 'Acknowledge no. 30' });
    await button.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Acknowledge no. 30' });
    await dialog.getByText(`${markup} 30`).waitFor();
    await dialog.getByLabel('Revision that your page shows').fill('none');
    await dialog.getByLabel('Address of your page').fill('harbor bill');
    await page.keyboard.press('Enter');
    await dialog.locator('.error').nth(1).waitFor();
    expect(await dialog.locator('[aria-invalid]').count()).toBe(2);
    await expectAccessible(page);
    await expectReflow(page);
    portal.answer(path, refused('internal'));
    await dialog.getByLabel('Revision that your page shows').fill('1');
    await dialog.getByLabel('Address of your page').fill('https://partner.example/fact-checks/harbor-bill');
    await page.keyboard.press('Enter');
    await dialog.getByText('It may have been recorded').waitFor();
    portal.answer(path, { body: done });
    await page.keyboard.press('Enter');
    await page.getByRole('row', { name: /^30/ }).getByText('revision 1 acknowledged').waitFor();
    expect(portal.asked(path).at(-1)?.postDataJSON()).toEqual({
      ...{ revision: 1, republishedUrl: 'https://partner.example/fact-checks/harbor-bill' },
    });
    expect(await button.evaluate((element) => element.ownerDocument.activeElement === element)).toBe(true);
    portal.answer('GET /v1/events', logOf(30, undefined, { 30: 1, 29: 2 }));
    await page.reload();
    await page.getByRole('row', { name: /^30/ }).getByText('revision 1 acknowledged').waitFor();
    expect(await page.getByText(/revision \d acknowledged/).allTextContents()).toHaveLength(2);
    expectQuiet(portal);
  });

  test('are there for who has no endpoint, too', async () => {
    const portal = await open('#/events', deliveriesOf(0), { 'GET /v1/endpoints': listOf() });
    await portal.page.getByRole('row', { name: /^25/ }).waitFor();
    await expectAccessible(portal.page);
    expectQuiet(portal);
  });
});
