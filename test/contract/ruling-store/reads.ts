import { expect, test } from 'vitest';
import { facetsOf } from '../../../shared/domain/facet.ts';
import { correcting, publishing, revising } from '../../samples/commit.ts';
import { allPages, type OpenRulingStore } from './under-test.ts';

const hour = (at: number): string => `2026-11-20T${String(at).padStart(2, '0')}:00:00.000Z`;

/** What is read back is what was committed. */
export const reads = (open: OpenRulingStore): void => {
  test('an empty store has nothing', async () => {
    const rulings = await open();
    const id = 'rul_01JD4Z00000000000000000009';
    expect(await rulings.head(id)).toBeUndefined();
    expect(await rulings.revision(id, 1)).toBeUndefined();
    expect(await rulings.revisions([{ id, revision: 1 }])).toEqual([]);
    expect(await rulings.newest('all', 10)).toEqual([]);
    expect(await rulings.event(1)).toBeUndefined();
    expect(await rulings.eventById('evt_01JD4Z00000000000000000009')).toBeUndefined();
    expect((await Array.fromAsync(rulings.corrections('', '~'))).flat()).toEqual([]);
    expect(await rulings.eventsAfter(0, 10)).toEqual([]);
    expect(await rulings.eventsOf(id, 10)).toEqual([]);
    expect(await rulings.lastSequence()).toBe(0);
    expect(await rulings.answerTo('key', hour(1))).toBeUndefined();
    expect(await rulings.findByExternalId('cms-1')).toBeUndefined();
    expect(await rulings.history(id, 10, undefined)).toEqual({ items: [], nextCursor: null });
    const everything = { facet: 'all', also: [], updatedAfter: undefined, limit: 10, cursor: undefined } as const;
    expect(await rulings.list(everything)).toEqual({ items: [], nextCursor: null });
  });

  test('head, revision and event are those that were committed', async () => {
    const rulings = await open();
    const commit = publishing(hour(1), { externalId: 'cms-1', sources: [], image: null });
    await rulings.commit(commit, 1);
    const { rulingId: id, content } = commit.revision;
    expect(await rulings.head(id)).toEqual({
      id,
      revision: 1,
      eventId: commit.event.id,
      sequence: 1,
      status: 'published',
      slug: content.slug,
      externalId: 'cms-1',
      url: content.url,
      language: 'en',
      translationOf: null,
      publishedAt: content.publishedAt,
      changedAt: hour(1),
      correctedAt: null,
      farewells: [],
      facets: facetsOf(content),
    });
    expect(await rulings.revision(id, 1)).toEqual({ ...commit.revision, sequence: 1 });
    expect(await rulings.event(1)).toEqual({ ...commit.event, sequence: 1 });
  });

  test('a later revision leaves the earlier one as it was', async () => {
    const rulings = await open();
    const published = publishing(hour(1));
    await rulings.commit(published, 1);
    const corrected = await correcting(rulings, published, hour(2), { rating: 'true' });
    await rulings.commit(corrected, 2);
    const retracted = await revising(rulings, published, hour(3), { kind: 'retraction', note: 'Wrong.', texts: null });
    await rulings.commit(retracted, 3);
    const { rulingId: id } = published.revision;
    expect(await rulings.head(id)).toMatchObject({ revision: 3, sequence: 3, status: 'retracted' });
    const stored = [published, corrected, retracted].map(({ revision }, at) => ({ ...revision, sequence: at + 1 }));
    expect(await rulings.revision(id, 1)).toEqual(stored[0]);
    for (const limit of [1, 2, 3, 4]) {
      const { items, sizes } = await allPages((cursor) => rulings.history(id, limit, cursor));
      expect(items).toEqual(stored);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(limit);
    }
  });

  test('the log is read in order from anywhere, and by ruling from the newest', async () => {
    const rulings = await open();
    const published = publishing(hour(0));
    await rulings.commit(published, 1);
    await rulings.commit(publishing(hour(1)), 2);
    for (let sequence = 3; sequence <= 12; sequence++)
      await rulings.commit(await correcting(rulings, published, hour(sequence), { rating: 'true' }), sequence);
    const sequences = (events: { sequence: number }[]) => events.map(({ sequence }) => sequence);
    expect(sequences(await rulings.eventsAfter(0, 100))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    expect(sequences(await rulings.eventsAfter(8, 3))).toEqual([9, 10, 11]);
    expect(await rulings.eventsAfter(12, 3)).toEqual([]);
    const { rulingId } = published.revision;
    expect(sequences(await rulings.eventsOf(rulingId, 100))).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 1]);
    expect(sequences(await rulings.eventsOf(rulingId, 2))).toEqual([12, 11]);
  });

  test('every event is found by its id, as it is in the log', async () => {
    const rulings = await open();
    const commits = Array.from({ length: 3 }, (_, at) => publishing(hour(at)));
    await rulings.commit(commits[0] ?? publishing(hour(0)), 1);
    await rulings.commitTogether(commits.slice(1), 2);
    const { event: unwritten } = publishing(hour(9));
    for (const [at, { event }] of commits.entries())
      expect(await rulings.eventById(event.id)).toEqual(await rulings.event(at + 1));
    expect(await rulings.eventById(unwritten.id)).toBeUndefined();
  });

  test('corrections are found by when the last one of a ruling came, in that order', async () => {
    const rulings = await open();
    const commits = Array.from({ length: 4 }, () => publishing(hour(0)));
    for (const [at, commit] of commits.entries()) await rulings.commit(commit, at + 1);
    const [first, second, third] = commits;
    if (!first || !second || !third) throw new Error('there are four');
    const ids = [first, second, third].map(({ revision }) => revision.rulingId);
    await rulings.commit(await correcting(rulings, third, hour(2), { rating: 'true' }), 5);
    await rulings.commit(await revising(rulings, first, hour(3), { kind: 'retraction', note: 'No.', texts: null }), 6);
    await rulings.commit(await correcting(rulings, second, hour(4), { rating: 'true' }), 7);
    const minor = { kind: 'update', edit: 'update', note: null, changes: { headline: 'Better' } } as const;
    await rulings.commit(await revising(rulings, third, hour(5), minor), 8);
    const between = async (from: string, until: string) =>
      (await Array.fromAsync(rulings.corrections(from, until))).flat().map(({ id, revision }) => [id, revision]);
    const [firsts, seconds, thirds] = [
      [ids[0], 2],
      [ids[1], 2],
      [ids[2], 3],
    ];
    expect(await between(hour(0), hour(9))).toEqual([thirds, firsts, seconds]);
    expect(await between(hour(2), hour(3))).toEqual([thirds, firsts]);
    expect(await between(hour(3), hour(3))).toEqual([firsts]);
    expect(await between(hour(5), hour(9))).toEqual([]);
    await rulings.commit(await correcting(rulings, third, hour(6), { rating: 'half-true' }), 9);
    expect(await between(hour(0), hour(9))).toEqual([firsts, seconds, [ids[2], 4]]);
  });

  test('a revision that is wanted twice is read once', async () => {
    const rulings = await open();
    const commit = publishing(hour(1));
    await rulings.commit(commit, 1);
    const place = { id: commit.revision.rulingId, revision: 1 };
    expect(await rulings.revisions([place, { ...place }])).toHaveLength(1);
  });

  test('many revisions are read at once, those that exist', async () => {
    const rulings = await open();
    const commits = Array.from({ length: 3 }, () => publishing(hour(1)));
    for (const [at, commit] of commits.entries()) await rulings.commit(commit, at + 1);
    const missing = Array.from({ length: 118 }, (_, at) => publishing(hour(at % 24)));
    const wanted = [...missing, ...commits].map(({ revision: { rulingId: id } }) => ({ id, revision: 1 }));
    const found = await rulings.revisions(wanted);
    const idOf = ({ rulingId }: { rulingId: string }) => rulingId;
    expect(found.map(idOf).sort()).toEqual(commits.map(({ revision }) => idOf(revision)).sort());
  });
};
