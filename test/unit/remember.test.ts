import { expect, test } from 'vitest';
import { remember } from '../../shared/use-cases/remember.ts';

const counting = () => {
  const asked: string[] = [];
  const read = async (key: string): Promise<string> => {
    asked.push(key);
    if (key === 'bad') throw new Error('unreadable');
    return key.toUpperCase();
  };
  return { asked, read };
};

test('what was read is not read again, nor while it is being read', async () => {
  const { asked, read } = counting();
  const remembered = remember(2, read);
  expect(await Promise.all(['a', 'a', 'b'].map(remembered))).toEqual(['A', 'A', 'B']);
  expect(await remembered('a')).toBe('A');
  expect(asked).toEqual(['a', 'b']);
});

test('what was not asked for longest is forgotten', async () => {
  const { asked, read } = counting();
  const remembered = remember(2, read);
  for (const key of ['a', 'b', 'a', 'c', 'a', 'b']) await remembered(key);
  expect(asked).toEqual(['a', 'b', 'c', 'b']);
});

test('a failure is not remembered', async () => {
  const { asked, read } = counting();
  const remembered = remember(2, read);
  for (let tries = 0; tries < 2; tries += 1) await expect(remembered('bad')).rejects.toThrow('unreadable');
  expect(asked).toEqual(['bad', 'bad']);
});
