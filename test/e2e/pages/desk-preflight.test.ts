import { describe, expect, test } from 'vitest';
import { draftInput } from '../../samples/ruling-draft.ts';
import { isMissing } from '../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, expectReflow, useBrowser } from './browser.ts';
import { openCompose, openPart, paste, sample, settled, today, valueIn } from './desk/composing.ts';
import { useSite } from './site.ts';

describe.skipIf(isMissing('chromium'))('what would become of a draft', () => {
  const origin = useSite();
  const visit = useBrowser(origin);

  test('an empty form asks for nothing, and says what will be shown', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    await page.getByLabel('Headline', { exact: true }).waitFor();
    expect(await page.getByRole('region', { name: 'If it is published now' }).textContent()).toMatch(/once there is/);
    await expectAccessible(page);
    await expectReflow(page);
    // longer than the pause after which a draft is asked about
    await page.waitForTimeout(1500);
    expect(composing.callsTo('POST /v1/preflight')).toEqual([]);
    expectQuiet(composing);
  });

  test('a character that makes the text dear is marked, and can be spelled otherwise where it stands', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    await paste(page, draftInput({ headline: 'No, García’s bill does not double tolls' }));
    await settled(page);
    const panel = page.getByRole('region', { name: 'If it is published now' });
    expect(await panel.locator('mark').allTextContents()).toEqual(['í']);
    expect(await panel.textContent()).toContain('UCS-2');
    await expectAccessible(page);
    await panel.getByRole('button', { name: 'In the headline, write i for í' }).click();
    expect(await valueIn(page, 'Headline')).toBe('No, Garcia’s bill does not double tolls');
    await panel.getByText('GSM-7').waitFor();
    expect(await panel.locator('mark').count()).toBe(0);
    expectQuiet(composing);
  });

  test('an own text is counted as it is written, and its field stays when it is emptied', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    await paste(page, draftInput());
    await openPart(page, 'Own text');
    const own = page.getByLabel('Own text', { exact: true });
    await own.fill('Ferry St: tolls do not double. ferry.example/t STOP to end. '.repeat(3));
    await page.getByText('2 segments, GSM-7').waitFor();
    expect(await page.locator('.bubble').textContent()).toMatch(/^Ferry St: tolls do not double\./);
    await expectAccessible(page);
    await own.fill('');
    await page.getByText('1 segment, GSM-7').waitFor();
    expect(await own.isVisible()).toBe(true);
    expectQuiet(composing);
  });

  test('who gets it, who waits, what it costs, and what feeds and partners get stand beside the draft', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    await paste(page, sample);
    await settled(page);
    const panel = page.getByRole('region', { name: 'If it is published now' });
    const text = (await panel.textContent()) ?? '';
    expect(text).toContain('4 people');
    expect(text).toMatch(/2 wait until Nov 20, 2026, 9:00 AM EST/);
    expect(text).toMatch(/\$0\.\d{2,4}/);
    expect(text).toContain('within budget');
    expect(await panel.locator('.tally li').allTextContents()).toEqual(['New York 2', 'Chicago 1', 'Paris 1']);
    await openPart(page, 'In feeds');
    expect(await panel.locator('.card').textContent()).toContain('Our rating: False.');
    await openPart(page, 'To partners');
    expect(await panel.locator('pre').textContent()).toContain('"type": "ruling.published"');
    await expectAccessible(page);
    await expectReflow(page);
    // the picture that partners may show is named, and not fetched
    expect(await panel.locator('.card').textContent()).toContain('Picture: A ferry at Pier 4');
    expectQuiet(composing);
  });

  test('a channel that an operator paused is told before anything is published', async () => {
    const composing = await openCompose(origin(), visit);
    const { page, switches } = composing;
    await switches.set({ channel: 'texts', paused: true, since: today, actor: null });
    await paste(page, draftInput());
    await settled(page);
    const panel = page.getByRole('region', { name: 'If it is published now' });
    await panel.getByText('An operator paused texts.').waitFor();
    await expectAccessible(page);
    await switches.set({ channel: 'texts', paused: false, since: today, actor: null });
    await page.getByLabel('Headline', { exact: true }).fill('No, tolls do not double');
    await panel.getByText('An operator paused texts.').waitFor({ state: 'detached' });
    expectQuiet(composing);
  });

  test('an answer to an older draft is dropped', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    composing.slow = 'older headline';
    await paste(page, draftInput({ headline: 'The older headline stands here' }));
    await page.waitForRequest('**/v1/preflight');
    const answered = page.waitForResponse('**/v1/preflight');
    await page.getByLabel('Headline', { exact: true }).fill('The newer headline stands here');
    await answered;
    const bubble = page.locator('.bubble');
    await bubble.waitFor();
    expect(await bubble.textContent()).toContain('The newer headline');
    await page.waitForResponse((response) => response.request().postData()?.includes('older headline') === true);
    expect(composing.callsTo('POST /v1/preflight')).toHaveLength(2);
    await settled(page);
    expect(await bubble.textContent()).toContain('The newer headline');
  });

  test('without a network the last preflight stays and is said to be old', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    await paste(page, draftInput());
    await settled(page);
    composing.reachable = false;
    await page.getByLabel('Claim', { exact: true }).fill('Every toll doubles.');
    await page.getByText('What you see is from before.').waitFor();
    expect(await page.locator('.bubble').count()).toBe(1);
    await expectAccessible(page);
    composing.reachable = true;
    await page.getByRole('button', { name: 'Try again' }).click();
    await settled(page);
    expect(await valueIn(page, 'Claim')).toBe('Every toll doubles.');
    expectQuiet(composing);
  });

  test('who gets it is asked anew when it is to be published, and when the page is come back to after a minute', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    const asked = () => composing.callsTo('POST /v1/preflight').length;
    await paste(page, draftInput());
    await page.getByText('As of Nov 20, 2026, 7:00 AM').waitFor();
    const before = asked();
    await page.clock.setFixedTime('2026-11-20T14:00:00Z');
    await page.getByRole('button', { name: 'Publish now' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('As of Nov 20, 2026, 9:00 AM').waitFor();
    expect(asked()).toBe(before + 1);
    await dialog.getByRole('button', { name: 'Go back' }).click();
    const comeBack = () => page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");
    await page.clock.setFixedTime('2026-11-20T14:00:59Z');
    await comeBack();
    await page.clock.setFixedTime('2026-11-20T14:02:00Z');
    await comeBack();
    await page.getByText('As of Nov 20, 2026, 9:02 AM').waitFor();
    expect(asked()).toBe(before + 2);
    expectQuiet(composing);
  });
});
