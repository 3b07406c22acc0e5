import { describe, expect, test } from 'vitest';
import { draftInput } from '../../samples/ruling-draft.ts';
import { isMissing } from '../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, useBrowser } from './browser.ts';
import { type Composing, errorAt, keys, openCompose, paste, publish, settled, valueIn } from './desk/composing.ts';
import { useSite } from './site.ts';

/** The idempotency key of each try to publish. */
const keysTried = ({ callsTo }: Composing) =>
  callsTo('POST /v1/rulings').map(({ headers }) => headers['idempotency-key']);

/** Publishes a draft, which is done, and the answer is lost. */
const publishInDoubt = async (composing: Composing): Promise<void> => {
  const { page } = composing;
  await paste(page, draftInput());
  composing.publishing = 'lost';
  await publish(page);
  await page.getByText('It may have been published, or not.').waitFor();
};

describe.skipIf(isMissing('chromium'))('publishing a draft', () => {
  const origin = useSite();
  const visit = useBrowser(origin);

  test('a key of a partner opens nothing here, and one that may not write is told so', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    composing.valid = [keys.operator, keys.partner];
    await paste(page, draftInput());
    const asked = page.getByLabel('Your newsroom key');
    await asked.fill(keys.partner);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('This is not a newsroom key.').waitFor();
    await asked.fill(keys.operator);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByText('Your key does not allow this.').waitFor();
    await publish(page);
    await page.getByText('It was not published: Your key does not allow this.').waitFor();
    expect(await valueIn(page, 'Headline')).toBe(draftInput()['headline']);
    expectQuiet(composing);
  });

  test('a slug that another fact-check has is told at the slug', async () => {
    const { page } = await openCompose(origin(), visit);
    await paste(page, draftInput());
    await publish(page);
    await page.waitForURL(/#\/rulings\/rul_/);
    await page.getByRole('link', { name: 'New', exact: true }).click();
    expect(await valueIn(page, 'Headline')).toBe('');
    await paste(page, draftInput({ headline: 'Another one' }));
    await publish(page);
    await page.getByRole('alert').waitFor();
    expect(await errorAt(page, 'Slug')).toMatch(/is the slug of rul_/);
    expect(await valueIn(page, 'Headline')).toBe('Another one');
  });

  test('a key that expired is asked for again, and what was written is kept', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    await paste(page, draftInput());
    await settled(page);
    composing.valid = [keys.other];
    // publishing is refused first, and not the preflight that goes before it
    composing.slow = 'bridge-tolls-not-doubled';
    await publish(page);
    const asked = page.getByLabel('Your newsroom key');
    await asked.waitFor();
    expect(await page.getByRole('dialog', { name: 'Publish this fact-check?' }).count()).toBe(0);
    await expectAccessible(page);
    await asked.fill(keys.other);
    await page.getByRole('button', { name: 'Continue' }).click();
    expect(await valueIn(page, 'Headline')).toBe(draftInput()['headline']);
    await publish(page);
    await page.waitForURL(/#\/rulings\/rul_/);
    expectQuiet(composing);
  });

  test('a key that expires while a question is open can be entered', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    await paste(page, draftInput());
    await settled(page);
    composing.valid = [keys.other];
    await page.getByLabel('Claim', { exact: true }).fill('Every toll doubles.');
    await page.getByRole('button', { name: 'Publish now' }).click();
    await page.getByLabel('Your newsroom key').fill(keys.other);
    await page.getByRole('button', { name: 'Continue' }).click();
    await settled(page);
    expect(await valueIn(page, 'Claim')).toBe('Every toll doubles.');
    expectQuiet(composing);
  });

  test.each(['lost', 'unreachable'] as const)(
    'an answer that is %s is told, and pressing again publishes once',
    async (fate) => {
      const composing = await openCompose(origin(), visit);
      const { page } = composing;
      await paste(page, draftInput());
      await settled(page);
      composing.publishing = fate;
      await publish(page);
      await page.getByText('It may have been published, or not.').waitFor();
      await expectAccessible(page);
      await page.reload();
      await page.getByText('it is published once, however often you try').waitFor();
      composing.publishing = 'answered';
      await publish(page);
      await page.waitForURL(/#\/rulings\/rul_/);
      const tries = keysTried(composing);
      expect(tries).toHaveLength(2);
      expect(new Set(tries).size).toBe(1);
      expect(tries[0]).toMatch(/^[0-9a-f-]{36}$/);
      expectQuiet(composing);
    },
  );

  test('a doubt outlives tries that did nothing, and its key goes on', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    await publishInDoubt(composing);
    composing.publishing = 'throttled';
    await publish(page);
    await page.getByText('This time it was not published: Too many requests').waitFor();
    await page.getByText('it is published once, however often you try').waitFor();
    composing.publishing = 'answered';
    await publish(page);
    await page.waitForURL(/#\/rulings\/rul_/);
    const tries = keysTried(composing);
    expect(tries).toHaveLength(3);
    expect(new Set(tries).size).toBe(1);
    expectQuiet(composing);
  });

  test('a draft that was changed after a doubtful try goes under another key, and finds the earlier one', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    await publishInDoubt(composing);
    await page.getByLabel('Headline', { exact: true }).fill('No, tolls do not double');
    await page.getByText('An earlier version of this draft may have been published.').waitFor();
    composing.publishing = 'answered';
    await publish(page);
    await page.getByText('It may be this very one, published by an earlier try.').waitFor();
    await expectAccessible(page);
    const found = page.getByRole('link', { name: 'Look at the fact-check that has it' });
    expect(await found.getAttribute('href')).toMatch(/^#\/rulings\/rul_[0-9A-Z]{26}$/);
    await page.getByText('An earlier version of this draft may have been published.').waitFor();
    await page.getByLabel('Slug', { exact: true }).fill('another-slug');
    await publish(page);
    await page.waitForURL(/#\/rulings\/rul_/);
    expect(new Set(keysTried(composing)).size).toBe(3);
  });

  test('a doubt goes with the draft that is discarded', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    await publishInDoubt(composing);
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.getByText('may have been published').count()).toBe(0);
  });

  test('what may be scheduled is said to be, and scheduled for the same time it is so once', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    await paste(page, draftInput());
    const dialog = page.getByRole('dialog');
    const open = (name: string) => page.getByRole('button', { name, exact: true }).click();
    const leave = async (): Promise<void> => {
      await dialog.getByRole('button', { name: 'Go back' }).click();
      await dialog.waitFor({ state: 'detached' });
    };
    await open('Schedule');
    await dialog.getByLabel('Publish at').fill('2026-11-21T09:30');
    composing.publishing = 'lost';
    await dialog.getByRole('button', { name: 'Schedule' }).click();
    await page.getByText('It may have been scheduled, or not.').waitFor();
    await page.reload();
    await page.getByText('Schedule it again for the same time: then it is scheduled once').waitFor();
    expect(await page.getByRole('link', { name: 'scheduled', exact: true }).getAttribute('href')).toBe('#/scheduled');
    const warning = dialog.getByText(/It may already be scheduled for Nov 21, 2026, 9:30 AM EST/);
    await open('Publish now');
    await warning.waitFor();
    await expectAccessible(page);
    await leave();
    await open('Schedule');
    expect(await dialog.getByLabel('Publish at').inputValue()).toBe('2026-11-21T09:30');
    expect(await warning.count()).toBe(0);
    await dialog.getByLabel('Publish at').fill('2026-11-21T12:30');
    await warning.waitFor();
    await dialog.getByLabel('Publish at').fill('2026-11-21T09:30');
    composing.publishing = 'answered';
    await dialog.getByRole('button', { name: 'Schedule' }).click();
    await page.waitForURL(/#\/scheduled$/);
    await page.getByText(String(draftInput()['headline'])).waitFor();
    expect(await page.locator('li.card').count()).toBe(1);
    expectQuiet(composing);
  });

  test('it goes to the staff as a test while it is a draft', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    await paste(page, draftInput());
    const test = page.getByRole('button', { name: 'Test send' });
    await test.click();
    await page.getByRole('alert').getByText('There are no staff phones yet. An operator adds them').waitFor();
    await expectAccessible(page);
    await composing.addStaffPhone();
    await test.click();
    await page.getByText('On its way to 1 phone.').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(composing.callsTo('POST /v1/preflight/test-send').map(({ body }) => body)).toEqual(
      Array(2).fill(draftInput()),
    );
    await page.getByLabel('Headline', { exact: true }).fill('');
    await page.getByText('On its way to 1 phone, as the draft was before.').waitFor();
    await test.click();
    await page.getByRole('alert').getByText('Headline:').waitFor();
    expect(await errorAt(page, 'Headline')).toBe('This is required.');
    expectQuiet(composing);
  });

  test('a time is told on both clocks, must lie ahead, and leads to what is scheduled', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    await paste(page, draftInput());
    await settled(page);
    await page.getByRole('button', { name: 'Schedule', exact: true }).click();
    const dialog = page.getByRole('dialog');
    const time = dialog.getByLabel('Publish at');
    await time.fill('2026-11-20T06:59');
    await dialog.getByRole('button', { name: 'Schedule' }).click();
    expect(await dialog.textContent()).toContain('This time has passed.');
    await time.fill('2026-11-21T09:30');
    expect(await dialog.textContent()).toMatch(/9:30 AM EST, or Nov 21, 2026, 14:30 UTC/);
    await expectAccessible(page);
    await dialog.getByRole('button', { name: 'Schedule' }).click();
    await page.waitForURL(/#\/scheduled$/);
    expect(composing.callsTo('POST /v1/rulings').map(({ body }) => body)).toEqual([
      { ...draftInput(), publishAt: '2026-11-21T14:30:00.000Z' },
    ]);
    expectQuiet(composing);
  });
});
