import { parseFacet } from '../domain/facet.ts';
import { type FeedDocument, feedDocument, feedLength } from '../domain/feed-document.ts';
import type { ListedRevision } from '../domain/feed-entry.ts';
import { feedContentTypes, feedFormats, feedPath } from '../domain/feed-format.ts';
import { webSubLinks } from '../domain/feed-topic.ts';
import type { Month } from '../domain/month.ts';
import type { FeedDirectory } from '../ports/feed-directory.ts';
import type { FeedFile } from '../ports/feed-files.ts';
import type { CarryingFeed } from '../ports/feed-record.ts';
import type { FeedRenderer } from '../ports/feed-renderer.ts';
import { compressedCopies, isCompressedPath, withCompressedPaths } from './compressed-copies.ts';
import { type ListingDeps, listRevisions, sameRevisions } from './list-revisions.ts';
import { type SettleFilesDeps, settleFiles } from './settle-files.ts';

export interface BuildFeedDeps extends SettleFilesDeps, ListingDeps {
  readonly directory: Pick<FeedDirectory, 'list' | 'archives'>;
  readonly render: FeedRenderer;
}

interface FeedState {
  readonly listed: readonly ListedRevision[];
  readonly newestArchive: Month | undefined;
}

/** Brings the files of a facet's feeds up to date with the rulings (see `settleFiles`), and answers the feeds as they stand. */
export const buildFeed =
  (deps: BuildFeedDeps) =>
  async (facetText: string): Promise<CarryingFeed[]> => {
    const { facet } = parseFacet(facetText);
    const { directory, newsroom, render } = deps;
    const settled = await settleFiles(deps)<FeedState>({
      name: `the feeds of ${facet}`,
      paths: withCompressedPaths(feedFormats.map((format) => [feedPath(facet, format), feedContentTypes[format]])),
      read: async () => ({
        listed: await listRevisions(deps, facet, feedLength),
        newestArchive: facet === 'all' ? await newestArchive(directory) : undefined,
      }),
      make: async ({ listed, newestArchive }) => {
        const document = feedDocument(facet, listed, newsroom, newestArchive);
        // before its first file stands, so that whoever builds all feeds anew misses none
        if (document.facetLabel !== null && listed.length > 0)
          await directory.list([{ facet, label: document.facetLabel }]);
        return filesOf(document, facet, render);
      },
      same: (before, after) =>
        sameRevisions(before.listed, after.listed) && before.newestArchive === after.newestArchive,
    });
    return settled.filter(({ path }) => !isCompressedPath(path));
  };

const newestArchive = async (directory: BuildFeedDeps['directory']): Promise<Month | undefined> =>
  (await directory.archives()).findLast(({ ready }) => ready)?.month;

const filesOf = (document: FeedDocument, facet: string, render: FeedRenderer): FeedFile[] => {
  const files = feedFormats.map((format) => ({
    path: feedPath(facet, format),
    body: render(document, format),
    contentType: feedContentTypes[format],
    link: webSubLinks(document.hubUrl, document.urls[format]),
  }));
  return [...files, ...compressedCopies(files)];
};
