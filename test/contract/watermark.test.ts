import { describe, expect, test } from 'vitest';
import { createWatermark } from '../../shared/adapters/dynamo/watermark.ts';
import type { Watermark } from '../../shared/ports/watermark.ts';
import { fakeWatermark } from '../fakes/watermark.ts';
import { inDynamo } from './dynamo/in-dynamo.ts';

const watermarkContract = (open: () => Promise<Watermark>): void => {
  test('it begins at 0 and moves forward only', async () => {
    const watermark = await open();
    expect(await watermark.read()).toBe(0);
    for (const [sequence, stands] of [
      [3, 3],
      [2, 3],
      [3, 3],
      [10, 10],
      [9, 10],
    ] as const) {
      await watermark.advance(sequence);
      expect(await watermark.read()).toBe(stands);
    }
  });

  test('of several at once the furthest stands', async () => {
    const watermark = await open();
    await Promise.all([4, 9, 1, 7, 8].map((sequence) => watermark.advance(sequence)));
    expect(await watermark.read()).toBe(9);
  });
};

describe('the watermark in memory', () => watermarkContract(async () => fakeWatermark()));

inDynamo('the watermark', (tables) => {
  watermarkContract(async () => createWatermark(tables().client, await tables().make()));
});
