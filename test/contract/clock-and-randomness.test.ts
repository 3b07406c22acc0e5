import { describe, expect, test } from 'vitest';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Randomness } from '../../shared/ports/randomness.ts';
import { systemClock, systemRandomness } from '../../shared/runtime/clock.ts';
import { manualClock, sleeplessClock } from '../fakes/clock.ts';
import { seededRandomness } from '../fakes/randomness.ts';

/** `pass` lets time go by until a sleeper may have woken. */
const clockContract = (clock: Clock, pass: (ms: number) => void): void => {
  test('it tells whole milliseconds, and who slept finds as many gone by', async () => {
    const before = clock.now();
    expect(Number.isSafeInteger(before)).toBe(true);
    const slept = clock.sleep(30);
    pass(30);
    await slept;
    // a timer of Node may fire up to a millisecond early
    expect(clock.now() - before).toBeGreaterThanOrEqual(29);
  });

  test('who sleeps for less wakes first', async () => {
    const woken: number[] = [];
    const sleepers = [20, 1].map((ms) => clock.sleep(ms).then(() => woken.push(ms)));
    pass(20);
    await Promise.all(sleepers);
    expect(woken).toEqual([1, 20]);
  });
};

describe('the clock of the system', () => clockContract(systemClock, () => {}));

describe('a clock that is moved by hand', () => {
  const clock = manualClock();
  clockContract(clock, clock.advance);
});

describe('a clock where nobody waits', () => {
  test('who slept finds as many gone by', async () => {
    const clock = sleeplessClock();
    const before = clock.now();
    await clock.sleep(30);
    expect(clock.now() - before).toBe(30);
  });
});

const randomnessContract = (random: Randomness): void => {
  test('numbers lie in [0, 1), all over it, and hardly one comes twice', () => {
    const numbers = Array.from({ length: 2000 }, random);
    for (const number of numbers) expect(number >= 0 && number < 1, String(number)).toBe(true);
    expect(new Set(numbers).size).toBeGreaterThan(1990);
    // that one of ten drawers stays under 100 of 2,000 has a chance of 10⁻¹⁵
    const drawers = Object.groupBy(numbers, (number) => Math.floor(number * 10));
    for (let drawer = 0; drawer < 10; drawer += 1) expect(drawers[drawer]?.length ?? 0).toBeGreaterThan(100);
  });
};

describe('the randomness of the system', () => randomnessContract(systemRandomness));
describe('randomness from a seed', () => randomnessContract(seededRandomness()));
