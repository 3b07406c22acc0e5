import type { FeedDirectory } from '../../shared/ports/feed-directory.ts';

/** The directory in memory. */
export const fakeFeedDirectory = (): FeedDirectory => {
  const labels = new Map<string, string>();
  const months = new Map<string, boolean>();
  const years = new Map<string, boolean>();
  const sorted = <Value>(map: Map<string, Value>) => [...map].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    list: async (feeds) => {
      for (const { facet, label } of feeds) labels.set(facet, label);
    },
    expectFeeds: async (feeds) => {
      for (const { facet, label } of feeds) if (!labels.has(facet)) labels.set(facet, label);
    },
    feedsAfter: async (after = '', limit) =>
      sorted(labels)
        .filter(([facet]) => facet > after)
        .slice(0, limit)
        .map(([facet, label]) => ({ facet, label })),
    expectArchives: async (expected) => {
      for (const month of expected) if (!months.has(month)) months.set(month, false);
    },
    archiveStands: async (month) => {
      months.set(month, true);
    },
    archives: async () => sorted(months).map(([month, ready]) => ({ month, ready })),
    correctionsStand: async (year) => {
      if (!years.has(year)) years.set(year, false);
    },
    correctionsAreLinked: async (year) => {
      years.set(year, true);
    },
    yearsOfCorrections: async () => sorted(years).map(([year, linked]) => ({ year, linked })),
  };
};
