/** What a person does to a send, on the desk. */
import { describe, expect, test } from 'vitest';
import type { TextsDistribution } from '../../../shared/use-cases/distribution-of-texts.ts';
import { isMissing } from '../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, expectReflow, useBrowser } from './browser.ts';
import { listOf, openDesk, refused, runFor } from './desk/desk.ts';
import { broadcastOf, distributionOf, doneTexts, rested, sendsOf, texts } from './desk/distributions.ts';
import { ruling, rulingId } from './desk/rulings.ts';
import { useSite } from './site.ts';

const distribution = `GET /v1/rulings/${rulingId}/distribution`;
const control = (name: string): string => `POST /v1/broadcasts/${texts.broadcastId}/${name}`;

describe.skipIf(isMissing('chromium'))('a send on the desk', () => {
  const origin = useSite();
  const visit = useBrowser(origin);

  const bodyOf = (of: TextsDistribution) => ({ body: distributionOf({ ...rested, texts: of }) });
  const open = (of: Partial<TextsDistribution>) =>
    openDesk(origin(), visit, `#/rulings/${rulingId}`, {
      [`GET /v1/rulings/${rulingId}`]: { body: ruling, etag: '"1"' },
      [`GET /v1/broadcasts/${texts.broadcastId}`]: { body: { broadcast: { ...broadcastOf(texts), timeline: [] } } },
      [distribution]: bodyOf({ ...texts, lost: 0, ...of }),
    });

  test('is paused and let go on with the keyboard alone, and keeps the focus', async () => {
    const desk = await open({});
    const { page, answer, asked } = desk;
    await page.getByRole('button', { name: 'Pause' }).focus();
    answer(control('pause'), () => {
      answer(distribution, bodyOf({ ...texts, status: 'paused', pausedBecause: 'person', lost: 0 }));
      return { body: {} };
    });
    await page.keyboard.press('Enter');
    await page.getByText('Someone paused it.').waitFor();
    expect(asked(control('pause'))).toHaveLength(1);
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Resume');
    await expectAccessible(page);
    answer(control('resume'), () => {
      answer(distribution, bodyOf({ ...texts, lost: 0 }));
      return { body: {} };
    });
    await page.keyboard.press('Enter');
    await page.getByText('being sent', { exact: true }).first().waitFor();
    expect(asked(control('resume'))).toHaveLength(1);
    await expectReflow(page);
    expectQuiet(desk);
  });

  test('that has come too far is told so, and shown as it is', async () => {
    const { page, answer } = await open({});
    answer(control('pause'), () => {
      answer(distribution, bodyOf(doneTexts));
      return refused(409, 'broadcast-status', 'The broadcast has come too far');
    });
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('alert').getByText('This send is too far along for that, or not far enough.').waitFor();
    await page.getByText('sent', { exact: true }).waitFor();
    expect(await page.getByRole('button', { name: /Pause|Resume|Call off|Approve/ }).count()).toBe(0);
    await expectAccessible(page);
  });

  test('is called off once that was confirmed, and not before', async () => {
    const { page, answer, asked } = await open({});
    answer(control('cancel'), () => {
      answer(distribution, bodyOf({ ...texts, status: 'cancelled', lost: 0 }));
      return { body: {} };
    });
    const callOff = page.getByRole('button', { name: 'Call off …' });
    await callOff.click();
    await page.getByRole('dialog').getByText('500 of 1,000 people still wait').waitFor();
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Call off …');
    expect(asked(control('cancel'))).toHaveLength(0);
    await callOff.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Call off' }).click();
    await page.getByText('called off', { exact: true }).waitFor();
    expect(asked(control('cancel'))).toHaveLength(1);
  });

  test('is sent again to those of whom nothing was heard, where there are any', async () => {
    const { page, answer, asked } = await open({ lost: 2 });
    answer(control('resend'), { body: {} });
    await page.getByRole('button', { name: 'Send again …' }).click();
    await page.getByRole('dialog', { name: 'Send to 2 again?' }).getByRole('button', { name: 'Send again' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(asked(control('resend'))).toHaveLength(1);
    const none = await open({});
    await none.page.getByRole('button', { name: 'Pause' }).waitFor();
    expect(await none.page.getByRole('button', { name: 'Send again …' }).count()).toBe(0);
  });

  test('waits for the yes of another than its author, and of who may send', async () => {
    const { page, answer } = await open({ status: 'awaiting-approval', approval: 'second-person' });
    await page.getByText('Someone other than its author must approve it.').waitFor();
    answer(control('approve'), refused(409, 'own-work', 'Another person than the author approves'));
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('alert').getByText('You made this one. Someone else has to approve it.').waitFor();
    answer(control('approve'), refused(403, 'forbidden', 'The API key lacks a scope for this'));
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('alert').getByText('Your key cannot send').waitFor();
    answer(control('approve'), refused(500, 'internal', 'Something went wrong on our side'));
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('alert').getByText('It may have been done').waitFor();
  });

  test('goes to the staff as a test', async () => {
    const { page, answer } = await open({});
    const test = `POST /v1/rulings/${rulingId}/test-send`;
    answer(test, { status: 202, body: { testId: 'tst_1', phones: 2 } });
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('On its way to 2 phones.').waitFor();
    answer(test, refused(409, 'no-staff-phones', 'There are no staff phones: an operator adds them'));
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByRole('alert').getByText('There are no staff phones').waitFor();
    expect(await page.getByText('On its way').count()).toBe(0);
  });

  test('and all others stand at Sends, with clicks and what can be done', async () => {
    const digest = { ...broadcastOf(doneTexts), kind: 'digest', broadcastId: 'brd_01M8644E7PVKNNHP45FC9X1G3N' };
    const answers = { ...broadcastOf(doneTexts), kind: 'reply', broadcastId: 'brd_01M8644E7PVKNNHP45FC9X1G4P' };
    const desk = await openDesk(origin(), visit, '#/sends', {
      'GET /v1/broadcasts': sendsOf([broadcastOf(texts), digest, { ...answers, status: 'sending', lost: 3 }]),
      'GET /v1/rulings': listOf({ id: rulingId, headline: '<b>No</b>, it does not' }),
    });
    const { page, answer } = desk;
    answer(control('pause'), () => {
      answer(
        'GET /v1/broadcasts',
        sendsOf([broadcastOf({ ...texts, status: 'paused', pausedBecause: 'carriers' })], ['feeds', 'texts']),
      );
      return { body: {} };
    });
    await page.getByRole('heading', { name: /^Digest/ }).waitFor();
    expect(await page.getByText('31 clicks').count()).toBe(3);
    expect(await page.getByRole('link', { name: '<b>No</b>, it does not' }).count()).toBe(3);
    expect(await page.getByRole('button', { name: 'Send again …' }).count(), 'an answer is not sent again').toBe(1);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Carriers are refusing the text or its sender.').waitFor();
    await page.getByText('An operator paused texts.').waitFor();
    await expectAccessible(page);
    await expectReflow(page);
    expectQuiet(desk);
  });

  test('is told not to be there where there is none, and is seen once somebody else begins it', async () => {
    const desk = await openDesk(
      origin(),
      visit,
      '#/sends',
      { 'GET /v1/broadcasts': { ...sendsOf([]), etag: '"0"' } },
      (page) => page.clock.install(),
    );
    const { page, answer } = desk;
    await page.getByText('Nothing has been sent yet.').waitFor();
    await expectAccessible(page);
    // as long as what has just come to rest is still looked at each second, and then some
    await runFor(page, 15);
    answer('GET /v1/broadcasts', sendsOf([broadcastOf(texts)]));
    await runFor(page, 21);
    await page.getByRole('heading', { name: /^Fact-check/ }).waitFor();
  });
});
