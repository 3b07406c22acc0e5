import { expect, test } from 'vitest';
import type { Facet } from '../../../shared/domain/facet.ts';
import type { Revise } from '../../../shared/domain/revise.ts';
import { correcting, publishing, revising } from '../../samples/commit.ts';
import { allPages, type OpenRulingStore } from './under-test.ts';

const hour = (at: number): string => `2026-11-20T${String(at).padStart(2, '0')}:00:00.000Z`;

/** A ruling stands once in each of its facets, where its last change of substance puts it. */
export const lists = (open: OpenRulingStore): void => {
  const query = { also: [], updatedAfter: undefined, cursor: undefined, limit: 100 };

  test('a ruling is in each of its facets and in no other', async () => {
    const rulings = await open();
    const commit = publishing(hour(1), { topics: ['health', 'transport'], language: 'en-US' });
    await rulings.commit(commit, 1);
    const expected = [expect.objectContaining({ id: commit.revision.rulingId, revision: 1, rating: 'false' })];
    const its: Facet[] = ['all', 'rating#false', 'claimant#alex-doe', 'topic#health', 'topic#transport'];
    for (const facet of [...its, 'author#sam-roe', 'edition#new-york', 'language#en-us'] satisfies Facet[]) {
      expect(await rulings.newest(facet, 10), facet).toEqual(expected);
      expect((await rulings.list({ ...query, facet })).items, facet).toEqual(expected);
    }
    for (const facet of ['rating#true', 'topic#alex-doe', 'language#en', 'edition#health'] satisfies Facet[])
      expect(await rulings.newest(facet, 10), facet).toEqual([]);
  });

  test('a change of substance moves the ruling ahead, out of the facets it left and into new ones', async () => {
    const rulings = await open();
    const old = publishing(hour(1), { topics: ['health', 'transport'] });
    const other = publishing(hour(2), { topics: ['transport'] });
    await rulings.commit(old, 1);
    await rulings.commit(other, 2);
    const idsOf = async (facet: Facet) => (await rulings.newest(facet, 10)).map(({ id }) => id);
    const [oldId, otherId] = [old.revision.rulingId, other.revision.rulingId];
    expect(await idsOf('all')).toEqual([otherId, oldId]);

    const changes = { topics: ['transport', 'water'], rating: 'true' };
    await rulings.commit(await correcting(rulings, old, hour(3), changes), 3);
    expect(await idsOf('all')).toEqual([oldId, otherId]);
    expect(await idsOf('topic#transport')).toEqual([oldId, otherId]);
    expect(await idsOf('topic#health')).toEqual([]);
    expect(await idsOf('topic#water')).toEqual([oldId]);
    expect(await idsOf('rating#false')).toEqual([otherId]);
    expect((await rulings.newest('topic#water', 1))[0]).toMatchObject({
      revision: 2,
      rating: 'true',
      changedAt: hour(3),
    });
  });

  test('a minor edit is seen in the lists and moves nothing', async () => {
    const rulings = await open();
    const old = publishing(hour(1), { topics: ['health'] });
    await rulings.commit(old, 1);
    await rulings.commit(publishing(hour(2)), 2);
    const minor: Revise = {
      kind: 'update',
      edit: 'minor',
      note: null,
      changes: { headline: 'Mended', topics: ['water'] },
    };
    await rulings.commit(await revising(rulings, old, hour(3), minor), 3);
    const newest = await rulings.newest('all', 10);
    expect(newest.map(({ headline }) => headline)).toEqual([expect.not.stringMatching('Mended'), 'Mended']);
    expect(newest[1]).toMatchObject({ changedAt: hour(1), updatedAt: hour(3), revision: 2 });
    expect(await rulings.newest('topic#health', 10)).toEqual([]);
    expect(await rulings.newest('topic#water', 10)).toHaveLength(1);
  });

  test('pages cover the list once, newest change first, however large they are', async () => {
    const rulings = await open();
    // four rulings an instant, so that a page ends between equals
    const oldest = { name: 'Ann Lee', slug: 'ann-lee' };
    const commits = Array.from({ length: 14 }, (_, at) =>
      publishing(hour(Math.floor(at / 4)), {
        topics: [at % 2 ? 'odd' : 'even'],
        editions: at % 3 ? [] : ['third'],
        authors: at ? [] : [oldest],
      }),
    );
    for (const [at, commit] of commits.entries()) await rulings.commit(commit, at + 1);
    const expected = (fits: (at: number) => boolean): string[] =>
      commits
        .filter((_, at) => fits(at))
        .map(({ revision: { changedAt, rulingId } }) => `${changedAt}#${rulingId}`)
        .sort()
        .reverse();
    const listed = async (limit: number, ask: { facet: Facet; also?: Facet[]; updatedAfter?: string }) => {
      const found = await allPages((cursor) => rulings.list({ ...query, ...ask, limit, cursor }));
      expect(Math.max(...found.sizes)).toBeLessThanOrEqual(limit);
      return found.items.map(({ changedAt, id }) => `${changedAt}#${id}`);
    };
    for (const limit of [1, 3, 7, 14, 100]) {
      expect(await listed(limit, { facet: 'all' })).toEqual(expected(() => true));
      expect(await listed(limit, { facet: 'topic#odd' })).toEqual(expected((at) => at % 2 === 1));
      expect(await listed(limit, { facet: 'all', also: ['topic#even', 'edition#third'] })).toEqual(
        expected((at) => at % 6 === 0),
      );
      expect(await listed(limit, { facet: 'topic#even', updatedAfter: hour(1) })).toEqual(
        expected((at) => at % 2 === 0 && at >= 8),
      );
      expect(await listed(limit, { facet: 'all', also: ['author#ann-lee'] })).toEqual(expected((at) => at === 0));
      expect(await listed(limit, { facet: 'topic#none' })).toEqual([]);
    }
    expect((await rulings.newest('all', 5)).map(({ changedAt, id }) => `${changedAt}#${id}`)).toEqual(
      expected(() => true).slice(0, 5),
    );
  });
};
