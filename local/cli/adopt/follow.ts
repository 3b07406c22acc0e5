import { setTimeout } from 'node:timers/promises';
import { ApiError } from '../api-client.ts';
import { Unreadable } from './bounded.ts';
import type { Draft } from './draft.ts';
import { admit, goneProblem, readOrTell } from './import-site.ts';
import { isSameClaim, withKnownNames } from './known-claims.ts';
import { type KnownPage, type Memory, saveMemory } from './memory.ts';
import type { PageReader, Problem, Reading } from './page.ts';
import type { Register } from './register.ts';
import { publishClaim, reviseClaim, type Saving } from './save-claim.ts';
import type { SitemapEntry } from './sitemap.ts';
import type { Teller } from './tell.ts';

export interface FollowDeps {
  readonly saving: Saving;
  readonly reader: PageReader;
  /** The pages that are to be read now; `undefined` where the site does not say. */
  readonly listPages: () => Promise<readonly SitemapEntry[] | undefined>;
  readonly teller: Teller;
  readonly memory: Memory;
  readonly register: Register;
  /** Whether the site was read just now. */
  readonly isFresh: boolean;
  readonly stateFile: string | undefined;
  readonly everyMs: number;
  readonly signal: AbortSignal;
  readonly onSaved: (what: string, draft: Draft) => void;
}

/** Reads the site again and again, until `signal`, and publishes or changes what is new there. What is gone there is told, not retracted. */
export const followSite = async (deps: FollowDeps): Promise<void> => {
  const { isFresh, everyMs, memory, signal, stateFile } = deps;
  for (let wait = isFresh; !signal.aborted; wait = true) {
    if (wait) await setTimeout(everyMs, undefined, { signal }).catch(() => {});
    if (!signal.aborted) await readAgain(deps);
    await saveMemory(stateFile, memory);
  }
};

/** One round: the pages that are new, or may have changed by what sitemap and server say of them; the oldest first, as they were published. */
const readAgain = async (deps: FollowDeps): Promise<void> => {
  const { memory, signal } = deps;
  const entries = await listed(deps);
  if (!entries) return;
  const names = new Set(entries.map(({ url }) => url));
  const unlisted = [...memory].filter(([url, page]) => !names.has(url) && page.claims.length > 0 && !page.gone);
  for (const entry of [...entries.toReversed(), ...unlisted.map(([url]) => ({ url, lastmod: null }))]) {
    if (signal.aborted) return;
    const known = memory.get(entry.url);
    if (known && entry.lastmod !== null && entry.lastmod === known.lastmod) continue;
    await readPageAgain(deps, entry, known);
  }
};

const listed = async ({ listPages, reader, teller, signal }: FollowDeps) => {
  const { href } = new URL('/robots.txt', reader.site.start);
  try {
    const entries = await listPages();
    teller.page(href, entries ? [] : [{ claim: null, reason: 'the site has no sitemap any more' }]);
    return entries;
  } catch (error) {
    if (signal.aborted) return undefined;
    if (!(error instanceof Unreadable)) throw error;
    teller.page(href, [
      { claim: null, reason: `robots.txt ${error.message}: the site is left alone until it can be read` },
    ]);
    return undefined;
  }
};

const readPageAgain = async (
  deps: FollowDeps,
  { url, lastmod }: SitemapEntry,
  known: KnownPage | undefined,
): Promise<void> => {
  const { reader, teller, memory, register, signal } = deps;
  const reading = await readOrTell(reader, teller, url, signal, known);
  if (reading === undefined) return;
  if (reading.kind === 'unchanged') {
    if (known) memory.set(url, { ...known, lastmod });
    return;
  }
  if (reading.kind === 'gone') {
    teller.page(url, [goneProblem(reading.status)]);
    // without validators: should it come back, it is read whole
    memory.set(url, { lastmod, etag: null, lastModified: null, gone: true, claims: known?.claims ?? [] });
    return;
  }
  const { drafts: named, isOnlyClaim } = namedDrafts(deps, url, reading);
  const { drafts, problems } = admit(register, url, { ...reading, drafts: named });
  const before = known?.claims ?? [];
  const claims = new Map(before.map((claim) => [claim.draft.externalId, claim]));
  let isWhole = true;
  for (const draft of drafts) {
    const last = claims.get(draft.externalId);
    if (last && !isOnlyClaim && !isSameClaim(last.draft, draft)) {
      problems.push(otherWords(draft));
      continue;
    }
    try {
      claims.set(draft.externalId, { draft, rulingId: await save(deps, last, draft) });
    } catch (error) {
      problems.push(refusalOf(draft, error));
      // what the wire did not even look at is tried again in the next round
      if (!(error instanceof ApiError && error.status < 500 && error.status !== 429)) isWhole = false;
    }
  }
  const present = new Set(named.map(({ externalId }) => externalId));
  for (const { draft } of before)
    if (!present.has(draft.externalId) && problems.length === 0)
      problems.push({ claim: null, reason: `${draft.slug} is not on the page any more` });
  teller.page(url, problems);
  const { etag, lastModified } = isWhole ? reading : { etag: null, lastModified: null };
  memory.set(url, { lastmod: isWhole ? lastmod : null, etag, lastModified, gone: false, claims: [...claims.values()] });
};

/** The drafts of a page under the names that their claims have, be it through another address of the same page. */
const namedDrafts = ({ memory, register }: FollowDeps, url: string, reading: Extract<Reading, { kind: 'read' }>) => {
  const { drafts, problems } = reading;
  const pages = new Set([url, ...drafts.flatMap(({ externalId }) => register.pageOf(externalId) ?? [])]);
  const known = [...pages].flatMap((page) => memory.get(page)?.claims ?? []);
  const now = drafts.length + problems.filter(({ claim }) => claim !== null).length;
  const isOnlyClaim = known.length <= 1 && now <= 1;
  return { drafts: isOnlyClaim ? drafts : withKnownNames(known, drafts), isOnlyClaim };
};

const otherWords = ({ slug }: Draft): Problem => ({
  claim: null,
  reason: `${slug}: in its place the page has a claim of other words now; whether that is the same claim is an editor’s decision`,
});

const save = async (
  { saving, onSaved }: FollowDeps,
  known: KnownPage['claims'][number] | undefined,
  draft: Draft,
): Promise<string | null> => {
  if (known === undefined) {
    const id = await publishClaim(saving, draft);
    onSaved('published', draft);
    return id;
  }
  const revised = await reviseClaim(saving, known, draft);
  if (revised !== 'unchanged') onSaved(revised, draft);
  return known.rulingId;
};

const refusalOf = ({ slug }: Draft, error: unknown): Problem => ({
  claim: null,
  reason: `${slug}: ${error instanceof Error ? error.message : String(error)}`,
});
