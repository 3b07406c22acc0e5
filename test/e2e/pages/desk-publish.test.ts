import { describe, expect, test } from 'vitest';
import { draftInput } from '../../samples/ruling-draft.ts';
import { isMissing } from '../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, useBrowser } from './browser.ts';
import { errorAt, keys, openCompose, paste, publish, settled, valueIn } from './desk/composing.ts';
import { useSite } from './site.ts';

describe.skipIf(isMissing('chromium'))('publishing a draft', () => {
  const origin = useSite();
  const visit = useBrowser(origin);

  test('a key that may not write is told so', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    composing.valid = [keys.reader];
    await paste(page, draftInput());
    await page.getByLabel('Your newsroom key').fill(keys.reader);
    await page.getByRole('button', { name: 'Go on' }).click();
    await page.getByText('The API key lacks a scope for this.').waitFor();
    await publish(page);
    await page.getByText('It was not published: The API key lacks a scope for this.').waitFor();
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
    await publish(page);
    const asked = page.getByLabel('Your newsroom key');
    await asked.waitFor();
    expect(await page.getByRole('dialog', { name: 'Publish this fact-check?' }).count()).toBe(0);
    await expectAccessible(page);
    await asked.fill(keys.other);
    await page.getByRole('button', { name: 'Go on' }).click();
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
    await page.getByRole('button', { name: 'Go on' }).click();
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
      const tries = composing.callsTo('POST /v1/rulings').map(({ headers }) => headers['idempotency-key']);
      expect(tries).toHaveLength(2);
      expect(new Set(tries).size).toBe(1);
      expect(tries[0]).toMatch(/^[0-9a-f-]{36}$/);
      expectQuiet(composing);
    },
  );

  test('a draft that was changed after a doubtful try goes under another key, and says so', async () => {
    const composing = await openCompose(origin(), visit);
    const { page } = composing;
    await paste(page, draftInput());
    composing.publishing = 'lost';
    await publish(page);
    await page.getByText('It may have been published, or not.').waitFor();
    await page.getByLabel('Slug', { exact: true }).fill('another-slug');
    await page.getByText('An earlier version of this draft may have been published.').waitFor();
    composing.publishing = 'answered';
    await publish(page);
    await page.waitForURL(/#\/rulings\/rul_/);
    expect(new Set(composing.callsTo('POST /v1/rulings').map(({ headers }) => headers['idempotency-key'])).size).toBe(
      2,
    );
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
