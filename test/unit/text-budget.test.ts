import { describe, expect, it } from 'vitest';
import { budgetMonthOf, capOf, costOf, microsOf } from '../../shared/domain/text-budget.ts';

const price = (amount: string) => ({ pricePerSegment: { currency: 'USD', amount } });

describe('amounts in millionths', () => {
  it.each([
    ['0', 0],
    ['1', 1_000_000],
    ['0.0083', 8300],
    ['0.000001', 1],
    ['5000', 5_000_000_000],
    ['12.5', 12_500_000],
    ['007.10', 7_100_000],
    // the largest that settings allow: a float would make of it 999999999999999.9 or so
    ['999999999.999999', 999_999_999_999_999],
  ])('%s is %d', (amount, micros) => {
    expect(microsOf(amount)).toBe(micros);
  });

  it('are what floats get wrong', () => {
    expect(microsOf('1.005')).toBe(1_005_000);
    expect(1.005 * 1_000_000).not.toBe(1_005_000);
  });
});

describe('what segments cost', () => {
  it('is the price times their number, exactly', () => {
    expect(costOf(price('0.0083'), 3)).toBe(24_900);
    expect(costOf(price('0.0083'), 1_000_000)).toBe(8_300_000_000);
    expect(costOf(price('0.0083'), 0)).toBe(0);
  });

  it('is refused where it could only be rounded', () => {
    expect(costOf(price('999999999.999999'), 9)).toBe(8_999_999_999_999_991);
    expect(() => costOf(price('999999999.999999'), 10)).toThrow(RangeError);
  });
});

it('keeps some of the month for what is urgent', () => {
  const budget = { perMonth: '5000', reservedForCorrections: '1000.5' };
  expect(capOf({ budget }, true)).toBe(5_000_000_000);
  expect(capOf({ budget }, false)).toBe(3_999_500_000);
  expect(capOf({ budget: { perMonth: '5', reservedForCorrections: '5' } }, false)).toBe(0);
});

it('pays a text from the month that it leaves in, by UTC', () => {
  expect(budgetMonthOf(Date.parse('2026-11-30T23:59:59.999Z'))).toBe('2026-11');
  expect(budgetMonthOf(Date.parse('2026-11-30T19:00:00.000-05:00'))).toBe('2026-12');
});
