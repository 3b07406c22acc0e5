import { expect, test } from 'vitest';
import type { Facet } from '../../../shared/domain/facet.ts';
import type { Revise } from '../../../shared/domain/revise.ts';
import { correcting, publishing, revising } from '../../samples/commit.ts';
import { allPages, type OpenRulingStore } from './under-test.ts';

const retraction: Revise = { kind: 'retraction', note: 'All wrong.', texts: null };
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

  test('the list of corrections is in their order, whatever else moves a ruling', async () => {
    const rulings = await open();
    const [first, second] = [publishing(hour(1)), publishing(hour(2))];
    await rulings.commit(first, 1);
    await rulings.commit(second, 2);
    expect(await rulings.newest('corrections', 10)).toEqual([]);
    await rulings.commit(await correcting(rulings, first, hour(3), { headline: 'Corrected' }), 3);
    await rulings.commit(await revising(rulings, second, hour(4), retraction), 4);
    const update: Revise = { kind: 'update', edit: 'update', note: 'More.', changes: { headline: 'And updated' } };
    await rulings.commit(await revising(rulings, first, hour(5), update), 5);
    expect(await rulings.newest('corrections', 10)).toMatchObject([
      { id: second.revision.rulingId, status: 'retracted' },
      { id: first.revision.rulingId, revision: 3, headline: 'And updated', changedAt: hour(5) },
    ]);
    await rulings.commit(await correcting(rulings, first, hour(6), { headline: 'Again' }), 6);
    expect((await rulings.newest('corrections', 10)).map(({ headline }) => headline)).toEqual([
      'Again',
      second.revision.content.headline,
    ]);
  });

  test('a ruling leaves a farewell where its rating was, once, until it is back; a retraction is told there too', async () => {
    const rulings = await open();
    const { revision, ...rest } = publishing(hour(1), { rating: 'false' });
    const commit = { revision, ...rest };
    const { rulingId: id } = revision;
    await rulings.commit(commit, 1);
    const rate = async (at: number, rating: string, sequence: number) =>
      rulings.commit(await correcting(rulings, commit, hour(at), { rating }), sequence);
    await rate(2, 'half-true', 2);
    expect(await rulings.farewells('false', 10)).toEqual([{ id, revision: 2, at: hour(2) }]);
    expect(await rulings.newest('rating#false', 10)).toEqual([]);
    await rate(3, 'true', 3);
    await rate(4, 'false', 4);
    expect(await rulings.farewells('false', 10)).toEqual([]);
    expect(await rulings.farewells('true', 10)).toEqual([{ id, revision: 4, at: hour(4) }]);
    await rulings.commit(await revising(rulings, commit, hour(5), retraction), 5);
    for (const rating of ['half-true', 'true'])
      expect(await rulings.farewells(rating, 10), rating).toEqual([{ id, revision: 5, at: hour(5) }]);
    expect(await rulings.newest('rating#false', 10)).toHaveLength(1);
    expect((await rulings.list({ ...query, facet: 'rating#true' })).items).toEqual([]);
  });

  test('of farewells to a rating the last come first, as many as asked for', async () => {
    const rulings = await open();
    const commits = [1, 2, 3].map((at) => publishing(hour(at), { rating: 'false' }));
    for (const [at, commit] of commits.entries()) await rulings.commit(commit, at + 1);
    for (const [at, commit] of commits.entries())
      await rulings.commit(await correcting(rulings, commit, hour(4 + at), { rating: 'true' }), at + 4);
    expect((await rulings.farewells('false', 2)).map(({ id }) => id)).toEqual(
      [commits[2], commits[1]].map((commit) => commit?.revision.rulingId),
    );
  });

  test('a month has the rulings first published in it, in order, as they stand', async () => {
    const rulings = await open();
    const late = publishing(hour(3), { publishedAt: '2026-10-31T23:59:59.999Z' });
    const early = publishing(hour(4), { publishedAt: '2026-10-01T00:00:00.000Z' });
    for (const [at, commit] of [late, early, publishing(hour(5))].entries()) await rulings.commit(commit, at + 1);
    await rulings.commit(await correcting(rulings, late, hour(6), { headline: 'Corrected' }), 4);
    const october = (await Array.fromAsync(rulings.ofMonth('2026-10'))).flat();
    expect(october).toMatchObject([
      { id: early.revision.rulingId, revision: 1 },
      { id: late.revision.rulingId, revision: 2, headline: 'Corrected' },
    ]);
    expect((await Array.fromAsync(rulings.ofMonth('2026-09'))).flat()).toEqual([]);
  });

  test('a translation and what it translates are linked both ways, until it is retracted or is none', async () => {
    const rulings = await open();
    const original = publishing(hour(1));
    await rulings.commit(original, 1);
    const { rulingId: id } = original.revision;
    const translate = (at: number, language: string) =>
      publishing(hour(at), { translationOf: id, language, url: `https://newsroom.example/${language}` });
    const [spanish, french] = [translate(2, 'es'), translate(3, 'fr')];
    await rulings.commit(spanish, 2);
    await rulings.commit(french, 3);
    const linksOf = async () => {
      const all = [original, spanish, french].map(({ revision }) => ({
        id: revision.rulingId,
        translationOf: revision.content.translationOf,
      }));
      const links = await rulings.translations(all);
      return all.map((ruling) => links.get(ruling.id)?.map(({ language, url }) => [language, url]));
    };
    const english = ['en', original.revision.content.url];
    const links = [
      ['es', 'https://newsroom.example/es'],
      ['fr', 'https://newsroom.example/fr'],
    ];
    expect(await linksOf()).toEqual([links, [english], [english]]);

    const moved: Revise = { kind: 'update', edit: 'minor', note: null, changes: { url: 'https://newsroom.example/2' } };
    await rulings.commit(await revising(rulings, spanish, hour(4), moved), 4);
    await rulings.commit(await revising(rulings, french, hour(5), retraction), 5);
    expect((await linksOf())[0]).toEqual([['es', 'https://newsroom.example/2']]);
    const alone: Revise = { kind: 'update', edit: 'minor', note: null, changes: { translationOf: null } };
    await rulings.commit(await revising(rulings, spanish, hour(6), alone), 6);
    expect((await linksOf())[0]).toEqual([]);
    expect((await linksOf())[2]).toEqual([english]);
    await rulings.commit(await revising(rulings, original, hour(7), retraction), 7);
    expect((await linksOf())[2]).toEqual([]);
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
