import { Parser } from 'htmlparser2';
import { bounded, Unreadable, unpacked } from './bounded.ts';
import type { Site } from './site.ts';

/** The protocol's own limits for one file (sitemaps.org): 50,000 addresses, 50 MB unpacked, an address of 2,048 characters. */
const maxEntries = 50_000;
const maxBytes = 50_000_000;
const maxLength = 2_048;
/** Of one site. */
const maxSitemaps = 1_000;
const maxPages = 500_000;
/** An index should name no index; some do. */
const maxDepth = 3;

export interface SitemapEntry {
  readonly url: string;
  /** As it stands there: compared, and sorted by. */
  readonly lastmod: string | null;
}

type Kind = 'url' | 'sitemap';
type Tell = (url: string, reason: string) => void;

/**
 * Every page that a site's sitemaps name, once, the newest first. Follows indexes; what cannot be read is told, and the rest is read all
 * the same. Answers `undefined` where there is no sitemap at all.
 */
export const readSitemaps = async (site: Site, tell: Tell): Promise<SitemapEntry[] | undefined> => {
  const pages = new Map<string, SitemapEntry>();
  const seen = new Set<string>();
  let found = 0;
  let foreign = 0;

  const read = async (url: URL, depth: number, named: boolean): Promise<void> => {
    if (seen.has(url.href)) return;
    if (seen.size === maxSitemaps)
      return tell(url.href, `is left out, as is whatever follows the first ${maxSitemaps} sitemaps`);
    seen.add(url.href);
    const nested: URL[] = [];
    try {
      const { status, body, discard } = await site.open(url);
      if (status !== 200) {
        await discard();
        if (named || status !== 404) tell(url.href, `was answered with ${status}`);
        return;
      }
      await parseSitemap(bounded(unpacked(body), maxBytes), (kind, entry) => {
        const own = site.ownUrl(entry.url, url);
        if (!own || own.href.length > maxLength) foreign += 1;
        else if (kind === 'sitemap') nested.push(own);
        else if (pages.size < maxPages) pages.set(withoutHash(own), { ...entry, url: withoutHash(own) });
        else throw new Unreadable(`is left out from the ${maxPages}th page on`);
      });
      found += 1;
    } catch (error) {
      if (!(error instanceof Unreadable)) throw error;
      tell(url.href, error.message);
    }
    if (depth === maxDepth && nested.length > 0)
      tell(url.href, `names sitemaps below ${maxDepth} others, which are left out`);
    else for (const next of nested) await read(next, depth + 1, true);
  };

  for (const named of site.sitemaps()) {
    const own = site.ownUrl(named);
    if (own) await read(own, 0, true);
    else tell(named, `is not on ${site.start.host}`);
  }
  await read(new URL('/sitemap.xml', site.start), 0, false);
  if (foreign > 0)
    tell(site.start.href, `has ${foreign} addresses in its sitemaps that are of other hosts or too long`);
  return found === 0 && pages.size === 0 ? undefined : [...pages.values()].sort(newestFirst);
};

const withoutHash = (url: URL): string => url.href.replace(/#.*$/, '');

const timeOf = ({ lastmod }: SitemapEntry): number => Date.parse(lastmod ?? '') || 0;
const newestFirst = (a: SitemapEntry, b: SitemapEntry): number => timeOf(b) - timeOf(a);

/** Hands on each entry as it comes. Elements of other namespaces (`image:loc`) say nothing here. */
const parseSitemap = async (
  chunks: AsyncIterable<Uint8Array>,
  onEntry: (kind: Kind, entry: SitemapEntry) => void,
): Promise<void> => {
  let prefix: string | undefined;
  let within: Kind | undefined;
  let field: 'loc' | 'lastmod' | undefined;
  let texts = { loc: '', lastmod: '' };
  let entries = 0;
  const localName = (name: string) => (name.startsWith(prefix ?? '') ? name.slice((prefix ?? '').length) : '');

  const parser = new Parser(
    {
      onopentagname: (name) => {
        const [, before, root] = /^(.*:)?(urlset|sitemapindex)$/.exec(name) ?? [];
        if (prefix === undefined && root === undefined) throw new Unreadable('is no sitemap');
        prefix ??= before ?? '';
        const local = localName(name);
        if (local === 'url' || local === 'sitemap') {
          within = local;
          texts = { loc: '', lastmod: '' };
        }
        if (within && (local === 'loc' || local === 'lastmod')) field = local;
      },
      ontext: (text) => {
        // no more than can count, however long it is
        if (field && texts[field].length <= maxLength) texts[field] += text;
      },
      onclosetag: (name) => {
        const local = localName(name);
        if (local === field) field = undefined;
        if (local !== within || within === undefined) return;
        const url = texts.loc.trim();
        entries += 1;
        if (entries > maxEntries) throw new Unreadable(`is left out from the ${maxEntries}th address on`);
        if (url !== '') onEntry(within, { url, lastmod: texts.lastmod.trim() || null });
        within = undefined;
      },
    },
    { xmlMode: true },
  );
  const decoder = new TextDecoder();
  try {
    for await (const chunk of chunks) parser.write(decoder.decode(chunk, { stream: true }));
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_'))
      throw new Unreadable('is packed wrongly', { cause: error });
    throw error;
  }
  if (prefix === undefined) throw new Unreadable('is no sitemap');
};
