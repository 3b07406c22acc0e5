import { type BuildFeedDeps, buildFeed } from './build-feed.ts';
import { inParallel } from './in-parallel.ts';
import { type SettleDataFeedDeps, settleDataFeed } from './settle-data-feed.ts';
import { type SettleDirectoryDeps, settleDirectory } from './settle-directory.ts';

export interface SettleDocumentsDeps extends BuildFeedDeps, SettleDataFeedDeps, SettleDirectoryDeps {
  readonly rulings: BuildFeedDeps['rulings'] & SettleDataFeedDeps['rulings'];
  readonly directory: BuildFeedDeps['directory'] & SettleDirectoryDeps['directory'];
}

/**
 * Brings up to date what leads to feeds and archives, and the DataFeed of the newest rulings. Answers in how many ms that one is to be
 * looked at again (see `settleDataFeed`).
 */
export const settleDocuments = (deps: SettleDocumentsDeps, atOnce = false) => {
  const build = buildFeed(deps);
  const newest = settleDataFeed(deps, atOnce);
  const documents: readonly (() => Promise<unknown>)[] = [
    settleDirectory(deps),
    // it leads to the newest archive
    () => build('all'),
    // the page of feeds leads to it before anything was corrected
    () => build('corrections'),
  ];
  return async (): Promise<number> => {
    let wait = 0;
    const look = async () => {
      wait = await newest();
    };
    const all = [...documents, look];
    await inParallel(all.length, all, (settle) => settle());
    return wait;
  };
};
