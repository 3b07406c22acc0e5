import { expect, test } from 'vitest';
import { facetsOf } from '../../../shared/domain/facet.ts';
import type { RulingCommit, RulingStore } from '../../../shared/ports/ruling-store.ts';
import { publishing } from '../../samples/commit.ts';
import type { OpenRulingStore } from './under-test.ts';

const noon = '2026-11-20T12:00:00.000Z';

/** Commits all of them, in as many transactions as it takes; answers how many each one took. */
const commitAll = async (rulings: RulingStore, commits: readonly RulingCommit[]): Promise<number[]> => {
  const counts: number[] = [];
  for (let left = commits; left.length > 0; ) {
    const outcome = await rulings.commitTogether(left, commits.length - left.length + 1);
    if (outcome.kind !== 'committed') throw new Error(outcome.kind);
    expect(outcome.count).toBeGreaterThan(0);
    counts.push(outcome.count);
    left = left.slice(outcome.count);
  }
  return counts;
};

/** Commits together are whole or not at all, and say which of them were in the way. */
export const together = (open: OpenRulingStore): void => {
  test('commits together are what each of them would be alone', async () => {
    const rulings = await open();
    const original = publishing(noon);
    const translationOf = original.revision.rulingId;
    const commits = [
      original,
      publishing(noon, { externalId: 'cms-1', topics: ['health'] }),
      publishing(noon, { translationOf, language: 'es', publishedAt: '2019-03-01T00:00:00.000Z' }),
    ];
    expect((await commitAll(rulings, commits)).length).toBeLessThan(3);
    for (const [at, { revision, event }] of commits.entries()) {
      const { rulingId, content } = revision;
      expect(await rulings.event(at + 1)).toEqual({ ...event, sequence: at + 1 });
      expect(await rulings.revision(rulingId, 1)).toEqual({ ...revision, sequence: at + 1 });
      expect(await rulings.head(rulingId)).toMatchObject({ eventId: event.id, sequence: at + 1 });
      for (const facet of facetsOf(content))
        expect((await rulings.newest(facet, 10)).map(({ id }) => id)).toContain(rulingId);
    }
    expect(await rulings.lastSequence()).toBe(3);
    expect(await rulings.findByExternalId('cms-1')).toBe(commits[1]?.revision.rulingId);
    expect((await rulings.translations([{ id: translationOf, translationOf: null }])).get(translationOf)).toHaveLength(
      1,
    );
    expect((await Array.fromAsync(rulings.ofMonth('2019-03'))).flat()).toHaveLength(1);
  });

  test('more than a transaction holds go in several, with no gap', async () => {
    const rulings = await open();
    const slugs = (name: string, length: number) => Array.from({ length }, (_, at) => `${name}-${at}`);
    const largest = { topics: slugs('topic', 20), editions: slugs('edition', 17), authors: [] };
    const commits = Array.from({ length: 9 }, (_, at) => publishing(noon, at % 3 ? {} : largest));
    const counts = await commitAll(rulings, commits);
    expect(counts.length).toBeGreaterThan(1);
    expect(counts.length).toBeLessThan(9);
    expect((await rulings.eventsAfter(0, 100)).map(({ id }) => id)).toEqual(commits.map(({ event }) => event.id));
  });

  test('they take the next sequences alone', async () => {
    const rulings = await open();
    await rulings.commit(publishing(noon), 1);
    const commits = [publishing(noon), publishing(noon)];
    for (const first of [1, 3])
      expect(await rulings.commitTogether(commits, first)).toEqual({ kind: 'sequence-taken' });
    expect(await rulings.eventsAfter(0, 10)).toHaveLength(1);
    expect(await rulings.newest('all', 10)).toHaveLength(1);
    expect(await rulings.commitTogether(commits, 2)).toEqual({ kind: 'committed', count: 2 });
    expect(await rulings.lastSequence()).toBe(3);
  });

  test('each that is in the way is named, with its reason, and nothing is written', async () => {
    const rulings = await open();
    const [one, two] = [publishing(noon, { slug: 'one' }), publishing(noon, { externalId: 'cms-2' })];
    const three = publishing(noon);
    await commitAll(rulings, [one, two, three]);
    const others = [publishing(noon), publishing(noon)];
    const commits = [
      ...others.slice(0, 1),
      publishing(noon, { slug: 'one', externalId: 'cms-3' }),
      publishing(noon, { slug: 'two', externalId: 'cms-2' }),
      three,
    ];
    for (const first of [1, 4])
      expect(await rulings.commitTogether(commits, first)).toEqual({
        kind: 'refused',
        refused: new Map<number, unknown>([
          [1, { kind: 'slug-taken', by: one.revision.rulingId }],
          [2, { kind: 'external-id-taken', by: two.revision.rulingId }],
          [3, { kind: 'changed' }],
        ]),
      });
    expect(await rulings.lastSequence()).toBe(3);
    expect(await rulings.findByExternalId('cms-3')).toBeUndefined();
    expect(await rulings.commitTogether(others, 4)).toEqual({ kind: 'committed', count: 2 });
  });

  test('two that want the same row are not together, so that the later one is told apart', async () => {
    const rulings = await open();
    const original = publishing(noon);
    await rulings.commit(original, 1);
    const translationOf = original.revision.rulingId;
    const translations = ['es', 'fr'].map((language) => publishing(noon, { translationOf, language }));
    expect(await rulings.commitTogether(translations, 2)).toEqual({ kind: 'committed', count: 1 });
    expect(await rulings.commitTogether(translations.slice(1), 3)).toEqual({ kind: 'committed', count: 1 });
    const same = [publishing(noon, { slug: 'one' }), publishing(noon, { slug: 'one' })];
    expect(await rulings.commitTogether(same, 4)).toEqual({ kind: 'committed', count: 1 });
    expect(await rulings.commitTogether(same.slice(1), 5)).toEqual({
      ...{ kind: 'refused', refused: new Map([[0, { kind: 'slug-taken', by: same[0]?.revision.rulingId }]]) },
    });
  });

  test('writers at once, alone and together, leave no gap', async () => {
    const rulings = await open();
    const outcomes = await Promise.all([
      ...[1, 2, 3].map(() => rulings.commitTogether([publishing(noon), publishing(noon)], 1)),
      ...[1, 2, 3].map(() => rulings.commit(publishing(noon), 1)),
    ]);
    const won = outcomes.filter(({ kind }) => kind === 'committed');
    expect(won).toHaveLength(1);
    const events = await rulings.eventsAfter(0, 10);
    expect(events.map(({ sequence }) => sequence)).toEqual(won.some((one) => 'count' in one) ? [1, 2] : [1]);
    expect(await rulings.lastSequence()).toBe(events.length);
  });

  test('slugs and external ids that are taken are found, many at once', async () => {
    const rulings = await open();
    const [one, two] = [publishing(noon, { slug: 'one', externalId: 'cms-1' }), publishing(noon, { slug: 'two' })];
    await commitAll(rulings, [one, two]);
    const free = Array.from({ length: 150 }, (_, at) => ({ slug: `free-${at}`, externalId: `free-${at}` }));
    const [first, second] = [one.revision.rulingId, two.revision.rulingId];
    expect(
      await rulings.findTaken([
        ...free,
        { slug: 'one', externalId: null },
        { slug: 'three', externalId: 'cms-1' },
        { slug: 'two', externalId: 'cms-2' },
        { slug: 'two', externalId: 'cms-1' },
        { slug: 'two', externalId: null },
      ]),
    ).toEqual([...free.map(() => undefined), first, first, second, first, second]);
    expect(await rulings.findTaken([])).toEqual([]);
  });
};
