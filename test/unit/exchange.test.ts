import { describe, expect, test } from 'vitest';
import { exchangeErrors, isSuccess, noExchange } from '../../shared/domain/exchange.ts';

const exchange = (status: number | null, error: (typeof exchangeErrors)[number] | null = null) => ({
  ...noExchange('interrupted'),
  status,
  error,
});

describe('an exchange', () => {
  test.each([200, 201, 202, 204, 299])('that brought %d is a success', (status) => {
    expect(isSuccess(exchange(status))).toBe(true);
  });

  test.each([null, 100, 199, 300, 302, 304, 400, 404, 410, 429, 500, 503, 2000])(
    'that brought %s is none',
    (status) => {
      expect(isSuccess(exchange(status))).toBe(false);
    },
  );

  test.each(exchangeErrors)('that ended as “%s” is no success, whatever its status', (error) => {
    for (const status of [200, 302, null]) expect(isSuccess(exchange(status, error))).toBe(false);
  });

  test.each(exchangeErrors)('that did not take place (%s) took no time and has no answer', (error) => {
    expect(noExchange(error)).toEqual({
      status: null,
      error,
      ms: { dns: 0, connect: 0, firstByte: null, total: 0 },
      answer: '',
      retryAfter: undefined,
      abort: false,
    });
  });
});
