import { parseFacet } from '../domain/facet.ts';
import { monthOf } from '../domain/month.ts';
import type { Rebuild } from '../domain/rebuild.ts';
import { ratingLabel } from '../domain/verdict.ts';
import { yearBefore, yearOf } from '../domain/year.ts';
import type { ListedFeed } from '../ports/feed-directory.ts';
import type { RulingEntry, RulingReader } from '../ports/ruling-store.ts';
import type { BuildArchivesDeps } from './build-archives.ts';
import { buildFeed } from './build-feed.ts';
import { buildMonths } from './build-months.ts';
import { inParallel } from './in-parallel.ts';
import { readCorrections } from './read-corrections.ts';
import { rememberRevisions } from './remember-revisions.ts';
import { settleCorrections } from './settle-corrections.ts';
import { expectMissingFeeds } from './settle-directory.ts';
import { settleDocuments } from './settle-documents.ts';

export interface RebuildPieceDeps extends Omit<BuildArchivesDeps, 'again'> {
  readonly rulings: BuildArchivesDeps['rulings'] & Pick<RulingReader, 'event'>;
  /** How long a piece goes on before it leaves the rest to the next one. */
  readonly pieceMs: number;
}

type Progress = Pick<Rebuild, 'phase' | 'cursor' | 'counts'>;

const rulingsPage = 100;
const feedsAtOnce = 8;

/** How far a piece came, and whether nothing is left of the round. */
export interface Piece extends Progress {
  readonly finished: boolean;
}

/**
 * Does what is next of a rebuild until its time is over. All of it may be done twice. What is published meanwhile is seen to by its own events.
 */
export const rebuildPiece = (deps: RebuildPieceDeps) => {
  const { rulings: store, directory, newsroom, clock, pieceMs } = deps;
  const rulings = { ...store, revisions: rememberRevisions(store) };
  const build = buildFeed({ ...deps, rulings });
  const buildOfMonths = buildMonths({ ...deps, rulings });
  const settle = settleDocuments(deps, true);
  const expectMissing = expectMissingFeeds(directory);
  const record = readCorrections(deps);
  const settleRecord = settleCorrections(deps, record);

  const units: Readonly<Record<Exclude<Rebuild['phase'], 'documents'>, (at: Progress) => Promise<Progress>>> = {
    rulings: async ({ phase, cursor, counts }) => {
      const { items, nextCursor } = await store.list({
        ...{ facet: 'all', also: [], updatedAfter: undefined },
        ...{ limit: rulingsPage, cursor: cursor ?? undefined },
      });
      await expectMissing(items.flatMap((entry) => entry.facets.map((facet) => named(facet, entry))));
      await directory.expectArchives([...new Set(items.map(({ publishedAt }) => monthOf(publishedAt)))]);
      const counted = { ...counts, rulings: counts.rulings + items.length };
      return { phase: nextCursor === null ? 'months' : phase, cursor: nextCursor, counts: counted };
    },
    months: async ({ phase, cursor, counts }) => {
      const archives = await directory.archives();
      const next = archives.find(({ month }) => cursor === null || month > cursor);
      if (next === undefined) return { phase: 'feeds', cursor: null, counts };
      const { failed } = await buildOfMonths([next.month]);
      for (const error of failed.values()) throw error;
      return { phase, cursor: next.month, counts: { ...counts, months: counts.months + 1 } };
    },
    feeds: async ({ phase, cursor, counts }) => {
      const feeds = await directory.feedsAfter(cursor ?? undefined, feedsAtOnce);
      const last = feeds.at(-1);
      if (last === undefined) return { phase: 'corrections', cursor: null, counts };
      await inParallel(feedsAtOnce, feeds, ({ facet }) => build(facet));
      return { phase, cursor: last.facet, counts: { ...counts, feeds: counts.feeds + feeds.length } };
    },
    // from this year back to that of the first event
    corrections: async ({ phase, cursor, counts }) => {
      const year = cursor === null ? yearOf(new Date(clock.now()).toISOString()) : yearBefore(cursor);
      const first = await store.event(1);
      if (first === undefined || year < yearOf(first.timestamp)) {
        await settleRecord([]);
        return { phase: 'documents', cursor: null, counts };
      }
      if ((await record.ofYear(year)).length > 0) await settleRecord([year]);
      return { phase, cursor: year, counts };
    },
  };

  const named = (facet: string, { claimant, rating }: RulingEntry): ListedFeed => {
    const { name, value } = { name: undefined, value: facet, ...parseFacet(facet) };
    if (name === 'rating') return { facet, label: ratingLabel(newsroom, rating) };
    // a feed that has a better name gets it when it is built
    return { facet, label: name === 'claimant' ? claimant.name : value };
  };

  return async ({ phase, cursor, counts }: Progress): Promise<Piece> => {
    const until = clock.now() + pieceMs;
    let at: Progress = { phase, cursor, counts };
    do {
      if (at.phase === 'documents') {
        await settle();
        return { ...at, finished: true };
      }
      at = await units[at.phase](at);
    } while (clock.now() < until);
    return { ...at, finished: false };
  };
};
