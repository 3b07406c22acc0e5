import { dataFeed, dataFeedContentType, monthDataFeedPath } from '../domain/data-feed.ts';
import { archiveDocument } from '../domain/feed-document.ts';
import type { ListedRevision } from '../domain/feed-entry.ts';
import { archivePath, feedContentTypes } from '../domain/feed-format.ts';
import type { Month } from '../domain/month.ts';
import type { FeedDirectory, ListedArchive, ListedFeed } from '../ports/feed-directory.ts';
import type { FeedRenderer } from '../ports/feed-renderer.ts';
import type { RulingReader } from '../ports/ruling-store.ts';
import { compressedCopies, withCompressedPaths } from './compressed-copies.ts';
import { type ListingDeps, readRevisions, sameRevisions } from './list-revisions.ts';
import { type SettleFilesDeps, settleFiles } from './settle-files.ts';

export interface SettleMonthDeps extends SettleFilesDeps, Pick<ListingDeps, 'newsroom'> {
  readonly rulings: Pick<RulingReader, 'ofMonth' | 'revisions' | 'translations'>;
  readonly directory: Pick<FeedDirectory, 'archives'>;
  readonly render: FeedRenderer;
}

/** The months beside one whose archives stand. */
interface Neighbours {
  readonly prev: Month | undefined;
  readonly next: Month | undefined;
}

interface MonthState extends Neighbours {
  readonly listed: readonly ListedRevision[];
}

/** Brings the archive of a month and its DataFeed up to date with the rulings (see `settleFiles`), and names the feeds of these. */
export const settleMonth =
  (deps: SettleMonthDeps) =>
  async (month: Month): Promise<ListedFeed[]> => {
    const { directory, newsroom, render } = deps;
    const [path, dataFeedPath] = [archivePath(month), monthDataFeedPath(month)];
    const named = new Map<string, ListedFeed>();
    await settleFiles(deps)<MonthState>({
      name: `the archive of ${month}`,
      paths: withCompressedPaths([
        [path, feedContentTypes['atom.xml']],
        [dataFeedPath, dataFeedContentType],
      ]),
      read: async () => ({
        listed: await listMonth(deps, month),
        ...neighboursOf(month, await directory.archives()),
      }),
      make: async ({ listed, prev, next }) => {
        const document = archiveDocument(month, listed, newsroom, { prev, next });
        for (const { facet, slug, label } of document.entries.flatMap(({ categories }) => categories))
          named.set(`${facet}#${slug}`, { facet: `${facet}#${slug}`, label });
        const files = [
          { path, body: render(document, 'atom.xml'), contentType: feedContentTypes['atom.xml'] },
          { path: dataFeedPath, body: dataFeed(dataFeedPath, listed, newsroom), contentType: dataFeedContentType },
        ];
        return [...files, ...compressedCopies(files)];
      },
      same: (before, after) =>
        before.prev === after.prev && before.next === after.next && sameRevisions(before.listed, after.listed),
    });
    return [...named.values()];
  };

/** An archive that is owed still is passed over, so that no link leads nowhere. */
export const neighboursOf = (month: Month, archives: readonly ListedArchive[]): Neighbours => ({
  prev: archives.findLast((other) => other.ready && other.month < month)?.month,
  next: archives.find((other) => other.ready && other.month > month)?.month,
});

const listMonth = async (deps: SettleMonthDeps, month: Month): Promise<ListedRevision[]> => {
  const listed: ListedRevision[] = [];
  for await (const page of deps.rulings.ofMonth(month))
    listed.push(
      ...(await readRevisions(
        deps,
        page.map(({ id, revision }) => ({ id, revision, farewell: false })),
      )),
    );
  return listed;
};
