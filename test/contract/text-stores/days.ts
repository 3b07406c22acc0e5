import { expect, test } from 'vitest';
import type { OpenTextStores } from './under-test.ts';

export const daysContract = (open: OpenTextStores): void => {
  test('the last day whose list was worked through is known, whoever comes late with an earlier one', async () => {
    const { days } = await open();
    expect(await days.last()).toBeUndefined();
    await days.done('2026-11-20');
    expect(await days.last()).toBe('2026-11-20');
    await days.done('2026-11-21');
    await days.done('2026-11-19');
    await days.done('2026-11-21');
    expect(await days.last()).toBe('2026-11-21');
  });
};
