import { claimLanguageOf } from '../domain/claim-language.ts';
import { type ClaimIndex, createClaimIndex } from '../domain/claim-search.ts';
import type { RulingId } from '../domain/ids.ts';
import type { Revision } from '../domain/ruling.ts';
import type { RulingStore } from '../ports/ruling-store.ts';
import { inParallel } from './in-parallel.ts';

export interface FindRulingDeps {
  readonly rulings: Pick<RulingStore, 'list' | 'head' | 'revisions' | 'eventsAfter' | 'lastSequence'>;
}

/** Entries of the list a page: of half a kilobyte each, what DynamoDB answers at once is 2,000. */
const pageSize = 1000;
/** Revisions read at once, and batches at a time: of 300 kB each at most, 60 MB. */
const batchSize = 50;
const lanes = 4;
const eventsAtOnce = 100;
/** So often a ruling may change between the index and its head before nobody is answered. */
const tries = 3;

/** Where a ruling's newest claim is. */
interface Place {
  readonly id: RulingId;
  readonly revision: number;
}

/**
 * The newest revision of the one ruling that checked what a text says; undefined where there is none for sure. The claims are kept in
 * memory: the first call reads them all, later ones follow the log, which knows silent edits too, as the lists do not. Before a ruling is
 * answered its head is read: one that is retracted, or that says something else by now, is no answer.
 */
export const findRuling = ({ rulings }: FindRulingDeps) => {
  let index: ClaimIndex | undefined;
  let followed = 0;
  let turn: Promise<unknown> = Promise.resolve();

  const read = async (into: ClaimIndex, places: readonly Place[]): Promise<void> => {
    const batches = Array.from({ length: Math.ceil(places.length / batchSize) }, (_, at) =>
      places.slice(at * batchSize, (at + 1) * batchSize),
    );
    await inParallel(lanes, batches, async (batch) => {
      for (const revision of await rulings.revisions(batch)) take(into, revision);
    });
  };

  const fill = async (): Promise<ClaimIndex> => {
    const filled = createClaimIndex();
    // what changes while we read is in the log behind this
    followed = await rulings.lastSequence();
    let cursor: string | undefined;
    do {
      const page = await rulings.list({ facet: 'all', also: [], updatedAfter: undefined, limit: pageSize, cursor });
      const readable = page.items.filter(
        ({ status, language }) => status === 'published' && claimLanguageOf(language) !== undefined,
      );
      await read(filled, readable);
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    return filled;
  };

  const follow = async (filled: ClaimIndex): Promise<void> => {
    for (;;) {
      const events = await rulings.eventsAfter(followed, eventsAtOnce);
      const newest = new Map(events.map((event) => [event.rulingId, event]));
      const gone = [...newest.values()].filter(({ type }) => type === 'ruling.retracted');
      for (const { rulingId } of gone) filled.remove(rulingId);
      const standing = [...newest.values()].filter(({ type }) => type !== 'ruling.retracted');
      await read(
        filled,
        standing.map(({ rulingId: id, revision }) => ({ id, revision })),
      );
      followed = events.at(-1)?.sequence ?? followed;
      if (events.length < eventsAtOnce) return;
    }
  };

  /** One at a time: texts that come at once wait for the same reading. */
  const refresh = (): Promise<ClaimIndex> => {
    const refreshed = turn.then(async () => {
      const filled = index ?? (await fill());
      await follow(filled);
      index = filled;
      return filled;
    });
    // whoever waited for it is told of a failure; the next one tries anew
    turn = refreshed.catch(() => undefined);
    return refreshed;
  };

  return async (text: string): Promise<Revision | undefined> => {
    for (let tried = 0; tried < tries; tried++) {
      const match = (await refresh()).match(text);
      if (!match) return undefined;
      const head = await rulings.head(match.rulingId);
      if (head?.status !== 'published' || head.revision !== match.revision) continue;
      const [newest] = await rulings.revisions([{ id: match.rulingId, revision: match.revision }]);
      return newest;
    }
    return undefined;
  };
};

const take = (index: ClaimIndex, { rulingId, revision, status, content }: Revision): void => {
  if (revision < (index.revisionOf(rulingId) ?? 0)) return;
  if (status === 'retracted') index.remove(rulingId);
  else
    index.put({
      ...{ rulingId, revision, language: content.language },
      ...{ claim: content.claim.text, claimant: content.claim.claimant.name },
    });
};
