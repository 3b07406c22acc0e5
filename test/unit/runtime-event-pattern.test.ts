import { describe, expect, test } from 'vitest';
import { readFilters } from '../../local/lambda/event-pattern.ts';

const passes = (pattern: object, event: unknown) =>
  readFilters({ Filters: [{ Pattern: JSON.stringify(pattern) }] })(event);

describe('filter criteria', () => {
  test.each<[string, object, unknown, boolean]>([
    ['an exact text', { a: ['x'] }, { a: 'x' }, true],
    ['one of several', { a: ['x', 1, null] }, { a: null }, true],
    ['another type', { a: [1] }, { a: '1' }, false],
    ['nested keys', { dynamodb: { Keys: { pk: { S: ['LOG'] } } } }, { dynamodb: { Keys: { pk: { S: 'LOG' } } } }, true],
    ['a key that is missing', { dynamodb: { Keys: { pk: { S: ['LOG'] } } } }, { dynamodb: {} }, false],
    ['all keys must match', { a: ['x'], b: ['y'] }, { a: 'x', b: 'z' }, false],
    ['a list in the event', { a: ['x'] }, { a: ['z', 'x'] }, true],
    ['prefix', { a: [{ prefix: 'rul_' }] }, { a: 'rul_1' }, true],
    ['prefix of a number', { a: [{ prefix: '1' }] }, { a: 1 }, false],
    ['suffix', { a: [{ suffix: '.xml' }] }, { a: 'rss.xml' }, true],
    ['exists', { a: [{ exists: true }] }, { a: false }, true],
    ['does not exist', { a: [{ exists: false }] }, { b: 1 }, true],
    ['anything but', { a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'z' }, true],
    ['anything but, met', { a: [{ 'anything-but': 'x' }] }, { a: 'x' }, false],
    ['anything but a prefix', { a: [{ 'anything-but': { prefix: 'x' } }] }, { a: 'xy' }, false],
    ['anything but, on nothing', { a: [{ 'anything-but': 'x' }] }, {}, false],
    ['equals, ignoring case', { a: [{ 'equals-ignore-case': 'FALSE' }] }, { a: 'False' }, true],
    ['a range', { a: [{ numeric: ['>', 1, '<=', 3] }] }, { a: 3 }, true],
    ['outside of a range', { a: [{ numeric: ['>', 1, '<=', 3] }] }, { a: 1 }, false],
    ['$or', { $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'y' }, true],
    ['$or, none', { $or: [{ a: ['x'] }, { b: ['y'] }], c: ['z'] }, { b: 'y' }, false],
  ])('%s', (_, pattern, event, expected) => {
    expect(passes(pattern, event)).toBe(expected);
  });

  test('no criteria let everything pass, and of several one is enough', () => {
    expect(readFilters(undefined)({})).toBe(true);
    const two = readFilters({ Filters: [{ Pattern: '{"a":["x"]}' }, { Pattern: '{"a":["y"]}' }] });
    expect([two({ a: 'y' }), two({ a: 'z' })]).toEqual([true, false]);
  });

  test('an operator that is not simulated is refused at the start', () => {
    expect(() => readFilters({ Filters: [{ Pattern: '{"a":[{"wildcard":"x*"}]}' }] })).toThrow('wildcard');
  });
});
