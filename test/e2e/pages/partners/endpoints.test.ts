import { describe, expect, test } from 'vitest';
import { endpointDraftSchema } from '../../../../shared/domain/endpoint.ts';
import { endpointId, noon } from '../../../samples/delivering.ts';
import { isMissing } from '../../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, expectReflow, useBrowser } from '../browser.ts';
import { useSite } from '../site.ts';
import { reach } from './keyboard.ts';
import { checked, key, listOf, lookAgain, openPortal, refused, seen } from './portal.ts';

const markup = '<img src=x onerror=alert(1)>';
const draftSchema = endpointDraftSchema({ allowLoopback: false });
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const made = () => ({ status: 201, body: { ...seen(), secret } });

describe.skipIf(isMissing('chromium'))('a partner’s endpoints', () => {
  const origin = useSite();
  const visit = useBrowser(origin);
  const open = (...asked: [place: string, opening?: Parameters<typeof openPortal>[3]]) =>
    openPortal(origin(), visit, ...asked);

  test('are for who has a partner’s key, which stays in the tab', async () => {
    const portal = await open('', { key: null, answers: { 'GET /v1/endpoints': refused('forbidden') } });
    const { page } = portal;
    await page.getByLabel('Your partner key').fill(key);
    await page.keyboard.press('Enter');
    await page.getByText('This is not a partner key.').waitFor();
    await expectAccessible(page);
    portal.answer('GET /v1/endpoints', listOf());
    await page.keyboard.press('Enter');
    await page.getByText('You have no endpoints yet.').waitFor();
    await expectAccessible(page);
    await expectReflow(page);
    expect(portal.asked('GET /v1/endpoints').at(-1)?.headers()['authorization']).toBe(`Bearer ${key}`);
    expect(page.url()).not.toContain(key);
    expect(await page.evaluate('JSON.stringify(localStorage)')).toBe('{}');
    expectQuiet(portal);
  });

  test('say how they do, in words, however long or odd what is said of them', async () => {
    const disabled = { disabledReason: `the endpoint answered ${markup}`, disabledAt: noon };
    const url = `https://partner.example/${'very-long'.repeat(100)}`;
    const endpoints = [
      seen(),
      seen({ id: endpointId(2), failingSince: noon, eventTypes: ['ruling.corrected'] }),
      seen({ id: endpointId(3), ...disabled, url, contact: markup }),
    ];
    const portal = await open('', { answers: { 'GET /v1/endpoints': listOf(...endpoints) } });
    const { page } = portal;
    const card = page.getByRole('listitem');
    await card.nth(2).waitFor();
    expect(await card.nth(0).textContent()).toMatch(/active[\s\S]*Everything/);
    expect(await card.nth(1).textContent()).toMatch(/failing since Nov 20, 2026, 7:00 AM[\s\S]*Only corrected/);
    expect(await card.nth(2).textContent()).toContain(
      `disabled since Nov 20, 2026, 7:00 AM, because the endpoint answered ${markup}`,
    );
    await expectAccessible(page);
    await expectReflow(page);
    expectQuiet(portal);
  });

  test('are looked at three times a minute', async () => {
    const timed: typeof visit = async (options) => {
      const visited = await visit(options);
      await visited.page.clock.install();
      return visited;
    };
    const portal = await openPortal(origin(), timed, '', { answers: { 'GET /v1/endpoints': listOf(seen()) } });
    const { page } = portal;
    await page.getByRole('listitem').waitFor();
    const asked = () => portal.asked('GET /v1/endpoints').length;
    for (const times of [2, 3]) {
      await page.clock.runFor(18_000);
      expect(asked()).toBe(times - 1);
      await page.clock.runFor(3_000);
      await expect.poll(asked).toBe(times);
    }
    expectQuiet(portal);
  });

  test('stay where the server cannot be reached, and say that they are of before', async () => {
    const portal = await open('', { answers: { 'GET /v1/endpoints': listOf(seen()) } });
    const { page } = portal;
    await page.getByRole('listitem').waitFor();
    portal.answer('GET /v1/endpoints', { abort: true });
    await lookAgain(page);
    await page.getByText('The server cannot be reached. What you see below may be out of date.').waitFor();
    expect(await page.getByRole('listitem').count()).toBe(1);
    await expectAccessible(page);
    portal.answer('GET /v1/endpoints', listOf());
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('You have no endpoints yet.').waitFor();
    expectQuiet(portal);
  });

  test('are made by keyboard alone, and their secret is shown once', async () => {
    const portal = await open('', { key: null, answers: { 'POST /v1/endpoints': checked(draftSchema, made) } });
    const { page } = portal;
    const { keyboard } = page;
    await reach(page, 'Your partner key');
    await keyboard.type(key);
    await keyboard.press('Enter');
    await page.getByText('You have no endpoints yet.').waitFor();
    await reach(page, 'New endpoint');
    await keyboard.press('Enter');
    await page.locator('h1:focus', { hasText: 'New endpoint' }).waitFor();
    await reach(page, 'Address');
    await keyboard.type('https://partner.example/hook');
    await reach(page, 'Edited');
    await keyboard.press('Space');
    await reach(page, 'Transport');
    await keyboard.press('Space');
    await reach(page, 'Spanish');
    await keyboard.press('Space');
    await reach(page, 'Make the endpoint');
    await keyboard.press('Enter');
    await page.locator('h2:focus', { hasText: 'The secret' }).waitFor();
    await page.getByText(secret).waitFor();
    expect(portal.asked('POST /v1/endpoints').at(-1)?.postDataJSON()).toMatchObject({
      url: 'https://partner.example/hook',
      eventTypes: ['ruling.published', 'ruling.corrected', 'ruling.retracted'],
      filters: { topics: ['transport'], languages: ['es'], ratings: [] },
    });
    await expectAccessible(page);
    await expectReflow(page);
    await reach(page, 'Endpoints');
    await keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Endpoints' }).waitFor();
    await page.goBack();
    await page.getByLabel('Address').waitFor();
    expect(await page.content()).not.toContain(secret);
    expectQuiet(portal);
  });

  test('that do not fit are refused at their fields, and what was written stays', async () => {
    const portal = await open('#/new', { answers: { 'POST /v1/endpoints': checked(draftSchema, made) } });
    const { page } = portal;
    const long = 'x'.repeat(10_000);
    await page.getByLabel('Address').fill('http://partner.example/');
    await page.getByLabel('Seen on').fill(`video.example\n${markup}`);
    await page.getByLabel('Messages per second').fill('1000');
    await page.getByLabel('Contact').fill(long);
    for (const type of ['Published', 'Edited', 'Corrected', 'Retracted']) await page.getByLabel(type).uncheck();
    await page.getByRole('button', { name: 'Make the endpoint' }).click();
    await page.getByText('must start with https://').waitFor();
    const wrong = await page.locator('[aria-invalid]').evaluateAll((all) => all.map(({ id }) => id));
    expect(wrong).toHaveLength(4);
    expect(await page.locator('.error').count()).toBe(5);
    expect(await page.evaluate('document.activeElement.id')).toBe(wrong[0]);
    expect(await page.getByRole('alert').textContent()).toBe('Some fields need to be fixed');
    expect(await page.getByLabel('Contact').inputValue()).toBe(long);
    expect(await page.getByLabel('Seen on').inputValue()).toContain(markup);
    await expectAccessible(page);
    await expectReflow(page);
    expectQuiet(portal);
  });

  test.each([
    ['the API fails', refused('internal')],
    ['nobody answers', { abort: true }],
  ])('may have been made where %s, and what was written stays', async (_, failure) => {
    const portal = await open('#/new', { answers: { 'POST /v1/endpoints': failure } });
    const { page } = portal;
    await page.getByLabel('Address').fill('https://partner.example/hook');
    await page.getByRole('button', { name: 'Make the endpoint' }).click();
    await page.getByText('The endpoint may have been made').waitFor();
    expect(await page.getByLabel('Address').inputValue()).toBe('https://partner.example/hook');
    await expectAccessible(page);
    expectQuiet(portal);
  });

  test('keep what was written while another key is asked for', async () => {
    const portal = await open('#/new', { answers: { 'POST /v1/endpoints': refused('unauthorized') } });
    const { page } = portal;
    await page.getByLabel('Address').fill('https://partner.example/hook');
    await page.getByRole('button', { name: 'Make the endpoint' }).click();
    await page.getByText('Your key no longer works').waitFor();
    await expectAccessible(page);
    portal.answer('POST /v1/endpoints', checked(draftSchema, made));
    await page.getByLabel('Your partner key').fill(`${key}2`);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Make the endpoint' }).click();
    await page.getByText(secret).waitFor();
    const call = portal.asked('POST /v1/endpoints').at(-1);
    expect(call?.postDataJSON()).toMatchObject({ url: 'https://partner.example/hook' });
    expect(call?.headers()['authorization']).toBe(`Bearer ${key}2`);
    expectQuiet(portal);
  });

  test('offer topics by name where there are many', async () => {
    const topics = Array.from({ length: 5000 }, (_, at) => ({ slug: `t-${at}`, label: `Topic ${at} ${markup}` }));
    const newsroom = { ratingScales: [], topics, editions: [], languages: ['en'] };
    const portal = await open('#/new', { answers: { 'GET /v1/newsroom': { body: newsroom } } });
    const { page } = portal;
    const group = page.getByRole('group', { name: 'Topics' });
    await group.getByText('Showing 24 of 5,000.').waitFor();
    await group.getByLabel('Find in topics').fill('topic 4321');
    await group.getByLabel('Topic 4321').check();
    await group.getByLabel('Find in topics').fill('topic 17 <');
    await group.getByLabel('Topic 17 <').waitFor();
    expect(await group.getByRole('checkbox').count()).toBe(2);
    expect(await group.getByLabel('Topic 4321').isChecked()).toBe(true);
    expectQuiet(portal);
  });

  test('that are nobody’s are not there', async () => {
    const portal = await open(`#/endpoints/${endpointId(9)}`);
    await portal.page.getByText('This could not be found').waitFor();
    await expectAccessible(portal.page);
    expectQuiet(portal);
  });
});
