import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allAsleepOnFirstRun } from '../../local/seed/sample.ts';

const asleepAt = (time: string): boolean =>
  allAsleepOnFirstRun(mkdtempSync(join(tmpdir(), 'rulingwire-asleep-')), Date.parse(time));

test.each([
  ['10:01, when Guam’s window has just closed', '2026-11-25T10:01:00Z', true],
  [
    '12:45, when it is 9:15 in Newfoundland but 8:45 in Labrador, which has the same area code',
    '2026-11-25T12:45:00Z',
    true,
  ],
  ['13:01, when all of that area code is awake', '2026-11-25T13:01:00Z', false],
  ['midnight, when Honolulu is at its afternoon', '2026-11-25T00:00:00Z', false],
  ['23:30, when Guam has had its breakfast', '2026-11-24T23:30:00Z', false],
])('whether every sample phone is asleep at %s: %s', (_, time, asleep) => {
  expect(asleepAt(time)).toBe(asleep);
});
