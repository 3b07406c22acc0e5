import { expect, test } from 'vitest';
import { barsOf, slotAt } from '../../shared/domain/text-timeline.ts';
import { noon } from '../samples/texting.ts';

const start = Date.parse(noon);
const at = (seconds: number): string => new Date(start + seconds * 1000).toISOString();

test('an instant is in the ten seconds that began at or before it', () => {
  expect([0, 9_999, 10_000].map((ms) => slotAt(start + ms))).toEqual([noon, noon, at(10)]);
});

test('before the first text there is nothing, and after one a bar', () => {
  expect(barsOf([])).toEqual([]);
  expect(barsOf([{ at: noon, accepted: 25 }])).toEqual([{ at: noon, seconds: 10, accepted: 25 }]);
});

test('what happened in between is shown, also where that is nothing', () => {
  const slots = [0, 10, 40].map((seconds) => ({ at: at(seconds), accepted: seconds + 1 }));
  expect(barsOf(slots).map(({ accepted }) => accepted)).toEqual([1, 11, 0, 0, 41]);
  expect(barsOf(slots).map((bar) => bar.at)).toEqual([0, 10, 20, 30, 40].map(at));
});

test('of more than 120, neighbours are one bar', () => {
  const slots = (count: number) => Array.from({ length: count }, (_, slot) => ({ at: at(slot * 10), accepted: 1 }));
  expect(barsOf(slots(120))).toHaveLength(120);
  const half = barsOf(slots(121));
  expect(half).toHaveLength(61);
  expect(half.slice(0, 2)).toEqual([
    { at: noon, seconds: 20, accepted: 2 },
    { at: at(20), seconds: 20, accepted: 2 },
  ]);
  expect(half.at(-1)).toEqual({ at: at(1200), seconds: 20, accepted: 1 });
});
