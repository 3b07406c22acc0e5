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
 * Brings every feed that a batch of events touches up to date, each once, and records for each event which feeds carry it; then tells
 * followers of whatever was built, and lets caches forget what corrections and retractions replaced. Each step is done again when its
 * message comes again, whether or not a feed was written this time: who wrote it may have died before the rest. Answers what stood in the
 * way of events that must come again; the others are done.
 */
export const buildFeeds = (deps: BuildFeedsDeps) => {
  const { record, cache, planFollowers } = deps;
  const build = buildFeed({ ...deps, rulings: { ...deps.rulings, revisions: rememberRevisions(deps.rulings) } });

  const buildAll = async (facets: readonly string[]): Promise<ReadonlyMap<string, Built>> =>
    new Map<string, Built>(
      await inParallel(facetsAtOnce, facets, async (facet) => {
        try {
          return [facet, { feeds: await build(facet) }] as const;
        } catch (error) {
          return [facet, { error }] as const;
        }
      }),
    );

  return async (events: readonly EventMessage[]): Promise<ReadonlyMap<EventId, unknown>> => {
    const built = await buildAll([...new Set(events.flatMap(touched))]);
    const failures = new Map<EventId, unknown>();
    const fail = (failed: readonly EventMessage[], error: unknown) => {
      for (const { id } of failed) failures.set(id, failures.get(id) ?? error);
    };
    for (const event of events) {
      try {
        await record.record(
          event,
          touched(event).flatMap((facet) => feedsOf(built.get(facet))),
        );
      } catch (error) {
        fail([event], error);
      }
    }

    const standing = [...built.values()].flatMap((one) => ('feeds' in one ? one.feeds : []));
    const newest = Math.max(...events.map(({ sequence }) => sequence));
    const wrong = events.filter(isError);
    const paths = [...new Set(wrong.flatMap(touched))].flatMap(cachedPaths);
    const [told, forgotten] = await Promise.allSettled([
      planFollowers(standing, newest),
      // once for all of them: CloudFront works on a few at a time
      wrong.length > 0 ? cache.invalidate(paths, occasionOf(wrong)) : undefined,
    ]);
    if (told.status === 'rejected') fail(events, told.reason);
    if (forgotten.status === 'rejected') fail(wrong, forgotten.reason);
    return failures;
  };
};

const occasionOf = (events: readonly EventMessage[]): string =>
  [...new Set(events.map(({ id }) => id))].sort().join(' ');

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
