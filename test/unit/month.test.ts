import { expect, it } from 'vitest';
import { monthOf, monthSchema } from '../../shared/domain/month.ts';

it('a month is a year and one of twelve', () => {
  for (const month of ['2026-01', '2026-09', '2026-10', '2026-11', '2026-12', '0001-01'])
    expect(monthSchema.safeParse(month).success, month).toBe(true);
  for (const text of [
    '2026-00',
    '2026-13',
    '2026-1',
    '26-11',
    '12026-11',
    '2026-11-20',
    ' 2026-11',
    '2026-1１',
    '2026/11',
  ])
    expect(monthSchema.safeParse(text).success, text).toBe(false);
});

it('an instant is in the month of its UTC', () => {
  expect(monthOf('2026-11-30T23:59:59.999Z')).toBe('2026-11');
  expect(monthOf('2026-12-01T00:00:00.000Z')).toBe('2026-12');
});
