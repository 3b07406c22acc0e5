import { isDeepStrictEqual } from 'node:util';
import { dataFeedContentType, dataFeedIndex, dataFeedIndexPath } from '../domain/data-feed.ts';
import { feedsPage, feedsPagePath } from '../domain/feeds-page.ts';
import type { Month } from '../domain/month.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { opml, opmlContentType, opmlPath } from '../domain/opml.ts';
import { pageContentType } from '../domain/public-page.ts';
import type { FeedDirectory, ListedFeed } from '../ports/feed-directory.ts';
import { type SettleFilesDeps, settleFiles } from './settle-files.ts';

export interface SettleDirectoryDeps extends SettleFilesDeps {
  readonly directory: Pick<FeedDirectory, 'feedsAfter' | 'expectFeeds' | 'archives'>;
  readonly newsroom: Newsroom;
}

interface DirectoryState {
  readonly feeds: readonly ListedFeed[];
  readonly months: readonly Month[];
}

/** Brings the documents that lead to all others up to date with the directory (see `settleFiles`). */
export const settleDirectory = (deps: SettleDirectoryDeps) => async (): Promise<void> => {
  const { directory, newsroom } = deps;
  await settleFiles(deps)<DirectoryState>({
    name: 'the directory of feeds',
    paths: [feedsPagePath, opmlPath, dataFeedIndexPath],
    read: async () => ({
      feeds: await allFeeds(directory),
      months: (await directory.archives()).filter(({ ready }) => ready).map(({ month }) => month),
    }),
    make: async ({ feeds, months }) => [
      { path: feedsPagePath, body: feedsPage(feeds, newsroom), contentType: pageContentType },
      { path: opmlPath, body: opml(feeds, newsroom), contentType: opmlContentType },
      { path: dataFeedIndexPath, body: dataFeedIndex(months, newsroom), contentType: dataFeedContentType },
    ],
    same: isDeepStrictEqual,
  });
};

const pageLength = 1000;

const allFeeds = async (directory: Pick<FeedDirectory, 'feedsAfter'>): Promise<ListedFeed[]> => {
  const feeds: ListedFeed[] = [];
  for (;;) {
    const page = await directory.feedsAfter(feeds.at(-1)?.facet, pageLength);
    if (page.length === 0) return feeds;
    feeds.push(...page);
  }
};

/** Lists the feeds that are missing in the directory; asks for each once as long as it lives. */
export const expectMissingFeeds = (directory: SettleDirectoryDeps['directory']) => {
  let known: Set<string> | undefined;
  return async (feeds: readonly ListedFeed[]): Promise<void> => {
    known ??= new Set((await allFeeds(directory)).map(({ facet }) => facet));
    for (const feed of feeds) {
      if (known.has(feed.facet)) continue;
      await directory.expectFeeds([feed]);
      known.add(feed.facet);
    }
  };
};
