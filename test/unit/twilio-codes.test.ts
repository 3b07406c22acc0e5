import { expect, test } from 'vitest';
import { type CodeMeaning, meaningOf, strikeLimits } from '../../shared/domain/twilio-codes.ts';

const invalid: CodeMeaning = { kind: 'suppress', reason: 'invalid-number' };

const meant = [
  [21211, 'no phone number', invalid],
  [21408, 'a country that is not texted', { kind: 'region-closed' }],
  [21610, 'they sent STOP', { kind: 'suppress', reason: 'opted-out' }],
  [21611, 'the queue of the sender is full', { kind: 'pause' }],
  [21614, 'no mobile number', invalid],
  [21635, 'a landline, before it is sent', invalid],
  [30001, 'the queue overflowed', { kind: 'pause' }],
  [30003, 'unreachable', { kind: 'strike', strike: 'unreachable' }],
  [30004, 'blocked', { kind: 'strike', strike: 'blocked' }],
  [30005, 'unknown handset', { kind: 'strike', strike: 'unknown-handset' }],
  [30006, 'a landline, after it was sent', invalid],
  [30007, 'filtered', { kind: 'ours' }],
  [30008, 'undelivered, nobody says why', { kind: 'strike', strike: 'unreachable' }],
  [30022, 'over the limit a second', { kind: 'slow-down' }],
  [30023, 'over the limit a day, of the brand', { kind: 'slow-down' }],
  [30032, 'an unverified toll-free number', { kind: 'ours' }],
  [30034, 'an unregistered number', { kind: 'ours' }],
  [63038, 'over the limit a day, of the account', { kind: 'slow-down' }],
] as const satisfies readonly (readonly [number, string, CodeMeaning])[];

test.each(meant)('%d, %s', (code, _said, meaning) => {
  expect(meaningOf(code)).toEqual(meaning);
});

test('no other code means anything', () => {
  // Twilio's codes have five digits
  const codes = Array.from({ length: 90_000 }, (_, index) => 10_000 + index);
  expect(codes.filter((code) => meaningOf(code).kind !== 'inert')).toEqual(meant.map(([code]) => code));
  for (const odd of [null, 0, -21_610, 21_610.5, Number.NaN]) expect(meaningOf(odd)).toEqual({ kind: 'inert' });
});

test('two strikes remove a number that does not exist or blocks us; three let one sleep that cannot be reached', () => {
  expect(strikeLimits).toEqual({
    'unknown-handset': { strikes: 2, becomes: 'invalid-number' },
    blocked: { strikes: 2, becomes: 'blocked' },
    unreachable: { strikes: 3, becomes: 'dormant' },
  });
});
