import { type BuildFeedDeps, buildFeed } from './build-feed.ts';
import { inParallel } from './in-parallel.ts';
import { type SettleDataFeedDeps, settleDataFeed } from './settle-data-feed.ts';
import { type SettleDirectoryDeps, settleDirectory } from './settle-directory.ts';

export interface SettleDocumentsDeps extends BuildFeedDeps, SettleDataFeedDeps, SettleDirectoryDeps {
  readonly rulings: BuildFeedDeps['rulings'] & SettleDataFeedDeps['rulings'];
  readonly directory: BuildFeedDeps['directory'] & SettleDirectoryDeps['directory'];
}

/** Brings up to date what leads to feeds and archives, and the DataFeed of the newest rulings. */
export const settleDocuments = (deps: SettleDocumentsDeps) => {
  const build = buildFeed(deps);
  const documents: readonly (() => Promise<unknown>)[] = [
    settleDirectory(deps),
    // it leads to the newest archive
    () => build('all'),
    // the page of feeds leads to it before anything was corrected
    () => build('corrections'),
    settleDataFeed(deps),
  ];
  return async (): Promise<void> => {
    await inParallel(documents.length, documents, (settle) => settle());
  };
};
