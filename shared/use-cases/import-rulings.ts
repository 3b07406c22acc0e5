import type { Actor } from '../domain/actor.ts';
import type { RulingId } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { RulingDraft } from '../domain/ruling.ts';
import type { CommitRefused, RulingCommit, RulingHead, RulingReader } from '../ports/ruling-store.ts';
import { inParallel } from './in-parallel.ts';
import { type DraftRefusal, firstCommit, type PublishDeps } from './publish-ruling.ts';

/** An HTTP API waits 29 s for its function; a transaction that has begun by then ends well before. */
const maxMs = 20_000;
const readsAtOnce = 10;

/** A draft, and the line that it came on. */
export interface ImportLine {
  readonly line: number;
  readonly draft: RulingDraft;
}

/** What became of a line. `skipped`: there is a ruling of its slug or external id, maybe from an import that was cut off. */
export type LineOutcome =
  | { readonly kind: 'imported' | 'skipped'; readonly rulingId: RulingId }
  | { readonly kind: 'refused'; readonly why: DraftRefusal | Extract<CommitRefused, { by: RulingId }> };

/** Time was up, or other writers were in the way for too long: `settled` of the lines were looked at. The same lines again go on from there. */
export interface Unfinished {
  readonly kind: 'unfinished';
  readonly settled: number;
}

interface Candidate {
  readonly line: number;
  readonly commit: RulingCommit;
}

/**
 * Imports rulings, as many to a transaction as it holds, in the order of their lines. Their events are in the log and tell nobody, and
 * each stands in lists where its publication puts it, so that an old ruling is no news. May die anywhere: what is written is found by
 * its slug when the same lines come again.
 */
export const importRulings =
  (deps: PublishDeps) =>
  async (lines: readonly ImportLine[], actor: Actor): Promise<Result<ReadonlyMap<number, LineOutcome>, Unfinished>> => {
    const { rulings, clock, random, log } = deps;
    const started = clock.now();
    const outcomes = new Map<number, LineOutcome>();
    const imported = new Set<RulingId>();
    let left = await toCandidates(deps, lines, actor, outcomes);

    const isOurs = async ({ revision, event }: RulingCommit): Promise<boolean> =>
      (await rulings.revision(revision.rulingId, revision.revision))?.eventId === event.id;
    const settleImported = ({ line, commit }: Candidate): void => {
      const { rulingId } = commit.revision;
      outcomes.set(line, { kind: 'imported', rulingId });
      imported.add(rulingId);
    };
    const settleRefused = async (candidate: Candidate, refused: CommitRefused): Promise<void> => {
      const { line, commit } = candidate;
      if ('by' in refused) {
        const twice = imported.has(refused.by);
        outcomes.set(line, twice ? { kind: 'refused', why: refused } : { kind: 'skipped', rulingId: refused.by });
      } else if (await isOurs(commit)) settleImported(candidate);
      else throw new Error(`${commit.revision.rulingId} was another ruling's id`);
    };

    let last = await rulings.lastSequence();
    for (let tries = 1; left.length > 0; tries++) {
      const began = clock.now();
      if (began - started > maxMs) return fail({ kind: 'unfinished', settled: lines.length - left.length });
      const outcome = await rulings.commitTogether(
        left.map(({ commit }) => commit),
        last + 1,
      );
      if (outcome.kind === 'committed') {
        for (const candidate of left.slice(0, outcome.count)) settleImported(candidate);
        left = left.slice(outcome.count);
        log.info('RULINGS_IMPORTED', { from: last + 1, to: last + outcome.count });
        last += outcome.count;
        tries = 0;
        // leaves the counter to editors half as long as it was held, or they would lose most races while an import runs
        if (left.length > 0) await clock.sleep((clock.now() - began) / 2);
      } else if (outcome.kind === 'refused') {
        const { refused } = outcome;
        for (const [at, candidate] of left.entries()) {
          const why = refused.get(at);
          if (why) await settleRefused(candidate, why);
        }
        left = left.filter((_, at) => !refused.has(at));
      } else {
        log.info('COMMIT_CONTENDED', { eventId: left[0]?.commit.event.id ?? null, sequence: last + 1, tries });
        await clock.sleep(random() * Math.min(400, 10 * 2 ** tries));
        last = await rulings.lastSequence();
      }
    }
    return ok(outcomes);
  };

/** The lines that are to be written; what became of the others is put into `outcomes`. */
const toCandidates = async (
  deps: PublishDeps,
  lines: readonly ImportLine[],
  actor: Actor,
  outcomes: Map<number, LineOutcome>,
): Promise<Candidate[]> => {
  const taken = await deps.rulings.findTaken(lines.map(({ draft }) => draft));
  const { head, translations } = deps.rulings;
  const reading = { ...deps, rulings: { head: eachOnce(head), translations } };
  const candidates = await inParallel(readsAtOnce, [...lines.entries()], async ([at, { line, draft }]) => {
    const by = taken[at];
    if (by !== undefined) {
      outcomes.set(line, { kind: 'skipped', rulingId: by });
      return [];
    }
    const first = await firstCommit(reading, { ...draft, texts: 'none' }, actor, 'import');
    if (!first.ok) {
      outcomes.set(line, { kind: 'refused', why: first.error });
      return [];
    }
    return [{ line, commit: toCommit(first.value) }];
  });
  return candidates.flat();
};

/** A ruling that was not changed since it was published: its last change of substance is its publication. */
const toCommit = ({ revision, event }: Pick<RulingCommit, 'revision' | 'event'>): RulingCommit => {
  const { publishedAt } = revision.content;
  const [changedAt = publishedAt] = [publishedAt, revision.changedAt].sort();
  return { event, revision: { ...revision, changedAt }, previous: undefined, idempotency: undefined };
};

/** Many lines may translate one ruling. */
const eachOnce = (head: RulingReader['head']): RulingReader['head'] => {
  const asked = new Map<RulingId, Promise<RulingHead | undefined>>();
  return (id) => {
    const answer = asked.get(id) ?? head(id);
    asked.set(id, answer);
    return answer;
  };
};
