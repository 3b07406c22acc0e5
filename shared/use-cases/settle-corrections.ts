import { isDeepStrictEqual } from 'node:util';
import {
  type CorrectionsOfYear,
  newestCorrectionsPage,
  newestCorrectionsPath,
  yearOfCorrectionsPage,
  yearOfCorrectionsPath,
} from '../domain/corrections-page.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { pageContentType } from '../domain/public-page.ts';
import type { RecordedCorrection } from '../domain/recorded-correction.ts';
import type { Year } from '../domain/year.ts';
import type { FeedDirectory, YearOfCorrections } from '../ports/feed-directory.ts';
import type { readCorrections } from './read-corrections.ts';
import { type SettleFilesDeps, settleFiles } from './settle-files.ts';

export interface SettleCorrectionsDeps extends SettleFilesDeps {
  readonly directory: Pick<FeedDirectory, 'correctionsStand' | 'correctionsAreLinked' | 'yearsOfCorrections'>;
  readonly newsroom: Newsroom;
}

interface YearState {
  readonly corrections: readonly RecordedCorrection[];
  readonly prev: Year | undefined;
  readonly next: Year | undefined;
}

interface NewestState {
  readonly newest: CorrectionsOfYear | undefined;
  readonly years: readonly Year[];
}

/**
 * Brings the pages of corrections of these years up to date, each of which has some, and that of the newest (see `settleFiles`). Without
 * a year it reads none, and only sees to it that there is a page.
 *
 * Until a first year is linked, all there are come with them: corrections may be older than their pages. So do those that were left
 * unlinked.
 *
 * The page of a new year stands before anything links to it, and the year counts as linked when the pages beside it lead there: who dies
 * in between leaves it to be done again. Of two years that are new at once the later one to stand sees the other.
 */
export const settleCorrections = (deps: SettleCorrectionsDeps, read: ReturnType<typeof readCorrections>) => {
  const { directory, newsroom } = deps;
  const standing = async (): Promise<Year[]> => (await directory.yearsOfCorrections()).map(({ year }) => year);

  const settleYear = (year: Year) =>
    settleFiles(deps)<YearState>({
      name: `the corrections of ${year}`,
      paths: [yearOfCorrectionsPath(year)],
      read: async () => ({ corrections: await read.ofYear(year), ...beside(year, await standing()) }),
      make: async ({ corrections, ...neighbours }) => {
        const body = yearOfCorrectionsPage({ year, corrections }, neighbours, newsroom);
        return [{ path: yearOfCorrectionsPath(year), body, contentType: pageContentType }];
      },
      same: isDeepStrictEqual,
    });

  const settleNewest = () =>
    settleFiles(deps)<NewestState>({
      name: 'the newest corrections',
      paths: [newestCorrectionsPath],
      read: async () => {
        const years = await standing();
        const year = years.at(-1);
        return { newest: year === undefined ? undefined : { year, corrections: await read.ofYear(year) }, years };
      },
      make: async ({ newest, years }) => {
        const body = newestCorrectionsPage(newest, years, newsroom);
        return [{ path: newestCorrectionsPath, body, contentType: pageContentType }];
      },
      same: isDeepStrictEqual,
    });

  /** Years whose pages nobody has finished, whoever was to. */
  const owed = async (known: readonly YearOfCorrections[]): Promise<readonly Year[]> =>
    known.some(({ linked }) => linked)
      ? known.filter(({ linked }) => !linked).map(({ year }) => year)
      : await read.allYears();

  return async (wanted: readonly Year[]): Promise<void> => {
    const known = await directory.yearsOfCorrections();
    const years = [...new Set([...wanted, ...(await owed(known))])].sort();
    const fresh = years.filter((year) => !known.some((one) => one.year === year && one.linked));
    for (const year of fresh) {
      await settleYear(year);
      await directory.correctionsStand(year);
    }
    const all = await standing();
    const linking = fresh.flatMap((year) => Object.values(beside(year, all)).filter((other) => other !== undefined));
    for (const year of new Set([...years, ...linking])) await settleYear(year);
    const newest = all.at(-1);
    if (newest === undefined || fresh.length > 0 || years.includes(newest)) await settleNewest();
    for (const year of fresh) await directory.correctionsAreLinked(year);
  };
};

const beside = (year: Year, years: readonly Year[]): Pick<YearState, 'prev' | 'next'> => ({
  prev: years.findLast((other) => other < year),
  next: years.find((other) => other > year),
});
