import { describe, expect, it, test } from 'vitest';
import { readUnits, writeUnits } from '../../bench/cost/capacity.ts';

/** An item of exactly so many bytes. */
const item = (bytes: number, more: Readonly<Record<string, string>> = {}) => {
  const named = Object.entries(more).map(([name, value]) => [name, { S: value }]);
  const taken = Object.entries(more).reduce((sum, [name, value]) => sum + name.length + value.length, 0);
  return { ...Object.fromEntries(named), v: { S: 'x'.repeat(bytes - taken - 1) } };
};
const due = ['pk', 'dueAt'];
const at = (dueAt: string, bytes = 100) => item(bytes, { pk: 'p', dueAt });

describe('read units', () => {
  test.each([
    ['what is not there', 0, 1, 0.5],
    ['4 kB', 4_096, 1, 0.5],
    ['a byte more', 4_097, 2, 1],
    ['a page of 100 kB', 102_400, 25, 12.5],
  ])('%s', (_, bytes, consistent, eventual) => {
    expect(readUnits({ bytes, consistent: true })).toBe(consistent);
    expect(readUnits({ bytes, consistent: false })).toBe(eventual);
  });
});

describe('write units', () => {
  const plain = { before: undefined, transactional: false };

  test.each([
    ['a new kB', undefined, item(1_024), 1],
    ['a byte more', undefined, item(1_025), 2],
    ['the larger of both where it shrinks', item(3_000), item(100), 3],
    ['the larger of both where it grows', item(100), item(3_000), 3],
    ['what is taken away', item(2_049), undefined, 3],
    ['what was not there to be taken away', undefined, undefined, 1],
  ])('%s', (_, before, after, units) => {
    expect(writeUnits({ before, after, transactional: false }, [])).toBe(units);
    expect(writeUnits({ before, after, transactional: true }, [])).toBe(2 * units);
  });

  test.each([
    ['is not for an item without its key', undefined, item(100, { pk: 'p' }), 0],
    ['takes a new item', undefined, at('1'), 1],
    ['takes a new item of 3 kB', undefined, at('1', 3_000), 3],
    ['loses an item', at('1'), undefined, 1],
    ['loses an item whose key is removed', at('1'), item(100, { pk: 'p' }), 1],
    ['changes in place', at('1'), at('1', 1_500), 2],
    ['takes out and puts in where its key changes', at('1'), at('2', 1_500), 3],
    ['rests where nothing changes', at('1'), at('1'), 0],
  ])('an index %s', (_, before, after, units) => {
    const without = writeUnits({ before, after, transactional: false }, []);
    expect(writeUnits({ before, after, transactional: false }, [due]) - without).toBe(units);
  });

  it('adds up the indexes, and doubles the table alone in a transaction', () => {
    const after = at('1', 1_500);
    expect(writeUnits({ ...plain, after }, [due, ['pk']])).toBe(6);
    expect(writeUnits({ ...plain, after, transactional: true }, [due, ['pk']])).toBe(8);
  });
});
