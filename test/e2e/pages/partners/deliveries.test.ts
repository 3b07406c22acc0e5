import { describe, expect, test } from 'vitest';
import { attempt, endpointId, noon } from '../../../samples/delivering.ts';
import { isMissing } from '../../feed-readers/installed.ts';
import { expectAccessible, expectQuiet, expectReflow, useBrowser } from '../browser.ts';
import { useSite } from '../site.ts';
import { deliveriesOf, logOf, owed } from './owed.ts';
import { lookAgain, openPortal, refused, seen } from './portal.ts';

const markup = '<script>document.title = "run"</script><img src=x onerror="document.title = 1">';
const one = `/v1/endpoints/${endpointId(1)}`;
const place = `#/endpoints/${endpointId(1)}`;

describe.skipIf(isMissing('chromium'))('deliveries', () => {
  const origin = useSite();
  const visit = useBrowser(origin);
  const open = (to: string, answers: Parameters<typeof openPortal>[3] = {}) =>
    openPortal(origin(), visit, to, {
      ...answers,
      answers: { [`GET ${one}`]: { body: seen() }, [`GET ${one}/deliveries`]: deliveriesOf(0), ...answers.answers },
    });

  test('are none at first', async () => {
    const portal = await open(place);
    await portal.page.getByText('Nothing yet. The endpoint gets what is published after it was made.').waitFor();
    await expectAccessible(portal.page);
    expectQuiet(portal);
  });

  test('say how far they have come, in words', async () => {
    const states = [
      owed(1, { attempts: [attempt({ status: 204, ms: { dns: 0, connect: 1, firstByte: 2, total: 7 } })] }),
      owed(2, { state: 'superseded', attempts: [] }),
      owed(3, { state: 'waiting', attempts: [attempt({ status: 302, error: 'redirect' })] }),
      owed(4, { state: 'sending', attempts: [] }),
      owed(5, { state: 'pending', attempts: [] }),
      owed(6, {
        state: 'pending',
        attempts: [attempt({ status: null, error: 'connect-timeout' })],
        nextAttemptAt: noon,
      }),
    ];
    const answers = { [`GET ${one}/deliveries`]: { body: { items: states.toReversed(), nextCursor: null } } };
    const portal = await open(place, { answers });
    const { page } = portal;
    const rows = page.getByRole('table').locator('tbody').getByRole('row');
    await rows.nth(5).waitFor();
    const told = (await rows.allTextContents()).map((row) => row.replaceAll(/\s+/g, ' '));
    expect(told).toEqual([
      '61tried again at Nov 20, 2026, 7:00:00 AM1no connection within 4 seconds, 21 ms',
      '51on its way 0',
      '41being sent 0',
      '31waits 1answered 302, a redirect, which is not followed, 21 ms',
      '21superseded 0',
      '11delivered 1answered 204, 7 ms',
    ]);
    await expectAccessible(page);
    await expectReflow(page);
    expectQuiet(portal);
  });

  test('are shown a page at a time where there are 100,000, and none twice', async () => {
    const portal = await open(place, { answers: { [`GET ${one}/deliveries`]: deliveriesOf(100_000) } });
    const { page } = portal;
    const rows = page.getByRole('table').locator('tbody').getByRole('row');
    for (const shown of [50, 100, 150]) {
      await rows.nth(shown - 1).waitFor();
      expect(await rows.count()).toBe(shown);
      expect(await rows.last().getByRole('rowheader').textContent()).toBe(String(100_001 - shown));
      await page.getByRole('button', { name: 'Load earlier ones' }).click();
    }
    await rows.nth(199).waitFor();
    portal.answer(`GET ${one}/deliveries`, deliveriesOf(100_001));
    await lookAgain(page);
    await rows.nth(200).waitFor();
    const numbers = await rows.getByRole('rowheader').allTextContents();
    expect(numbers).toEqual(Array.from({ length: 201 }, (_, at) => String(100_001 - at)));
    expectQuiet(portal);
  });

  test('are followed while they move, also older ones that are sent again', async () => {
    let state: 'delivered' | 'pending' = 'delivered';
    const at = (sequence: number) => owed(sequence, sequence === 10 ? { state, nextAttemptAt: null } : {});
    const answers = {
      [`GET ${one}/deliveries`]: deliveriesOf(60, at),
      [`POST ${one}/replay`]: () => {
        state = 'pending';
        return { status: 202, body: { replayed: 1, skipped: 2, nextUntilSequence: 7 } };
      },
    };
    const portal = await open(place, { answers });
    const { page } = portal;
    const tenth = page.getByRole('row', { name: /^10 / });
    await page.getByRole('button', { name: 'Load earlier ones' }).click();
    await tenth.waitFor();
    await page.getByLabel('From no.').fill('5');
    await page.getByLabel('To no.').fill('10');
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.getByText('1 sent again, 2 left out').waitFor();
    expect(portal.asked(`POST ${one}/replay`).at(-1)?.postDataJSON()).toEqual({ afterSequence: 4, untilSequence: 10 });
    await page.getByRole('button', { name: 'Continue with those up to 7' }).click();
    await page.getByText('2 sent again, 4 left out').waitFor();
    expect(portal.asked(`POST ${one}/replay`).at(-1)?.postDataJSON()).toEqual({ afterSequence: 4, untilSequence: 7 });
    await page.getByRole('button', { name: 'Load earlier ones' }).click();
    await tenth.getByText('on its way').waitFor();
    state = 'delivered';
    await tenth.getByText('delivered').waitFor();
    expectQuiet(portal);
  });

  test('of a stretch that is none are refused at its fields', async () => {
    const wrong = refused('invalid', [{ pointer: '/untilSequence', detail: 'comes after afterSequence' }]);
    const portal = await open(place, { answers: { [`POST ${one}/replay`]: wrong } });
    const { page } = portal;
    await page.getByLabel('From no.').fill('9');
    await page.getByLabel('To no.').fill('3');
    await page.keyboard.press('Enter');
    await page.getByText('must be a number, and no lower than the first').waitFor();
    portal.answer(`POST ${one}/replay`, refused('internal'));
    await page.keyboard.press('Enter');
    await page.getByText('Some may be on their way').waitFor();
    expect(await page.getByLabel('From no.').inputValue()).toBe('9');
    await expectAccessible(page);
    expectQuiet(portal);
  });

  test('show each attempt with what was answered, as text', async () => {
    const attempts = [
      attempt({ number: 1, status: 503, answer: markup }),
      attempt({ number: 2, status: null, error: 'reset', ms: { dns: 3, connect: 4, firstByte: null, total: 5 } }),
      attempt({ number: 3, status: 500, answer: 'x'.repeat(1024) }),
    ];
    const failed = owed(7, { state: 'waiting', attempts });
    const answers = {
      [`GET /v1/deliveries/${failed.id}`]: { body: failed },
      'GET /v1/events': logOf(9, () => markup),
      [`POST /v1/deliveries/${failed.id}/replay`]: refused('delivery-superseded'),
    };
    const portal = await open(`${place}/deliveries/${failed.id}`, { answers });
    const { page } = portal;
    const cards = page.getByRole('listitem');
    await cards.nth(2).waitFor();
    expect(await cards.getByRole('heading').allTextContents()).toEqual([
      'Attempt 3: answered 500',
      'Attempt 2: the connection was cut',
      'Attempt 1: answered 503',
    ]);
    expect(await cards.nth(1).textContent()).toMatch(/DNS3 ms.*connected4 ms.*first bytenone.*total5 ms/);
    await cards.nth(2).getByText('What you answered').click();
    expect(await cards.nth(2).locator('pre').textContent()).toBe(markup);
    await cards.nth(0).getByText('What you answered').click();
    await page.getByText('The message', { exact: true }).click();
    await page.locator('pre', { hasText: '"sequence": 7' }).waitFor();
    const message = JSON.parse((await page.locator('pre', { hasText: '"sequence": 7' }).textContent()) ?? '');
    expect(message).toMatchObject({ id: failed.eventId, data: { ruling: { headline: markup } } });
    expect(await page.title()).toBe('Delivery');
    await page.getByRole('button', { name: 'Send it again' }).click();
    await page.getByText('Something newer about this fact-check will be delivered instead').waitFor();
    await expectAccessible(page);
    await expectReflow(page);
    expectQuiet(portal);
  });

  test('that have arrived are asked for no more, until they are sent again', async () => {
    let now = owed(7);
    const path = `/v1/deliveries/${now.id}`;
    const portal = await open(`${place}/deliveries/${now.id}`, {
      answers: {
        [`GET ${path}`]: () => ({ body: now }),
        [`POST ${path}/replay`]: () => {
          now = owed(7, { state: 'pending', nextAttemptAt: null });
          return { status: 202, body: now };
        },
      },
    });
    const { page } = portal;
    await page.getByText('delivered', { exact: true }).waitFor();
    await page.waitForTimeout(1500);
    const asked = portal.asked(`GET ${path}`).length;
    await lookAgain(page);
    await page.waitForTimeout(200);
    expect(portal.asked(`GET ${path}`)).toHaveLength(asked);
    await page.getByRole('button', { name: 'Send it again' }).click();
    await page.getByText('on its way', { exact: true }).waitFor();
    now = owed(7, { attempts: [attempt({ status: 204 }), attempt({ number: 2, status: 204 })] });
    await page.getByRole('heading', { name: 'Attempt 2: answered 204' }).waitFor();
    expectQuiet(portal);
  });

  test('of tests say that their bodies are not kept', async () => {
    const test = { ...owed(1), sequence: null, rulingId: null, revision: null };
    const portal = await open(`${place}/deliveries/${test.id}`, {
      answers: { [`GET /v1/deliveries/${test.id}`]: { body: test } },
    });
    await portal.page.getByText('A test or a probe, whose body is not kept.').waitFor();
    expect(await portal.page.getByRole('button', { name: 'Send it' }).count()).toBe(0);
    await expectAccessible(portal.page);
    expectQuiet(portal);
  });

  test('of tests are followed until they are over, also while nobody answers', async () => {
    const test = { ...owed(1, { state: 'pending', attempts: [] }), sequence: null, rulingId: null, revision: null };
    const failed = { ...test, attempts: [attempt()], nextAttemptAt: noon };
    const answers = {
      [`POST ${one}/test`]: { status: 202, body: test },
      [`GET /v1/deliveries/${test.id}`]: { body: test },
    };
    const portal = await open(place, { answers });
    const { page } = portal;
    const answer = (body: unknown) => portal.answer(`GET /v1/deliveries/${test.id}`, { body });
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('The test is on its way.').waitFor();
    portal.answer(`GET /v1/deliveries/${test.id}`, { abort: true });
    await page.getByText('The server cannot be reached; asking again.').waitFor();
    answer(failed);
    await page.getByText('The test failed: answered 503. It is tried again at').waitFor();
    await expectAccessible(page);
    answer({ ...failed, state: 'delivered', attempts: [attempt(), attempt({ number: 2, status: 204 })] });
    await page.getByText('The test was taken: answered 204 after 21 ms.').waitFor();
    const asked = portal.asked(`GET /v1/deliveries/${test.id}`).length;
    await page.waitForTimeout(1500);
    expect(portal.asked(`GET /v1/deliveries/${test.id}`)).toHaveLength(asked);
    expectQuiet(portal);
  });
});
