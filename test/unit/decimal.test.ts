import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { timesPrice } from '../../shared/domain/decimal.ts';

describe('a price times a number', () => {
  test.each([
    ['0.0083', 3, '0.0249'],
    ['0.0083', 1, '0.0083'],
    ['0.0083', 0, '0.0000'],
    ['0.01', 12_345, '123.45'],
    ['0.1', 3, '0.3'],
    ['12.50', 2, '25.00'],
    ['7', 6, '42'],
    ['7', 0, '0'],
    ['0.008300', 10_000_000_000, '83000000.000000'],
  ])('%s × %d is %s', (price, times, product) => {
    expect(timesPrice(price, times)).toBe(product);
  });

  test('is the sum of so many of it, to the last digit, with the decimals of the price', () => {
    const prices = fc.tuple(fc.nat({ max: 999 }), fc.integer({ min: 1, max: 6 }), fc.nat({ max: 999_999 }));
    fc.assert(
      fc.property(prices, fc.nat({ max: 2_000_000_000 }), ([whole, places, millionths], times) => {
        const decimals = String(millionths).padStart(6, '0').slice(0, places);
        const product = timesPrice(`${whole}.${decimals}`, times);
        expect(product).toMatch(new RegExp(`^(0|[1-9]\\d*)\\.\\d{${places}}$`));
        const units = BigInt(whole) * 10n ** BigInt(places) + BigInt(decimals);
        expect(BigInt(product.replace('.', ''))).toBe(units * BigInt(times));
      }),
    );
  });
});
