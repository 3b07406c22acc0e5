/** Status of the wire, and what an operator does about it, over an API that a test answers for. */
import { describe, expect, test } from 'vitest';
import { waitFor } from '../../wait-for.ts';
import { isMissing } from '../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, expectReflow, useBrowser } from './browser.ts';
import { allWell, allWrong, answer, markup, openOperations, problem } from './operations-now.ts';
import { useSite } from './site.ts';

const stand = ['GET', '/v1/operations'] as const;

describe.skipIf(isMissing('chromium'))('the page of operations', () => {
  const origin = useSite();
  const visit = useBrowser(origin);

  test('says at a glance that all is well, and looks again by itself', async () => {
    const visited = await visit();
    const { page } = visited;
    const { bodies } = await answer(page, stand, () => ({ json: allWell }));
    await openOperations(page, origin());
    await page.getByText('All is well').waitFor();
    expect(await page.locator('.verdict li').count()).toBe(0);
    expect(await page.locator('.channels .tag').allTextContents()).toEqual(['On', 'On', 'On']);
    await waitFor(() => bodies.length > 2);
    await expectAccessible(page);
    await expectReflow(page);
    expectQuiet(visited);
  });

  test('says first what is wrong, the worst first, and leads there', async () => {
    const visited = await visit();
    const { page } = visited;
    await answer(page, stand, () => ({ json: allWrong }));
    await openOperations(page, origin());
    await page.getByText('6 things need a look').waitFor();
    expect(await page.locator('.verdict li').allTextContents()).toEqual([
      '1,200 messages of deliveries failed for good',
      '40 events have not left the log',
      '1,000 or more pieces of work are overdue',
      'Texts are paused',
      '1 endpoint fails',
      '120 endpoints are disabled',
    ]);
    await page.getByRole('button', { name: 'Texts are paused' }).press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('channels');
    expect(await page.getByText('100,000 fact-checks, 120 archives, 7,000 feeds.').isVisible()).toBe(true);
    expect(await page.getByRole('row', { name: /^hook-2\.example ept_2 Harbor Daily 2 ptr_1 disabled/ }).count()).toBe(
      1,
    );
    await expectAccessible(page);
    await expectReflow(page);
    expectQuiet(visited);
  });

  test('shows markup in names and reasons as it is written', async () => {
    const { page, errors } = await visit();
    await answer(page, stand, () => ({ json: allWrong }));
    await openOperations(page, origin());
    await page.getByText(`by ${markup}`).waitFor();
    expect(await page.locator('td', { hasText: markup }).count()).toBe(1);
    expect(await page.locator('#page img').count()).toBe(0);
    expect(await page.title()).toBe('Status of the wire');
    expect(errors).toEqual([]);
  });

  test('puts dead letters back, and tells how many went and are left', async () => {
    const { page } = await visit();
    await answer(page, stand, () => ({ json: allWrong }));
    const replies = [problem(500, 'internal', 'Something went wrong'), { json: { moved: 1_000, left: 200 } }];
    const redrive = ['POST', '/v1/operations/dead-letters/deliveries/redrive'] as const;
    const { bodies } = await answer(page, redrive, () => replies.shift() ?? {});
    await openOperations(page, origin());
    const button = page.getByRole('button', { name: 'Put back what failed in deliveries' });
    await button.press('Enter');
    await page.getByText('Something went wrong. It may have happened').waitFor();
    await button.press('Enter');
    await page.getByText('1,000 messages put back, 200 left.').waitFor();
    expect(bodies).toHaveLength(2);
    expect(await page.getByText('It may have happened').count()).toBe(0);
    expect(await page.getByRole('button', { name: /^Put back/ }).count()).toBe(1);
    await expectAccessible(page);
  });

  test('pauses a channel by keyboard alone, once it has said what that means', async () => {
    const { page } = await visit();
    let paused = false;
    const channels = () => allWell.channels.map((each) => ({ ...each, paused: paused && each.channel === 'texts' }));
    await answer(page, stand, () => ({ json: { ...allWell, channels: channels() } }));
    const { bodies } = await answer(page, ['POST', '/v1/operations/channels/texts/pause'], () => {
      paused = true;
      return { json: { channel: channels()[1] } };
    });
    await openOperations(page, origin());
    await page.getByRole('button', { name: 'Pause texts' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Pause texts?' });
    await expect.poll(() => dialog.textContent()).toContain('no correction');
    expect(await dialog.textContent()).toContain('STOP');
    await expectAccessible(page);
    await expectReflow(page);
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    // held down, also on the button that does it
    for (let times = 0; times < 3; times += 1) await page.keyboard.down('Enter');
    await dialog.waitFor();
    expect(await page.locator(':focus').textContent()).toBe('Pause texts?');
    await page.keyboard.press('Tab');
    await page.keyboard.down('Enter');
    await page.keyboard.up('Enter');
    expect([bodies, await dialog.isVisible()]).toEqual([[], true]);
    await dialog.getByRole('button', { name: 'Pause texts' }).press('Enter');
    await page.getByRole('button', { name: 'Resume texts' }).waitFor();
    expect(bodies).toHaveLength(1);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Resume texts');
  });

  test('does what it asked about, also where somebody else did it meanwhile', async () => {
    const { page } = await visit();
    let paused = false;
    const channels = () => allWell.channels.map((each) => ({ ...each, paused: paused && each.channel === 'texts' }));
    await answer(page, stand, () => ({ json: { ...allWell, channels: channels() } }));
    const done = () => ({ json: { channel: channels()[1] } });
    const { bodies: pauses } = await answer(page, ['POST', '/v1/operations/channels/texts/pause'], done);
    const { bodies: resumes } = await answer(page, ['POST', '/v1/operations/channels/texts/resume'], done);
    await openOperations(page, origin());
    await page.getByRole('button', { name: 'Pause texts' }).click();
    const dialog = page.getByRole('dialog', { name: 'Pause texts?' });
    await dialog.waitFor();
    paused = true;
    await page.locator('.channels .tag', { hasText: 'Paused' }).waitFor();
    await dialog.getByText('Texts are already paused.').waitFor();
    await dialog.getByRole('button', { name: 'Pause texts' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect([pauses.length, resumes.length]).toEqual([1, 0]);
    await page.getByRole('button', { name: 'Resume texts' }).click();
    await page.getByRole('dialog', { name: 'Resume texts?' }).getByRole('button', { name: 'Resume texts' }).click();
    await expect.poll(() => resumes.length).toBe(1);
  });

  test('rebuilds all feeds once it was asked whether to', async () => {
    const { page } = await visit();
    let feedsRebuild: unknown = null;
    await answer(page, stand, () => ({ json: { ...allWell, feedsRebuild } }));
    const { bodies } = await answer(page, ['POST', '/v1/operations/rebuild-feeds'], () => {
      ({ feedsRebuild } = allWrong);
      return { status: 202, json: { rebuild: {} } };
    });
    await openOperations(page, origin());
    await page.getByRole('button', { name: 'Rebuild all feeds' }).click();
    expect(bodies).toHaveLength(0);
    await page.getByRole('dialog').getByRole('button', { name: 'Rebuild all feeds' }).click();
    await page.getByText('writing feeds').waitFor();
    expect(bodies).toHaveLength(1);
  });

  test('keeps what it shows without a network, says so, and goes on once it is back', async () => {
    const { page } = await visit();
    await answer(page, stand, () => ({ json: allWell }));
    await openOperations(page, origin());
    await page.getByText('All is well').waitFor();
    await page.route('**/v1/**', (route) => route.abort());
    await page.getByText('The server cannot be reached').waitFor();
    expect(await page.getByText('All is well').isVisible()).toBe(true);
    await expectAccessible(page);
    await page.unroute('**/v1/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('The server cannot be reached').waitFor({ state: 'detached' });
  });

  test('tells of an error of the server, and asks again by itself', async () => {
    const { page } = await visit();
    let reply: object | undefined = problem(500, 'internal', 'Something went wrong on our side');
    await answer(page, stand, () => reply ?? { json: allWell });
    await openOperations(page, origin());
    await page.getByText('Something went wrong on our side').waitFor();
    await expectAccessible(page);
    // API Gateway's own is asked again after, and ours at once where somebody wants to
    for (const tooMuch of [{ status: 429, json: {} }, problem(503, 'busy', 'Too many writers at once')]) {
      reply = undefined;
      await page.getByText('All is well').waitFor();
      await page.getByRole('alert').waitFor({ state: 'detached' });
      reply = tooMuch;
      await page.getByRole('alert').getByText('Too many requests at once. Try again in a minute.').waitFor();
    }
    reply = undefined;
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
  });

  test('takes an operator’s key and no other, and forgets it when one leaves', async () => {
    const { page } = await visit();
    let reply: () => object = () => problem(403, 'forbidden', 'The API key lacks a scope for this');
    await answer(page, stand, () => reply());
    await page.goto(`${origin()}/operations`);
    await page.getByLabel('Your operator key').fill('rwk_ключ');
    await page.keyboard.press('Enter');
    await page.getByText('This is not a key.').waitFor();
    await page.getByLabel('Your operator key').fill('rwk_of-an-editor');
    await page.keyboard.press('Enter');
    await page.getByText('This is not an operator key.').waitFor();
    await expectAccessible(page);
    reply = () => ({ json: allWell });
    await page.keyboard.press('Enter');
    await page.getByText('All is well').waitFor();
    await page.getByRole('button', { name: 'Leave' }).click();
    await page.getByLabel('Your operator key').waitFor();
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
  });
});
