import { closeSync, openSync, writeSync } from 'node:fs';
import * as z from 'zod';
import { ratingScaleSchema } from '../../../shared/domain/rating-scale.ts';
import { createApiClient } from '../api-client.ts';
import { findConnection } from '../connection.ts';
import { rebuildFeeds } from '../rebuild-feeds.ts';
import { Unreadable } from './bounded.ts';
import { followSite } from './follow.ts';
import { importSite } from './import-site.ts';
import { loadMemory, saveMemory } from './memory.ts';
import { type AdoptOptions, readOptions } from './options.ts';
import { listPages } from './pages.ts';
import { createRegister } from './register.ts';
import { createSite } from './site.ts';
import { createProgress, lineOf, summaryOf } from './summary.ts';
import { createTeller, type Told } from './tell.ts';

const scalesSchema = z.object({ items: z.array(ratingScaleSchema) });

/** `rulingwire adopt URL`: imports the fact-checks of a site by their schema.org markup, and follows the site if asked to. */
export const adopt = async (args: readonly string[]): Promise<number> => {
  const options = readOptions(args);
  const stop = new AbortController();
  const onSignal = () => stop.abort();
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal);
  const report = options.report === undefined ? undefined : openSync(options.report, 'w');
  try {
    return await adoptSite(options, stop.signal, (told) => {
      if (report !== undefined) writeSync(report, `${JSON.stringify(told)}\n`);
    });
  } finally {
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal);
    if (report !== undefined) closeSync(report);
  }
};

const adoptSite = async (
  options: AdoptOptions,
  signal: AbortSignal,
  onReport: (told: Told) => void,
): Promise<number> => {
  const { baseUrl, key, operatorKey } = await findConnection(process.env);
  const api = createApiClient(baseUrl, key);
  const { items: scales } = await api.call('GET', '/v1/rating-scales', scalesSchema);
  const memory = await loadMemory(options.state);
  const isFresh = memory.size === 0;
  let [isFollowing, areFeedsRefused] = [!isFresh, false];
  const teller = createTeller((told) => {
    onReport(told);
    if (isFollowing) console.log(lineOf(told));
  });
  const site = createSite({ start: options.start, perSecond: options.pace, signal });
  const keys = new Set<string>();
  const reader = { site, scales, hasPage: (page: string) => keys.has(page) };
  const list = () => listPages(site, options.limit, teller, keys);
  const shared = { reader, teller, memory, register: createRegister(memory), signal };

  if (isFresh) {
    const entries = await list().catch((error: unknown) => {
      throw error instanceof Unreadable ? new Error(`${site.start.origin}/robots.txt ${error.message}`) : error;
    });
    if (!entries) throw new Error(`${site.start.host} names no sitemap in robots.txt, and has none at /sitemap.xml`);
    const progress = createProgress();
    const counts = await importSite({ ...shared, api, onProgress: progress.show }, entries);
    progress.clear();
    console.log(summaryOf(counts, teller.told));
    const isThere = counts.imported + counts.skipped > 0;
    // also where all was there already: the run that imported it may have been cut off before it asked
    if (isThere) {
      const { said, isRefused } = await rebuildFeeds(baseUrl, operatorKey);
      console.log(said);
      areFeedsRefused = isRefused;
    }
    if (!options.follow) return isThere && !areFeedsRefused ? 0 : 1;
    // a memory of half a site would take the other half for news
    if (!signal.aborted) await saveMemory(options.state, memory);
  }
  isFollowing = true;
  await followSite({
    ...{ ...shared, isFresh, listPages: list, stateFile: options.state, everyMs: options.every * 60_000 },
    saving: { api, scales, texts: options.texts },
    onSaved: (what, { url }) => console.log(`${what} ${url}`),
  });
  return areFeedsRefused ? 1 : 0;
};
