import { expect, test } from 'vitest';
import type { OpenTextStores } from './under-test.ts';

const start = Date.parse('2026-11-20T17:00:00.000Z');

export const paceContract = (open: OpenTextStores): void => {
  test('a sender lets out a second’s worth at once, and makes whoever comes then wait', async () => {
    const { pace } = await open();
    const sender = pace(10);
    expect(await sender.take(10, false, start)).toEqual({ taken: true, wait: 0 });
    expect(await sender.take(5, false, start)).toEqual({ taken: true, wait: 500 });
    expect(await sender.take(5, false, start + 1000)).toEqual({ taken: true, wait: 0 });
    expect(await sender.take(100, false, start + 1000)).toEqual({ taken: true, wait: 10_000 });
    expect(await sender.take(1, false, start + 1000)).toEqual({ taken: false, wait: 100 });
  });

  test('two processes share one sender, each of them as the other left it', async () => {
    const { pace } = await open();
    const [one, other] = [pace(10), pace(10)];
    expect(await one.take(10, false, start)).toEqual({ taken: true, wait: 0 });
    expect(await other.take(10, false, start)).toEqual({ taken: true, wait: 1000 });
    expect(await one.take(10, false, start)).toEqual({ taken: true, wait: 2000 });
    expect(await other.take(10, false, start)).toEqual({ taken: true, wait: 3000 });
  });

  test('of many at once none is lost', async () => {
    const { pace } = await open();
    const senders = Array.from({ length: 4 }, () => pace(10));
    const takes = senders.flatMap((sender) => Array.from({ length: 5 }, () => sender.take(1, false, start)));
    const waits = (await Promise.all(takes)).map(({ wait }) => wait).sort((a, b) => a - b);
    expect(waits).toEqual([...Array.from({ length: 10 }, () => 0), 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]);
  });

  test('what is urgent comes first, whichever process it is in', async () => {
    const { pace } = await open();
    const [one, other] = [pace(10), pace(10)];
    await one.take(10, false, start);
    expect(await other.take(5, true, start)).toEqual({ taken: true, wait: 500 });
    const refused = await one.take(1, false, start + 500);
    expect(refused.taken).toBe(false);
    expect((await other.take(1, true, start + 500)).taken).toBe(true);
    expect((await one.take(1, false, start + 500 + refused.wait + 1000)).taken).toBe(true);
  });

  test('when the network says that it is too much, all are slower', async () => {
    const { pace } = await open();
    const [one, other] = [pace(10), pace(10)];
    await one.take(10, false, start);
    await other.slowDown(start);
    await one.slowDown(start + 1);
    const { taken, wait } = await one.take(5, false, start + 1);
    expect(taken).toBe(true);
    // half of ten a second, and a little more every second
    expect(wait).toBeGreaterThan(900);
    expect(wait).toBeLessThan(1000);
  });
};
