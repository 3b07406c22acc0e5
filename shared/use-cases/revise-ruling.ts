import type { Actor } from '../domain/actor.ts';
import { makeId, type RulingId } from '../domain/ids.ts';
import { fail, type Result } from '../domain/result.ts';
import { nextRevision, type Revise, type ReviseRefusal } from '../domain/revise.ts';
import type { RulingChanges } from '../domain/ruling.ts';
import { checkSize, type TooLarge } from '../domain/ruling-size.ts';
import { type CommitRefusal, type Committed, commitEvent } from './commit-event.ts';
import { findTouched, type NothingToTranslate } from './find-touched.ts';
import type { PublishDeps } from './publish-ruling.ts';

export type ReviseFailure =
  | CommitRefusal
  | ReviseRefusal
  | TooLarge
  | NothingToTranslate
  | { readonly kind: 'not-found' }
  /** The ruling has another revision than the one the editor saw. */
  | { readonly kind: 'stale'; readonly revision: number };

/**
 * Updates, corrects or retracts a ruling that the editor saw at revision `seen`. Of several at once, one wins; the others are stale.
 */
export const reviseRuling =
  (deps: PublishDeps) =>
  async (id: RulingId, seen: number, ask: Revise, actor: Actor): Promise<Result<Committed, ReviseFailure>> => {
    const { rulings, clock, random, newsroom, sanitizeHtml } = deps;
    const head = await rulings.head(id);
    if (!head) return fail({ kind: 'not-found' });
    if (head.revision !== seen) return fail({ kind: 'stale', revision: head.revision });
    const old = await rulings.revision(id, seen);
    if (!old) throw new Error(`the head of ${id} names a revision that does not exist`);

    const now = clock.now();
    const {
      translationOf = head.translationOf,
      url,
      language,
    }: RulingChanges = ask.kind === 'retraction' ? {} : ask.changes;
    const relinks = ask.kind === 'retraction' || url !== undefined || language !== undefined;
    const touched = await findTouched(rulings, translationOf, head, relinks);
    if (!touched.ok) return touched;
    const at = new Date(now).toISOString();
    const act = { eventId: makeId('event', now, random), at, actor, alsoTouched: touched.value };
    const next = nextRevision(old, sanitized(ask, sanitizeHtml), act, newsroom.ratingScales);
    if (!next.ok) return next;
    const size = checkSize(next.value.revision);
    if (!size.ok) return size;
    const outcome = await commitEvent(deps)({ ...next.value, previous: head, idempotency: undefined });
    if (outcome.ok || outcome.error.kind !== 'changed') return outcome;
    return fail({ kind: 'stale', revision: (await rulings.head(id))?.revision ?? seen });
  };

const sanitized = (ask: Revise, sanitizeHtml: PublishDeps['sanitizeHtml']): Revise =>
  ask.kind === 'retraction' || ask.changes.bodyHtml === undefined
    ? ask
    : { ...ask, changes: { ...ask.changes, bodyHtml: sanitizeHtml(ask.changes.bodyHtml) } };
