import { describe, expect, test } from 'vitest';
import { countedUntil, firstOver, newsroomCounter, signUpCounters } from '../../shared/domain/sign-up-limits.ts';
import { phone } from '../samples/texting.ts';

const at = Date.parse('2026-11-20T17:30:00.000Z');
const subjects = (address: string, to = phone(43)) => signUpCounters(address, to, at).map(({ subject }) => subject);

test('a sign-up counts for its address, by the hour and the day, and for the thousand numbers that it is one of', () => {
  expect(signUpCounters('198.51.100.7', '+12025550143', at)).toEqual([
    { by: 'address', subject: '198.51.100.7', period: '2026-11-20T17', most: 5 },
    { by: 'address', subject: '198.51.100.7', period: '2026-11-20', most: 20 },
    { by: 'prefix', subject: '+12025550', period: '2026-11-20T17', most: 20 },
  ]);
});

test('numbers one after the other count together, and those of another thousand or area do not', () => {
  const prefix = (to: `+${string}`) => subjects('198.51.100.7', to).at(-1);
  expect(prefix('+12025550999')).toBe(prefix('+12025550000'));
  for (const other of ['+12025551000', '+12035550143', '+12025560143'] as const)
    expect(prefix(other), other).not.toBe(prefix('+12025550143'));
});

test('all sign-ups of an hour count together, and 600 are not too many', () => {
  const counter = newsroomCounter(at);
  expect(counter).toEqual({ by: 'newsroom', subject: 'all', period: '2026-11-20T17', most: 600 });
  expect([600, 601].map((count) => firstOver([counter], [count]))).toEqual([undefined, 'newsroom']);
});

describe('an address', () => {
  test('of IPv6 is its network of 64 bits, however it is written', () => {
    const [network] = subjects('2001:db8:1:2:3:4:5:6');
    for (const same of ['2001:db8:1:2::1', '2001:DB8:1:2:ffff:ffff:ffff:ffff', '2001:0db8:0001:0002::'])
      expect(subjects(same)[0], same).toBe(network);
    expect(subjects('2001:db8:1:3::1')[0]).not.toBe(network);
  });

  test('of IPv4 within IPv6 is that of IPv4', () => {
    expect(subjects('::ffff:198.51.100.7')[0]).toBe('198.51.100.7');
  });

  test('that is none counts with all others that are none', () => {
    expect(subjects('')[0]).toBe(subjects('not an address')[0]);
  });
});

test('a limit is over with the first sign-up that is more than it allows', () => {
  const counters = signUpCounters('198.51.100.7', phone(43), at);
  expect(firstOver(counters, [5, 20, 20])).toBeUndefined();
  expect(firstOver(counters, [6, 6, 1])).toBe('address');
  expect(firstOver(counters, [1, 21, 1])).toBe('address');
  expect(firstOver(counters, [1, 1, 21])).toBe('prefix');
});

test('counts outlive the day that they are of, and all of a day go together', () => {
  const [first, last] = ['2026-11-20T00:00:00.000Z', '2026-11-20T23:59:59.999Z'].map((time) =>
    countedUntil(Date.parse(time)),
  );
  expect(first).toBe('2026-11-22T00:00:00.000Z');
  expect(last).toBe(first);
});
