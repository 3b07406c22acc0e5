import type { FeedCache } from '../../shared/ports/feed-cache.ts';

export interface Invalidated {
  readonly occasion: string;
  readonly paths: readonly string[];
}

/** A cache that remembers what was invalidated, each occasion's paths once. `before` is awaited at the start of each call, and may throw. */
export const fakeFeedCache = (
  before: () => Promise<unknown> = async () => {},
): FeedCache & { readonly invalidated: readonly Invalidated[] } => {
  const invalidated = new Map<string, Invalidated>();
  return {
    get invalidated() {
      return [...invalidated.values()];
    },
    invalidate: async (asked, occasion) => {
      await before();
      const paths = [...new Set(asked)].sort();
      if (paths.length > 0) invalidated.set(JSON.stringify([occasion, paths]), { occasion, paths });
    },
  };
};
