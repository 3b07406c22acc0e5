import type { Month } from '../domain/month.ts';
import type { FeedDirectory, ListedFeed } from '../ports/feed-directory.ts';
import { neighboursOf, type SettleMonthDeps, settleMonth } from './settle-month.ts';

export interface BuildMonthDeps extends SettleMonthDeps {
  readonly directory: Pick<FeedDirectory, 'archives' | 'expectArchives' | 'archiveStands'>;
}

/**
 * Brings the documents of a month up to date, and those of the months beside it, whose links must lead to it; names the feeds of their
 * rulings. An archive is announced before it is made, and stands before anything links to it.
 *
 * The months beside it are settled each time: who died between saying that an archive stands and linking to it left no other trace.
 * And of two that are new at once the later one to stand sees the other and settles both, so the month itself is settled again, too.
 */
export const buildMonth = (deps: BuildMonthDeps) => {
  const { directory } = deps;
  const settle = settleMonth(deps);
  return async (month: Month): Promise<ListedFeed[]> => {
    const archives = await directory.archives();
    if (!archives.some((archive) => archive.month === month && archive.ready)) {
      await directory.expectArchives([month]);
      await settle(month);
      await directory.archiveStands(month);
    }
    const { prev, next } = neighboursOf(month, await directory.archives());
    const named: ListedFeed[] = [];
    for (const each of [prev, month, next]) if (each !== undefined) named.push(...(await settle(each)));
    return named;
  };
};
