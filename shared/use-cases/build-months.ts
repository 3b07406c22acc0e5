import type { Month } from '../domain/month.ts';
import type { FeedDirectory, ListedFeed } from '../ports/feed-directory.ts';
import { inParallel } from './in-parallel.ts';
import { neighboursOf, type SettleMonthDeps, settleMonth } from './settle-month.ts';

export interface BuildMonthsDeps extends SettleMonthDeps {
  readonly directory: Pick<FeedDirectory, 'archives' | 'expectArchives' | 'archiveStands'>;
}

/** What became of months: the feeds of their rulings, and what stood in the way of those that could not be built. */
export interface BuiltMonths {
  readonly named: readonly ListedFeed[];
  readonly failed: ReadonlyMap<Month, unknown>;
}

/** Months in the making at a time: each holds its rulings whole. */
const monthsAtOnce = 2;

/**
 * Brings the documents of months up to date, and those of the months beside them, whose links must lead to them. An archive is announced
 * before it is made, and stands before anything links to it.
 *
 * The months beside them are settled each time: who died between saying that an archive stands and linking to it left no other trace. And
 * of two that are new at once the later one to stand sees the other and settles both, so the months themselves are settled again, too.
 */
export const buildMonths = (deps: BuildMonthsDeps) => {
  const { directory } = deps;
  const settle = settleMonth(deps);
  return async (months: readonly Month[]): Promise<BuiltMonths> => {
    const failed = new Map<Month, unknown>();
    const named: ListedFeed[] = [];
    /** Does it for each; what fails in doing it for one fails the months that it is done for. */
    const each = (
      all: readonly { readonly month: Month; readonly of: readonly Month[] }[],
      work: (month: Month) => Promise<void>,
    ) =>
      inParallel(monthsAtOnce, all, async ({ month, of }) => {
        try {
          await work(month);
        } catch (error) {
          for (const one of of) failed.set(one, error);
        }
      });

    const known = await directory.archives();
    const fresh = months.filter((month) => !known.some((archive) => archive.month === month && archive.ready));
    await each(
      fresh.map((month) => ({ month, of: [month] })),
      async (month) => {
        await directory.expectArchives([month]);
        await settle(month);
        await directory.archiveStands(month);
      },
    );

    const archives = await directory.archives();
    const touched = new Map<Month, Month[]>();
    for (const of of months.filter((month) => !failed.has(month))) {
      const { prev, next } = neighboursOf(of, archives);
      for (const month of [prev, of, next])
        if (month !== undefined) touched.set(month, [...(touched.get(month) ?? []), of]);
    }
    await each(
      [...touched].map(([month, of]) => ({ month, of })),
      async (month) => {
        named.push(...(await settle(month)));
      },
    );
    return { named, failed };
  };
};
