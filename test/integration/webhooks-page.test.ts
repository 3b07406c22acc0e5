/** The figures of docs/webhooks.md. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { nextDelay } from '../../shared/domain/retry.ts';

const page = readFileSync(new URL('../../docs/webhooks.md', import.meta.url), 'utf8');

test('the table of retries is the schedule', () => {
  const units = new Map([
    ['s', 1_000],
    ['min', 60_000],
    ['h', 3_600_000],
  ]);
  const rows = [...page.matchAll(/^\| +(\d+) \| (?:at once|(\d+) (s|min|h)) +\|$/gm)];
  const told = rows.map(([, , count = '0', unit = 's']) => Number(count) * (units.get(unit) ?? Number.NaN));
  expect(rows.map(([, attempt]) => Number(attempt))).toEqual(rows.map((_, at) => at + 1));
  expect(told).toEqual(rows.map((_, failures) => nextDelay(failures, 0.5)));
  expect(nextDelay(rows.length, 0.5)).toBeUndefined();
  const hours = told.reduce((sum, delay) => sum + delay, 0) / 3_600_000;
  expect(page).toContain(`${Math.floor(hours)} hours in all`);
});
