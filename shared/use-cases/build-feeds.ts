import type { EventMessage } from '../domain/event.ts';
import { feedFolder } from '../domain/facet.ts';
import { feedFormats } from '../domain/feed-format.ts';
import type { EventId } from '../domain/ids.ts';
import type { FeedCache } from '../ports/feed-cache.ts';
import type { CarryingFeed, FeedRecord } from '../ports/feed-record.ts';
import { type BuildFeedDeps, buildFeed } from './build-feed.ts';
import { inParallel } from './in-parallel.ts';
import type { planFollowerDeliveries } from './plan-follower-deliveries.ts';
import { rememberRevisions } from './remember-revisions.ts';

export interface BuildFeedsDeps extends BuildFeedDeps {
  readonly record: FeedRecord;
  readonly cache: FeedCache;
  readonly planFollowers: ReturnType<typeof planFollowerDeliveries>;
}

/** Facets in the making at a time: each holds up to 50 rulings and their feeds in three formats. */
const facetsAtOnce = 8;

type Built = { readonly feeds: readonly CarryingFeed[] } | { readonly error: unknown };

/**
 * Brings every feed that a batch of events touches up to date, each once; then lets caches forget what a correction or a retraction
 * replaced, tells followers, and records for each event which feeds carry it. Each step is done again when its message comes again,
 * whether or not a feed was written this time: who wrote it may have died before the rest. Answers what stood in the way of events that
 * must come again; the others are done.
 */
export const buildFeeds = (deps: BuildFeedsDeps) => {
  const { record, cache, planFollowers } = deps;
  const build = buildFeed({ ...deps, rulings: { ...deps.rulings, revisions: rememberRevisions(deps.rulings) } });

  return async (events: readonly EventMessage[]): Promise<ReadonlyMap<EventId, unknown>> => {
    const facets = [...new Set(events.flatMap(touched))];
    const built = new Map<string, Built>(
      await inParallel(facetsAtOnce, facets, async (facet) => {
        try {
          return [facet, { feeds: await build(facet) }] as const;
        } catch (error) {
          return [facet, { error }] as const;
        }
      }),
    );

    const failures = new Map<EventId, unknown>();
    const each = async (work: (event: EventMessage, feeds: readonly CarryingFeed[]) => Promise<void>) => {
      for (const event of events) {
        if (failures.has(event.id)) continue;
        try {
          await work(
            event,
            touched(event).flatMap((facet) => feedsOf(built.get(facet))),
          );
        } catch (error) {
          failures.set(event.id, error);
        }
      }
    };
    await each(async (event) => {
      if (isError(event)) await cache.invalidate(touched(event).flatMap(cachedPaths), event.id);
    });
    const carried = new Map<string, CarryingFeed>();
    let newest = 0;
    await each(async ({ sequence }, feeds) => {
      for (const feed of feeds) carried.set(feed.path, feed);
      newest = Math.max(newest, sequence);
    });
    try {
      await planFollowers([...carried.values()], newest);
    } catch (error) {
      for (const { id } of events) failures.set(id, failures.get(id) ?? error);
    }
    await each((event, feeds) => record.record(event, feeds));
    return failures;
  };
};

const touched = ({ facets }: EventMessage): string[] => [...new Set(['all', ...facets])];

const feedsOf = (built: Built | undefined): readonly CarryingFeed[] => {
  if (built === undefined) return [];
  if ('error' in built) throw built.error;
  return built.feeds;
};

/** What readers have is wrong: they must not get it for the half minute that a cache may keep it. */
const isError = ({ type }: EventMessage): boolean => type === 'ruling.corrected' || type === 'ruling.retracted';

/** A facet's files with their compressed copies; those of all rulings by name, since every other feed lies below them. */
const cachedPaths = (facet: string): string[] => {
  const folder = feedFolder(facet);
  return facet === 'all' ? feedFormats.map((format) => `${folder}/${format}*`) : [`${folder}/*`];
};
