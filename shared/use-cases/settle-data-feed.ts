import { dataFeed, dataFeedContentType, dataFeedLength, newestDataFeedPath } from '../domain/data-feed.ts';
import type { ListedRevision } from '../domain/feed-entry.ts';
import type { RulingReader, RulingStore } from '../ports/ruling-store.ts';
import { type ListingDeps, readRevisions, sameRevisions } from './list-revisions.ts';
import { rememberRevisions } from './remember-revisions.ts';
import { type SettleFilesDeps, settleFiles, TooSoon } from './settle-files.ts';

export interface SettleDataFeedDeps extends SettleFilesDeps, Pick<ListingDeps, 'newsroom'> {
  readonly rulings: Pick<RulingStore, 'list' | 'revisions' | 'translations'>;
}

/** It is a megabyte or two, and takes a thousand reads: readers of data do not need it sooner. */
const everyMs = 60_000;
const pageLength = 100;

/**
 * Brings the DataFeed of the rulings that changed last up to date (see `settleFiles`), once a minute at most unless it is to be done
 * `atOnce`. Answers in how many ms it is to be looked at again, 0 where it is as it should be.
 */
export const settleDataFeed = (deps: SettleDataFeedDeps, atOnce: boolean) => {
  const rulings = { ...deps.rulings, revisions: rememberRevisions(withoutBodies(deps.rulings), 2 * dataFeedLength) };
  const settle = () =>
    settleFiles(deps)<readonly ListedRevision[]>({
      name: 'the DataFeed of the newest rulings',
      paths: [newestDataFeedPath],
      ...(atOnce ? {} : { everyMs }),
      read: () => listNewest({ ...deps, rulings }),
      make: async (listed) => [
        {
          path: newestDataFeedPath,
          body: dataFeed(newestDataFeedPath, listed, deps.newsroom),
          contentType: dataFeedContentType,
        },
      ],
      same: sameRevisions,
    });
  return async (): Promise<number> => {
    try {
      await settle();
      return 0;
    } catch (error) {
      if (error instanceof TooSoon) return error.ms;
      throw error;
    }
  };
};

/** A thousand bodies would not fit into a function, and no review has one. */
const withoutBodies = ({ revisions }: Pick<RulingReader, 'revisions'>): Pick<RulingReader, 'revisions'> => ({
  revisions: async (wanted) =>
    (await revisions(wanted)).map((one) => ({ ...one, content: { ...one.content, bodyHtml: '' } })),
});

const listNewest = async (deps: SettleDataFeedDeps): Promise<ListedRevision[]> => {
  const listed = new Map<string, ListedRevision>();
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await deps.rulings.list({
      ...{ facet: 'all', also: [], updatedAfter: undefined, cursor },
      limit: Math.min(pageLength, dataFeedLength - listed.size),
    });
    // a ruling that changes meanwhile may be met in both its places; the first one met is the later
    const places = items
      .filter(({ id }) => !listed.has(id))
      .map(({ id, revision }) => ({ id, revision, farewell: false }));
    for (const one of await readRevisions(deps, places)) listed.set(one.revision.rulingId, one);
    cursor = nextCursor ?? undefined;
  } while (cursor !== undefined && listed.size < dataFeedLength);
  return [...listed.values()];
};
