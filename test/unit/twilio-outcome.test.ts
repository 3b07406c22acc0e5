import { expect, test } from 'vitest';
import { ExchangeFailed } from '../../shared/adapters/twilio/exchange.ts';
import { NotAccepted, outcomeOfFailure, resourceIn, UnreadableAnswer } from '../../shared/adapters/twilio/outcome.ts';

const outcomeOf = (status: number, body: string): unknown => {
  try {
    return resourceIn({ status, body });
  } catch (failure) {
    return outcomeOfFailure(failure);
  }
};

test.each([
  [400, '{"code":21610,"message":"no"}', { kind: 'refused', code: 21610, status: 400 }],
  [401, '{"code":20003}', { kind: 'refused', code: 20003, status: 401 }],
  [403, '<html>', { kind: 'refused', code: null, status: 403 }],
  [404, '{"code":"20404"}', { kind: 'refused', code: null, status: 404 }],
  [429, '<html>', { kind: 'unsent', reason: 'throttled' }],
  [400, '{"code":20429}', { kind: 'unsent', reason: 'throttled' }],
  [500, '{"code":20500}', { kind: 'unknown', reason: 'server-error' }],
  [502, '', { kind: 'unknown', reason: 'server-error' }],
  [302, '', { kind: 'unknown', reason: 'unreadable' }],
  [201, '<html>', { kind: 'unknown', reason: 'unreadable' }],
  [201, 'null', { kind: 'unknown', reason: 'unreadable' }],
  [201, '{"sid":"SM1"}', { sid: 'SM1' }],
])('%d %s', (status, body, expected) => {
  expect(outcomeOf(status, body)).toEqual(expected);
});

test('before the first byte it is unsent, after it unknown', () => {
  expect(outcomeOfFailure(new ExchangeFailed('dns', undefined))).toEqual({ kind: 'unsent', reason: 'dns' });
  expect(outcomeOfFailure(new ExchangeFailed('connect', undefined))).toEqual({ kind: 'unsent', reason: 'connect' });
  expect(outcomeOfFailure(new ExchangeFailed('tls', undefined))).toEqual({ kind: 'unsent', reason: 'tls' });
  expect(outcomeOfFailure(new ExchangeFailed('written', undefined))).toEqual({ kind: 'unknown', reason: 'reset' });
});

test('no failure carries a word of the answer, and what is no failure of the exchange is thrown on', () => {
  expect(new NotAccepted(400, 21211).message).not.toMatch(/\+\d/);
  expect(outcomeOfFailure(new UnreadableAnswer())).toEqual({ kind: 'unknown', reason: 'unreadable' });
  expect(() => outcomeOfFailure(new TypeError('ours'))).toThrow('ours');
});
