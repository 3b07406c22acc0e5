import { expect, test } from 'vitest';
import { groupWrites, toTogetherOutcome } from '../../shared/adapters/dynamo/ruling-group.ts';
import { publishing } from '../samples/commit.ts';

const noon = '2026-11-20T12:00:00.000Z';
const slugs = (name: string, length: number) => Array.from({ length }, (_, at) => `${name}-${at}`);
const many = (number: number, differs: Parameters<typeof publishing>[1] = {}) =>
  Array.from({ length: number }, () => publishing(noon, differs));

test('a group is as large as a transaction: 100 writes with the counter, which is moved once', () => {
  const small = groupWrites('Rulings', many(40, { topics: [], editions: [], authors: [], externalId: null }), 5);
  // head, revision, slug, log and event; and in lists: all, three facets and the month
  expect([small.count, small.writes.size]).toEqual([9, 91]);
  const counter = small.writes.get('counter')?.Update;
  expect(counter?.ExpressionAttributeValues).toEqual({ ':sequence': 13, ':before': 4 });
  // with an external id eleven each, and nine are a hundred with the counter
  const ten = { topics: [], editions: [], authors: [] };
  const withId = Array.from({ length: 40 }, (_, at) => publishing(noon, { ...ten, externalId: `cms-${at}` }));
  expect(groupWrites('Rulings', withId, 1).writes.size).toBe(100);
  const large = groupWrites('Rulings', many(40, { topics: slugs('t', 20), editions: slugs('e', 17), authors: [] }), 1);
  expect([large.count, large.writes.size]).toEqual([2, 95]);
});

test('a group has at most 3.5 MB, and one that has more alone goes alone', () => {
  const few = { topics: [], editions: [], authors: [] };
  const bodyOf = (bytes: number) => ({ ...few, bodyHtml: 'x'.repeat(bytes) });
  expect(groupWrites('Rulings', many(20, bodyOf(400_000)), 1).count).toBe(8);
  expect(groupWrites('Rulings', many(20, bodyOf(200_000)), 1).count).toBe(9);
  expect(groupWrites('Rulings', [...many(1), ...many(1, bodyOf(3_600_000)), ...many(1)], 1).count).toBe(1);
  expect(groupWrites('Rulings', many(2, bodyOf(3_600_000)), 1).count).toBe(1);
});

test('what a transaction said is told of each commit by its place, of the ninth as of the first', () => {
  const by = 'rul_01JD4Z00000000000000000009';
  const group = groupWrites('Rulings', many(9, { topics: [], editions: [], authors: [] }), 1);
  const failing = (...names: string[]) =>
    toTogetherOutcome(
      { committed: false, contended: false, failed: new Map(names.map((name) => [name, { rulingId: by }])) },
      group,
    );
  expect(failing('8 slug', 'counter')).toEqual({
    kind: 'refused',
    refused: new Map([[8, { kind: 'slug-taken', by }]]),
  });
  expect(failing('1 slug')).toMatchObject({ refused: new Map([[1, { kind: 'slug-taken', by }]]) });
  for (const name of ['counter', '0 log', '8 log']) expect(failing(name)).toEqual({ kind: 'sequence-taken' });
  expect(toTogetherOutcome({ committed: false, contended: true, failed: new Map() }, group)).toEqual({
    kind: 'sequence-taken',
  });
  expect(toTogetherOutcome({ committed: true }, group)).toEqual({ kind: 'committed', count: 9 });
});
