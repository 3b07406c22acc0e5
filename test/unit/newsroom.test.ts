import { expect, test } from 'vitest';
import { newsroomSchema } from '../../shared/domain/newsroom.ts';
import { newsroom } from '../samples/revision.ts';

/** What is wrong with the sample newsroom where its window is another: the field, and why. */
const wrongWith = (opens: string, closes: string): string[] => {
  const texts = { ...newsroom.texts, window: { opens, closes } };
  const parsed = newsroomSchema.safeParse({ ...newsroom, texts });
  return parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
};

test('a window is open for an hour at least', () => {
  expect(wrongWith('09:00', '10:00')).toEqual([]);
  expect(wrongWith('22:59', '23:59')).toEqual([]);
  for (const [opens, closes] of [
    ['09:00', '09:59'],
    ['09:30', '10:00'],
    ['23:00', '23:59'],
  ] as const)
    expect(wrongWith(opens, closes)).toEqual(['texts.window.closes must be open for an hour at least']);
});

test('a window closes after it opens', () => {
  for (const closes of ['09:00', '08:00'])
    expect(wrongWith('09:00', closes)).toEqual(['texts.window.closes must close after it opens']);
});

test('a window does not open in the hour that comes twice when the clocks go back', () => {
  for (const opens of ['01:00', '01:30', '01:59'])
    expect(wrongWith(opens, '20:00')).toEqual([expect.stringContaining('texts.window.opens must not open between')]);
  for (const opens of ['00:00', '00:59', '02:00']) expect(wrongWith(opens, '20:00')).toEqual([]);
});
