import { expect, test } from 'vitest';
import type { OpenTextStores } from './under-test.ts';

export const budgetContract = (open: OpenTextStores): void => {
  test('a month’s budget is reserved up to its cap, and what was not spent is given back', async () => {
    const { budget } = await open();
    expect(await budget.spent('2026-11')).toBe(0);
    expect(await budget.reserve('2026-11', 101, 100)).toBe(false);
    expect(await budget.spent('2026-11')).toBe(0);
    expect(await budget.reserve('2026-11', 60, 100)).toBe(true);
    expect(await budget.reserve('2026-11', 41, 100)).toBe(false);
    expect(await budget.reserve('2026-11', 40, 100)).toBe(true);
    expect(await budget.reserve('2026-11', 1, 100)).toBe(false);
    // what is kept for corrections is above the others' cap
    expect(await budget.reserve('2026-11', 1, 120)).toBe(true);
    await budget.release('2026-11', 31);
    expect(await budget.spent('2026-11')).toBe(70);
  });

  test('months are apart', async () => {
    const { budget } = await open();
    await budget.reserve('2026-11', 100, 100);
    expect(await budget.reserve('2026-12', 100, 100)).toBe(true);
    expect(await budget.spent('2026-12')).toBe(100);
  });

  test('of many at once, as many get some as there is for', async () => {
    const { budget } = await open();
    const reserved = await Promise.all(Array.from({ length: 12 }, () => budget.reserve('2026-11', 30, 200)));
    expect(reserved.filter(Boolean)).toHaveLength(6);
    expect(await budget.spent('2026-11')).toBe(180);
  });
};
