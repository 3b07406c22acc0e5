import { pageKey } from './names.ts';
import type { Site } from './site.ts';
import { readSitemaps, type SitemapEntry } from './sitemap.ts';
import type { Teller } from './tell.ts';

/**
 * The pages to be read, the newest first, after a look at robots.txt: those that begin with the URL which the site was named by, `limit`
 * at most. Puts their keys in `keys`. Throws Unreadable where nobody can tell what robots.txt says.
 */
export const listPages = async (
  site: Site,
  limit: number | undefined,
  teller: Teller,
  keys: Set<string>,
): Promise<readonly SitemapEntry[] | undefined> => {
  await site.readRobots();
  const entries = await readSitemaps(site, (url, reason) => teller.page(url, [{ claim: null, reason }]));
  const wanted = entries?.filter(({ url }) => new URL(url).pathname.startsWith(site.start.pathname)).slice(0, limit);
  keys.clear();
  for (const { url } of wanted ?? []) keys.add(pageKey(new URL(url)));
  return wanted;
};
