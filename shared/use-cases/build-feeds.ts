import type { EventMessage } from '../domain/event.ts';
import type { EventId } from '../domain/ids.ts';
import type { CarryingFeed, FeedRecord } from '../ports/feed-record.ts';
import { type BuildFeedDeps, buildFeed } from './build-feed.ts';
import { inParallel } from './in-parallel.ts';
import { rememberRevisions } from './remember-revisions.ts';

export interface BuildFeedsDeps extends BuildFeedDeps {
  readonly record: FeedRecord;
}

/** Facets in the making at a time: each holds up to 50 rulings and their feeds in three formats. */
const facetsAtOnce = 8;

type Built = { readonly feeds: readonly CarryingFeed[] } | { readonly error: unknown };

/**
 * Brings every feed that a batch of events touches up to date, each once, and records for each event which feeds carry it.
 * Answers what stood in the way of events that must come again; the others are done.
 */
export const buildFeeds = (deps: BuildFeedsDeps) => {
  const rulings = { ...deps.rulings, revisions: rememberRevisions(deps.rulings) };
  const build = buildFeed({ ...deps, rulings });

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
    for (const event of events) {
      try {
        await deps.record.record(
          event,
          touched(event).flatMap((facet) => feedsOf(built.get(facet))),
        );
      } catch (error) {
        failures.set(event.id, error);
      }
    }
    return failures;
  };
};

const touched = ({ facets }: EventMessage): string[] => [...new Set(['all', ...facets])];

const feedsOf = (built: Built | undefined): readonly CarryingFeed[] => {
  if (built === undefined) return [];
  if ('error' in built) throw built.error;
  return built.feeds;
};
