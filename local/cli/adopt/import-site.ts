import type { ApiClient } from '../api-client.ts';
import { importLines, type LineOutcome } from '../import-lines.ts';
import { Unreadable } from './bounded.ts';
import type { Draft } from './draft.ts';
import type { KnownPage, Memory } from './memory.ts';
import { type PageReader, type Problem, type Reading, readPage } from './page.ts';
import type { Register } from './register.ts';
import type { SitemapEntry } from './sitemap.ts';
import type { Teller } from './tell.ts';

/** Rulings that go in one call: few, so that a reader of a slow site sees the first of them soon. */
const batchSize = 50;

export interface Counts {
  pages: number;
  withClaims: number;
  imported: number;
  skipped: number;
  refused: number;
}

export interface ImportDeps {
  readonly api: ApiClient;
  readonly reader: PageReader;
  readonly teller: Teller;
  readonly memory: Memory;
  readonly register: Register;
  readonly signal: AbortSignal;
  readonly onProgress: (counts: Counts, of: number) => void;
}

interface Waiting {
  readonly page: KnownPage;
  readonly url: string;
  readonly draft: Draft;
  readonly problems: Problem[];
}

/** Imports the fact-checks of all pages, and remembers what was imported or there already. Ends early, with what it has, on `signal`. */
export const importSite = async (deps: ImportDeps, entries: readonly SitemapEntry[]): Promise<Counts> => {
  const { api, reader, teller, memory, register, signal, onProgress } = deps;
  const counts: Counts = { pages: 0, withClaims: 0, imported: 0, skipped: 0, refused: 0 };
  let waiting: Waiting[] = [];

  const settle = ({ page, draft, problems }: Waiting, { outcome, rulingId, errors }: LineOutcome): void => {
    counts[outcome] += 1;
    if (outcome !== 'refused') page.claims.push({ rulingId: rulingId ?? null, draft });
    else problems.push({ claim: null, reason: `the wire refused ${draft.slug}: ${fieldsOf(errors)}` });
  };
  const flush = async (): Promise<void> => {
    const batch = waiting;
    waiting = [];
    const lines = batch.map(({ draft }) => JSON.stringify(draft));
    await importLines(api, each(lines), (outcome) => {
      const of = batch[outcome.line - 1];
      if (of) settle(of, outcome);
    });
    for (const { url, problems } of batch) teller.page(url, problems);
    onProgress(counts, entries.length);
  };

  for (const { url, lastmod } of entries) {
    const reading = await readOrTell(reader, teller, url, signal);
    if (signal.aborted) break;
    counts.pages += 1;
    if (reading?.kind === 'gone') teller.page(url, [goneProblem(reading.status)]);
    if (reading?.kind === 'read') {
      const { etag, lastModified } = reading;
      const page: KnownPage = { lastmod, etag, lastModified, gone: false, claims: [] };
      memory.set(url, page);
      const { drafts, problems } = admit(register, url, reading);
      if (drafts.length + problems.length > 0) counts.withClaims += 1;
      if (drafts.length === 0) teller.page(url, problems);
      waiting.push(...drafts.map((draft) => ({ page, url, draft, problems })));
    }
    if (waiting.length >= batchSize) await flush();
    onProgress(counts, entries.length);
  }
  await flush();
  return counts;
};

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

const fieldsOf = (errors: LineOutcome['errors']): string =>
  errors.map(({ pointer, detail }) => `${pointer || 'the ruling'} ${detail}`).join('; ') || 'it does not say why';

export const goneProblem = (status: number): Problem => ({ claim: null, reason: `the page is gone (${status})` });

/** What is a page's own among its drafts, and what is wrong with it. */
export const admit = (register: Register, url: string, reading: Extract<Reading, { kind: 'read' }>) => {
  const problems = [...reading.problems];
  const drafts = reading.drafts.filter((draft) => {
    const entered = register.enter(url, draft);
    if (typeof entered === 'object') problems.push({ claim: null, reason: `${draft.headline}: ${entered.reason}` });
    return entered === 'own';
  });
  return { drafts, problems };
};

/** A page, or nothing where it cannot be read, which is told. */
export const readOrTell = async (
  reader: PageReader,
  teller: Teller,
  url: string,
  signal: AbortSignal,
  validators?: Pick<KnownPage, 'etag' | 'lastModified'>,
): Promise<Reading | undefined> => {
  try {
    return await readPage(reader, new URL(url), validators);
  } catch (error) {
    if (signal.aborted) return undefined;
    if (!(error instanceof Unreadable)) throw error;
    teller.page(url, [{ claim: null, reason: `the page ${error.message}` }]);
    return undefined;
  }
};
