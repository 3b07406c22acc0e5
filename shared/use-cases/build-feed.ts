import { type Facet, parseFacet } from '../domain/facet.ts';
import {
  type FeedFormat,
  feedContentTypes,
  feedDocument,
  feedFormats,
  feedLength,
  feedPath,
} from '../domain/feed-document.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import type { Clock } from '../ports/clock.ts';
import type { FeedFileHead, FeedFiles } from '../ports/feed-files.ts';
import type { CarryingFeed } from '../ports/feed-record.ts';
import type { FeedRenderer } from '../ports/feed-renderer.ts';
import type { Log } from '../ports/log.ts';
import type { RulingEntry, RulingReader } from '../ports/ruling-store.ts';

export interface BuildFeedDeps {
  readonly rulings: Pick<RulingReader, 'newest' | 'revisions'>;
  readonly files: FeedFiles;
  readonly render: FeedRenderer;
  readonly clock: Clock;
  readonly log: Log;
  readonly newsroom: Newsroom;
}

/** Rounds of one feed before it is left to the next delivery of its message. A lost round is another builder's write, or a wait of ≤ 1 s. */
const maxRounds = 40;

/**
 * Brings the three files of a facet up to date with the rulings, and answers them as they stand. Builders race and may have read
 * long ago, so:
 * - HEAD comes before the reads, and a write replaces what HEAD saw: who wrote in between is found out by 412.
 * - A file is written once per second of the store's clock at most, since Last-Modified has that resolution, and readers drop a
 *   version whose Last-Modified did not rise.
 * - After a write the rulings are looked at again (`undid`). Who dies before that has not acknowledged its message.
 */
export const buildFeed =
  (deps: BuildFeedDeps) =>
  async (facetText: string): Promise<CarryingFeed[]> => {
    const { rulings, files, clock, log } = deps;
    const { facet } = parseFacet(facetText);
    const written = new Map<string, CarryingFeed>();
    for (let round = 0; round < maxRounds; round++) {
      const heads = await Promise.all(feedFormats.map((format) => files.head(feedPath(facet, format))));
      const entries = await newest(rulings, facet);
      const feeds = (await render(deps, facet, entries)).map((feed, at) => ({ ...feed, head: heads[at] }));
      const stale = feeds.filter(({ etag, head }) => head?.standing?.etag !== etag);

      const wait = Math.max(0, ...stale.map(({ head }) => msUntilNextSecond(head)));
      if (wait > 0) {
        await clock.sleep(wait);
        continue;
      }
      const outcomes = await Promise.all(
        stale.map(async ({ format, path, body, etag, head }) => {
          const outcome = await files.put(path, body, feedContentTypes[format], head?.standing?.etag);
          log.info(outcome === 'written' ? 'FEED_WRITTEN' : 'FEED_RACED', { path, etag });
          if (outcome === 'written') written.set(path, { path, writtenAt: toIso(clock.now()), etag });
          return outcome;
        }),
      );
      if (outcomes.includes('raced') || (await undid(deps, facet, entries, stale))) continue;

      return feeds.map(({ path, etag, head }) => {
        const own = written.get(path);
        return own?.etag === etag ? own : { path, writtenAt: toIso(head?.standing?.lastModified ?? clock.now()), etag };
      });
    }
    throw new Error(`the feeds of ${facet} were not settled in ${maxRounds} rounds`);
  };

const toIso = (ms: number): string => new Date(ms).toISOString();

interface BuiltFeed {
  readonly format: FeedFormat;
  readonly path: string;
  readonly body: string;
  readonly etag: string;
}
type HeadedFeed = BuiltFeed & { readonly head: FeedFileHead | undefined };

/** A query is not isolated from a commit that moves a row: it may find a ruling in its old place and in its new one, which comes first. */
const newest = async ({ newest }: BuildFeedDeps['rulings'], facet: Facet): Promise<RulingEntry[]> => {
  const entries = await newest(facet, feedLength);
  return entries.filter(({ id }, at) => entries.findIndex((entry) => entry.id === id) === at);
};

/** One read for all formats. A revision is immutable, so one that was superseded since it was listed is there still. */
const render = async (
  { rulings, files, render, newsroom }: BuildFeedDeps,
  facet: Facet,
  entries: readonly RulingEntry[],
): Promise<BuiltFeed[]> => {
  const revisions = new Map((await rulings.revisions(entries)).map((revision) => [revision.rulingId, revision]));
  const inOrder = entries.map(({ id, revision }) => {
    const found = revisions.get(id);
    if (!found) throw new Error(`revision ${revision} of ${id} is listed but not there`);
    return found;
  });
  const document = feedDocument(facet, inOrder, newsroom);
  return feedFormats.map((format) => {
    const body = render(document, format);
    return { format, path: feedPath(facet, format), body, etag: files.etagOf(body) };
  });
};

const msUntilNextSecond = (head: FeedFileHead | undefined): number => {
  if (head?.standing === undefined) return 0;
  const nextSecond = (Math.floor(head.standing.lastModified / 1000) + 1) * 1000;
  return Math.max(0, nextSecond - head.now);
};

/**
 * Whether a write put an old state in the place of the one that is right again. A ruling may enter a facet and leave it, or an edit
 * be taken back, while a builder is between its read and its write: the bytes are then what its HEAD saw, so `If-Match` holds, and
 * whoever built the later state found nothing to write. Any other state that came since is written by its own builder, which
 * finds the file different from what it made.
 */
const undid = async (
  deps: BuildFeedDeps,
  facet: Facet,
  entries: readonly RulingEntry[],
  written: readonly HeadedFeed[],
): Promise<boolean> => {
  if (written.length === 0) return false;
  const now = await newest(deps.rulings, facet);
  if (sameState(entries, now)) return false;
  const right = new Map((await render(deps, facet, now)).map(({ path, etag }) => [path, etag]));
  return written.some(({ path, head }) => right.get(path) === head?.standing?.etag);
};

/** Revisions never change, so a feed is the same where the same revisions stand in the same order. */
const sameState = (before: readonly RulingEntry[], after: readonly RulingEntry[]): boolean =>
  before.length === after.length &&
  before.every(({ id, revision }, at) => after[at]?.id === id && after[at]?.revision === revision);
