import { describe, expect, test } from 'vitest';
import { endpointChangesSchema } from '../../../../shared/domain/endpoint.ts';
import { endpointId, noon } from '../../../samples/delivering.ts';
import { isMissing } from '../../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, expectReflow, useBrowser } from '../browser.ts';
import { useSite } from '../site.ts';
import { deliveriesOf, owed } from './owed.ts';
import { checked, openPortal, refused, seen } from './portal.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const one = `/v1/endpoints/${endpointId(1)}`;

describe.skipIf(isMissing('chromium'))('an endpoint’s settings', () => {
  const origin = useSite();
  const visit = useBrowser(origin);
  const open = (...asked: [place: string, opening?: Parameters<typeof openPortal>[3]]) =>
    openPortal(origin(), visit, ...asked);

  test('are changed only where they were changed, also what the newsroom no longer offers', async () => {
    const filters = { ...seen().filters, topics: ['long-gone', 'transport'], claimantKinds: ['person' as const] };
    const before = seen({ filters, headers: { names: ['x-api-key'], sealed: '' } });
    const changesSchema = endpointChangesSchema({ allowLoopback: false });
    const portal = await open(`#/endpoints/${before.id}/settings`, {
      answers: {
        [`GET ${one}`]: { body: before },
        [`PATCH ${one}`]: checked(changesSchema, (changes) => ({ body: Object.assign({}, before, changes) })),
      },
    });
    const { page } = portal;
    await page.getByText('x-api-key').waitFor();
    await expectAccessible(page);
    await expectReflow(page);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Nothing was changed.').waitFor();
    await page.getByLabel('Long gone').uncheck();
    await page.getByLabel('At the same time').fill('2');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    expect(portal.asked(`PATCH ${one}`).map((call) => call.postDataJSON())).toEqual([
      { filters: { ...filters, topics: ['transport'] }, maxInFlight: 2 },
    ]);
    expectQuiet(portal);
  });

  test('lead to a new secret, and to the end, once that is meant', async () => {
    const portal = await open(`#/endpoints/${endpointId(1)}/settings`, {
      answers: {
        [`GET ${one}`]: { body: seen() },
        [`POST ${one}/rotate-secret`]: refused('invalid', [{ pointer: '/overlapHours', detail: 'is too long' }]),
        [`DELETE ${one}`]: refused('internal'),
      },
    });
    const { page } = portal;
    await page.getByLabel('Hours the old one stays valid').fill('1000');
    await page.getByRole('button', { name: 'Make a new secret' }).click();
    await page.getByText('is too long').waitFor();
    portal.answer(`POST ${one}/rotate-secret`, { body: { ...seen(), secret } });
    await page.getByLabel('Hours the old one stays valid').fill('2');
    await page.keyboard.press('Enter');
    await page.getByText(secret).waitFor();
    await page.getByText('for 2 hours').waitFor();
    expect(portal.asked(`POST ${one}/rotate-secret`).at(-1)?.postDataJSON()).toEqual({ overlapHours: 2 });
    const remove = page.getByRole('button', { name: 'Remove the endpoint' });
    await remove.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Remove this endpoint?' }).waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    expect(await remove.evaluate((element) => element.ownerDocument.activeElement === element)).toBe(true);
    expect(portal.asked(`DELETE ${one}`)).toEqual([]);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove it' }).click();
    await page.getByText('It may have been removed').waitFor();
    await expectReflow(page);
    portal.answer(`DELETE ${one}`, { status: 204 });
    await page.getByRole('button', { name: 'Remove it' }).click();
    await page.getByRole('heading', { name: 'Endpoints' }).waitFor();
    expectQuiet(portal);
  });

  test('end the old secret at once only where that is meant, and say so when nobody knows', async () => {
    const path = `POST ${one}/rotate-secret`;
    const portal = await open(`#/endpoints/${endpointId(1)}/settings`, {
      answers: { [`GET ${one}`]: { body: seen() }, [path]: refused('internal') },
    });
    const { page } = portal;
    const hours = page.getByLabel('Hours the old one stays valid');
    const make = page.getByRole('button', { name: 'Make a new secret' });
    await hours.fill('2');
    await make.click();
    await page.getByText('Make another: the old one still works.').waitFor();
    await hours.fill('0');
    await make.click();
    const dialog = page.getByRole('dialog', { name: 'End the old secret at once?' });
    await dialog.waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(portal.asked(path)).toHaveLength(1);
    await page.keyboard.press('Enter');
    await dialog.getByRole('button', { name: 'Make a new secret' }).click();
    await page.getByText('the old one no longer works: make another right away.').waitFor();
    expect(await page.getByText('the old one still works').count()).toBe(0);
    portal.answer(path, { body: { ...seen(), secret } });
    await make.click();
    await dialog.getByRole('button', { name: 'Make a new secret' }).click();
    await page.locator('h2:focus', { hasText: 'The secret' }).waitFor();
    await page.getByText('Messages are signed with it alone').waitFor();
    expect(portal.asked(path).map((call) => call.postDataJSON())).toEqual([
      ...[{ overlapHours: 2 }, { overlapHours: 0 }, { overlapHours: 0 }],
    ]);
    expectQuiet(portal);
  });

  test('of one that is disabled enable it, and it takes no test before', async () => {
    const disabled = seen({ disabledReason: 'the endpoint answered 410 Gone', disabledAt: noon });
    const portal = await open(`#/endpoints/${disabled.id}`, {
      answers: {
        [`GET ${one}`]: { body: disabled },
        [`GET ${one}/deliveries`]: deliveriesOf(1, (sequence) => owed(sequence, { state: 'waiting' })),
        [`POST ${one}/test`]: refused('endpoint-disabled'),
        [`POST ${one}/enable`]: () => {
          portal.answer(`GET ${one}`, { body: seen() });
          return { body: seen() };
        },
      },
    });
    const { page } = portal;
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('The endpoint is disabled: enable it first').waitFor();
    await expectAccessible(page);
    await expectReflow(page);
    await page.getByRole('button', { name: 'Enable the endpoint' }).click();
    await page.getByText('active', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Enable the endpoint' }).count()).toBe(0);
    expectQuiet(portal);
  });
});
