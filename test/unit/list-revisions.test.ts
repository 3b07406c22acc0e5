import { describe, expect, it } from 'vitest';
import type { Facet } from '../../shared/domain/facet.ts';
import type { RulingContent } from '../../shared/domain/ruling.ts';
import type { RulingCommit } from '../../shared/ports/ruling-store.ts';
import { type ListingDeps, listRevisions, sameRevisions } from '../../shared/use-cases/list-revisions.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { correcting, publishing, revising } from '../samples/commit.ts';
import { listed, newsroom, revision } from '../samples/revision.ts';

const at = (minute: number) => `2026-11-20T12:${String(minute).padStart(2, '0')}:00.000Z`;

const setUp = () => {
  const rulings = fakeRulingStore();
  const asked: unknown[] = [];
  const reader: ListingDeps['rulings'] = {
    ...rulings,
    translations: async (of) => {
      asked.push(of);
      return rulings.translations(of);
    },
  };
  const commit = async (one: RulingCommit) => {
    const outcome = await rulings.commit(one, (await rulings.lastSequence()) + 1);
    if (outcome.kind !== 'committed') throw new Error(outcome.kind);
    return one;
  };
  const publish = (minute: number, differs: Partial<RulingContent> = {}) => commit(publishing(at(minute), differs));
  const correct = async (one: RulingCommit, minute: number, changes: Partial<RulingContent>) =>
    commit(await correcting(rulings, one, at(minute), changes));
  const list = async (facet: Facet, limit = 50, languages = newsroom.languages) =>
    listRevisions({ rulings: reader, newsroom: { ...newsroom, languages } }, facet, limit);
  const places = async (facet: Facet, limit?: number) =>
    (await list(facet, limit)).map(({ revision: { rulingId, revision }, farewell }) => ({
      ...{ rulingId, revision, farewell },
    }));
  const place = ({ revision: { rulingId } }: RulingCommit, number: number, farewell = false) => ({
    ...{ rulingId, revision: number, farewell },
  });
  return { rulings, reader, asked, commit, publish, correct, list, places, place };
};

describe('the list of a facet', () => {
  it('has each ruling as it stands, the last changed first, and no more than asked for', async () => {
    const { publish, correct, places, place } = setUp();
    const [a, b] = [await publish(1), await publish(2)];
    const c = await publish(3, { topics: ['health'] });
    await correct(a, 4, { headline: 'Mended' });
    expect(await places('all')).toEqual([place(a, 2), place(c, 1), place(b, 1)]);
    expect(await places('topic#transport')).toEqual([place(a, 2), place(b, 1)]);
    expect(await places('all', 1)).toEqual([place(a, 2)]);
    expect(await places('corrections')).toEqual([place(a, 2)]);
  });

  it('that is a rating has those that left it, where they left, within the same limit', async () => {
    const { publish, correct, places, place } = setUp();
    const [a, b, c] = [await publish(1), await publish(2), await publish(3)];
    await correct(b, 4, { rating: 'half-true' });
    const d = await publish(5);
    await correct(b, 6, { headline: 'Mended' });
    expect(await places('rating#false')).toEqual([place(d, 1), place(b, 2, true), place(c, 1), place(a, 1)]);
    expect(await places('rating#false', 2)).toEqual([place(d, 1), place(b, 2, true)]);
    expect(await places('rating#half-true')).toEqual([place(b, 3)]);
    for (const facet of ['all', 'topic#transport'] as const) expect(await places(facet)).toContainEqual(place(b, 3));
  });

  it('that is no rating has none that left a rating of the same name', async () => {
    const { publish, correct, places, place } = setUp();
    const a = await publish(1, { topics: ['health'] });
    const b = await publish(2, { topics: ['false'] });
    await correct(a, 3, { rating: 'true' });
    expect(await places('topic#false')).toEqual([place(b, 1)]);
  });

  it('tells of a retraction wherever the ruling once was', async () => {
    const { rulings, commit, publish, correct, places, place } = setUp();
    const a = await publish(1);
    await correct(a, 2, { rating: 'half-true' });
    const b = await publish(3);
    await commit(await revising(rulings, a, at(4), { kind: 'retraction', note: 'Never said.', texts: null }));
    expect(await places('rating#false')).toEqual([place(a, 3, true), place(b, 1)]);
    expect(await places('rating#half-true')).toEqual([place(a, 3)]);
  });

  it('has a ruling once that was found leaving and standing, as it was found later', async () => {
    const { reader, publish, correct, places, place } = setUp();
    const a = await publish(1);
    const before = await reader.newest('rating#false', 50);
    await correct(a, 2, { rating: 'true' });
    const left = await reader.farewells('false', 50);
    const newest = reader.newest;
    // it left between the two queries
    reader.newest = async () => before;
    expect(await places('rating#false')).toEqual([place(a, 2, true)]);
    // it came back between them, and the query of what left is the older one
    await correct(a, 3, { rating: 'false' });
    reader.newest = newest;
    reader.farewells = async () => left;
    expect(await places('rating#false')).toEqual([place(a, 3)]);
  });

  it('has those of the same instant in the order of their ids', async () => {
    const { publish, correct, places, place } = setUp();
    const all = [await publish(1), await publish(1), await publish(1)];
    for (const one of all.slice(0, 2)) await correct(one, 2, { rating: 'true' });
    const [last, first] = all.slice(0, 2).toSorted((a, b) => (a.revision.rulingId < b.revision.rulingId ? -1 : 1));
    if (!first || !last || !all[2]) throw new Error('no rulings');
    expect(await places('rating#false')).toEqual([place(first, 2, true), place(last, 2, true), place(all[2], 1)]);
  });

  it('is not made of what is not there', async () => {
    const { reader, publish, list } = setUp();
    const { revision } = await publish(1);
    reader.revisions = async () => [];
    await expect(list('all')).rejects.toThrow(`revision 1 of ${revision.rulingId} is listed but not there`);
  });
});

describe('translations', () => {
  it('are linked both ways, in a newsroom of several languages', async () => {
    const { publish, list, asked } = setUp();
    const original = await publish(1, { url: 'https://newsroom.example/en' });
    const id = original.revision.rulingId;
    const spanish = await publish(2, { language: 'es', url: 'https://newsroom.example/es', translationOf: id });
    expect((await list('all')).map(({ translations }) => translations)).toEqual([
      [{ id, url: 'https://newsroom.example/en', language: 'en' }],
      [{ id: spanish.revision.rulingId, url: 'https://newsroom.example/es', language: 'es' }],
    ]);
    expect(asked).toEqual([
      [
        { id: spanish.revision.rulingId, translationOf: id },
        { id, translationOf: null },
      ],
    ]);
  });

  it('are not asked for in a newsroom of one language', async () => {
    const { publish, list, asked } = setUp();
    const { revision } = await publish(1);
    await publish(2, { translationOf: revision.rulingId });
    expect((await list('all', 50, ['en'])).map(({ translations }) => translations)).toEqual([[], []]);
    expect(asked).toEqual([]);
  });
});

describe('lists are the same', () => {
  const link = { id: 'rul_01JD4Z00000000000000000002', url: 'https://newsroom.example/es', language: 'es' } as const;
  const one = () => listed(revision(), { translations: [{ ...link }] });
  const two = () => listed(revision({ rulingId: link.id }));

  it('where the same revisions stand in the same order, with the same links', () => {
    expect(sameRevisions([], [])).toBe(true);
    expect(sameRevisions([one(), two()], [one(), two()])).toBe(true);
  });

  it.each([
    ['a ruling more', [one(), two(), two()]],
    ['a ruling less', [one()]],
    ['another order', [two(), one()]],
    ['another ruling', [one(), listed(revision({ rulingId: 'rul_01JD4Z00000000000000000003' }))]],
    ['another revision', [one(), listed(revision({ rulingId: link.id, revision: 2 }))]],
    ['a farewell', [one(), { ...two(), farewell: true }]],
    ['no link', [listed(revision()), two()]],
    ['a link to another place', [listed(revision(), { translations: [{ ...link, url: 'https://x.example' }] }), two()]],
  ])('but not with %s', (_, other) => {
    expect(sameRevisions([one(), two()], other)).toBe(false);
  });
});
