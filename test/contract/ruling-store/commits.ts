import { expect, test } from 'vitest';
import { correcting, publishing, revising } from '../../samples/commit.ts';
import type { OpenRulingStore } from './under-test.ts';

const noon = '2026-11-20T12:00:00.000Z';
const later = '2026-11-20T13:00:00.000Z';
const nextDay = '2026-11-21T12:00:00.000Z';

/** Every way that a commit can end, and that it leaves nothing behind when it did not go through. */
export const commits = (open: OpenRulingStore): void => {
  test('a commit takes the next sequence alone', async () => {
    const rulings = await open();
    const [first, second] = [publishing(noon), publishing(noon)];
    expect(await rulings.commit(first, 2)).toEqual({ kind: 'sequence-taken' });
    expect(await rulings.commit(first, 1)).toEqual({ kind: 'committed' });
    for (const sequence of [1, 3]) expect(await rulings.commit(second, sequence)).toEqual({ kind: 'sequence-taken' });
    expect(await rulings.lastSequence()).toBe(1);
    expect(await rulings.commit(second, 2)).toEqual({ kind: 'committed' });
    expect(await rulings.lastSequence()).toBe(2);
  });

  test('what lost its sequence left nothing', async () => {
    const rulings = await open();
    const idempotency = { key: 'a#1', requestHash: 'hash', expiresAt: nextDay };
    const lost = publishing(noon, { externalId: 'cms-1' }, idempotency);
    await rulings.commit(publishing(noon), 1);
    await rulings.commit(lost, 1);
    const { rulingId } = lost.revision;
    expect(await rulings.head(rulingId)).toBeUndefined();
    expect(await rulings.revision(rulingId, 1)).toBeUndefined();
    expect(await rulings.findByExternalId('cms-1')).toBeUndefined();
    expect(await rulings.answerTo('a#1', noon)).toBeUndefined();
    expect(await rulings.newest('all', 10)).toHaveLength(1);
    expect(await rulings.eventsAfter(0, 10)).toHaveLength(1);
    expect(await rulings.commit(lost, 2)).toEqual({ kind: 'committed' });
  });

  test('of commits at once for one sequence exactly one goes through', async () => {
    const rulings = await open();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => rulings.commit(publishing(noon), 1)));
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['committed', ...Array(7).fill('sequence-taken')]);
    expect(await rulings.eventsAfter(0, 10)).toHaveLength(1);
    expect(await rulings.newest('all', 10)).toHaveLength(1);
  });

  test('a slug and an external id are taken once, and the answer says by whom', async () => {
    const rulings = await open();
    const first = publishing(noon, { slug: 'one', externalId: 'cms-1' });
    await rulings.commit(first, 1);
    const by = first.revision.rulingId;
    const outcomeOf = (slug: string, externalId: string) => rulings.commit(publishing(noon, { slug, externalId }), 2);
    expect(await outcomeOf('one', 'cms-2')).toEqual({ kind: 'slug-taken', by });
    expect(await outcomeOf('two', 'cms-1')).toEqual({ kind: 'external-id-taken', by });
    expect(await outcomeOf('one', 'cms-1')).toEqual({ kind: 'external-id-taken', by });
    expect(await rulings.findByExternalId('cms-2')).toBeUndefined();
    expect(await outcomeOf('two', 'cms-2')).toEqual({ kind: 'committed' });
    expect(await rulings.findByExternalId('cms-1')).toBe(by);
  });

  test('a revision replaces the head it saw and no other', async () => {
    const rulings = await open();
    const published = publishing(noon);
    await rulings.commit(published, 1);
    const winner = await correcting(rulings, published, later, { rating: 'true' });
    const loser = await correcting(rulings, published, later, { rating: 'half-true' });
    expect(await rulings.commit(winner, 2)).toEqual({ kind: 'committed' });
    expect(await rulings.commit(loser, 3)).toEqual({ kind: 'changed' });
    expect(await rulings.commit(loser, 2)).toEqual({ kind: 'changed' });
    const { rulingId } = published.revision;
    expect((await rulings.revision(rulingId, 2))?.content.rating).toBe('true');
    expect(await rulings.newest('rating#half-true', 10)).toEqual([]);
    expect(await rulings.lastSequence()).toBe(2);
  });

  test('a ruling is published once', async () => {
    const rulings = await open();
    const published = publishing(noon);
    await rulings.commit(published, 1);
    const again = publishing(noon, { headline: 'Another' });
    const sameId = { ...again, revision: { ...again.revision, rulingId: published.revision.rulingId } };
    expect(await rulings.commit(sameId, 2)).toEqual({ kind: 'changed' });
  });

  test('an idempotency key is answered as the first time, whatever else is in the way', async () => {
    const rulings = await open();
    const idempotency = { key: 'a#1', requestHash: 'hash', expiresAt: nextDay };
    const first = publishing(noon, { slug: 'one', externalId: 'cms-1' }, idempotency);
    await rulings.commit(first, 1);
    const answer = { requestHash: 'hash', rulingId: first.revision.rulingId, revision: 1, sequence: 1 };
    const again = publishing(later, { slug: 'one', externalId: 'cms-1' }, { ...idempotency, requestHash: 'other' });
    for (const sequence of [1, 2]) expect(await rulings.commit(again, sequence)).toEqual({ kind: 'answered', answer });
    expect(await rulings.commit(first, 2)).toEqual({ kind: 'answered', answer });
    expect(await rulings.answerTo('a#1', later)).toEqual(answer);
    expect(await rulings.answerTo('a#2', later)).toBeUndefined();
    expect(await rulings.lastSequence()).toBe(1);
  });

  test('an expired key is free again, though its row may still be there', async () => {
    const rulings = await open();
    const idempotency = { key: 'a#1', requestHash: 'hash', expiresAt: nextDay };
    await rulings.commit(publishing(noon, {}, idempotency), 1);
    expect(await rulings.answerTo('a#1', '2026-11-21T11:59:59.000Z')).toBeDefined();
    expect(await rulings.answerTo('a#1', nextDay)).toBeUndefined();
    const expiresAt = '2026-11-22T12:00:00.000Z';
    const second = publishing(nextDay, {}, { ...idempotency, requestHash: 'other', expiresAt });
    expect(await rulings.commit(second, 2)).toEqual({ kind: 'committed' });
    expect(await rulings.answerTo('a#1', nextDay)).toMatchObject({ requestHash: 'other', sequence: 2 });
  });

  test('the largest ruling fits, and moves all its facets at once', async () => {
    const rulings = await open();
    const slugs = (name: string, length: number) => Array.from({ length }, (_, at) => `${name}-${at}`.padEnd(100, 'x'));
    // 20 + 17 and claimant, rating and language: 40, and each row of them is replaced by another
    const facets = (name: string) => ({ topics: slugs(name, 20), editions: slugs(name, 17), authors: [] });
    const published = publishing(noon, { ...facets('old'), bodyHtml: 'é'.repeat(145_000) });
    expect(await rulings.commit(published, 1)).toEqual({ kind: 'committed' });
    const moved = await revising(rulings, published, later, {
      ...{ kind: 'update', edit: 'update', note: null },
      changes: facets('new'),
    });
    expect(await rulings.commit(moved, 2)).toEqual({ kind: 'committed' });
    expect(await rulings.newest(`topic#${slugs('new', 20)[19]}`, 2)).toHaveLength(1);
    expect(await rulings.newest(`topic#${slugs('old', 20)[19]}`, 2)).toEqual([]);
    expect((await rulings.revision(published.revision.rulingId, 2))?.content.bodyHtml).toHaveLength(145_000);
  });

  test('a retraction moves the fullest lists and the most farewells at once, and a translation with them', async () => {
    const rulings = await open();
    const original = publishing(noon);
    await rulings.commit(original, 1);
    const topics = Array.from({ length: 20 }, (_, at) => `topic-${at}`);
    const editions = Array.from({ length: 17 }, (_, at) => `edition-${at}`);
    const translationOf = original.revision.rulingId;
    const published = publishing(noon, { topics, editions, authors: [], translationOf });
    await rulings.commit(published, 2);
    const ratings = ['true', 'mostly-true', 'half-true', 'mostly-false', 'pants-on-fire'];
    for (const [at, rating] of ratings.entries()) {
      const commit = await correcting(rulings, published, `2026-11-21T12:0${at}:00.000Z`, { rating });
      expect(await rulings.commit(commit, at + 3)).toEqual({ kind: 'committed' });
    }
    const moving = await revising(rulings, published, '2026-11-21T13:00:00.000Z', {
      ...{ kind: 'retraction', note: 'All wrong.', texts: null },
    });
    expect(await rulings.commit(moving, 8)).toEqual({ kind: 'committed' });
    const farewells = await Promise.all(['false', ...ratings].map((rating) => rulings.farewells(rating, 5)));
    // the last three that it had before the one it was retracted under
    expect(farewells.map(({ length }) => length)).toEqual([0, 0, 1, 1, 1, 0]);
  });
};
