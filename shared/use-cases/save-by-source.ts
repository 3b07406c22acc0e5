import { isDeepStrictEqual } from 'node:util';
import type { Actor } from '../domain/actor.ts';
import type { Edit } from '../domain/event.ts';
import type { RulingId } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Revision, RulingDraft } from '../domain/ruling.ts';
import type { Committed } from './commit-event.ts';
import { type PublishDeps, publishRuling, settle } from './publish-ruling.ts';
import { type ReviseFailure, reviseRuling } from './revise-ruling.ts';

export type Saved =
  | ({ readonly kind: 'published' | 'updated' } & Committed)
  | { readonly kind: 'unchanged'; readonly revision: Revision };

export type SaveFailure =
  | ReviseFailure
  /** The body differs from what stands, and the CMS did not say how much that matters. */
  | { readonly kind: 'edit-missing' }
  /** What was settled at publication can't change: the field's name. */
  | { readonly kind: 'settled'; readonly field: string };

/** A CMS that saves the same article again and again, under an id of its own: published once, then updated where it differs. */
export const saveBySource =
  (deps: PublishDeps) =>
  async (
    externalId: string,
    draft: RulingDraft,
    edit: { readonly kind: Edit; readonly note: string | null } | undefined,
    actor: Actor,
  ): Promise<Result<Saved, SaveFailure>> => {
    const { rulings } = deps;
    const known = await rulings.findByExternalId(externalId);
    if (known !== undefined) return saveAgain(deps, known, draft, edit, actor);
    const published = await publishRuling(deps)({ ...draft, externalId }, actor);
    if (published.ok) return ok({ kind: 'published', ...published.value });
    // two first saves at once: the second one is a save of what the first published
    return published.error.kind === 'external-id-taken'
      ? saveAgain(deps, published.error.by, draft, edit, actor)
      : published;
  };

const saveAgain = async (
  deps: PublishDeps,
  id: RulingId,
  draft: RulingDraft,
  edit: { readonly kind: Edit; readonly note: string | null } | undefined,
  actor: Actor,
): Promise<Result<Saved, SaveFailure>> => {
  const head = await deps.rulings.head(id);
  const standing = head && (await deps.rulings.revision(id, head.revision));
  if (!standing) return fail({ kind: 'not-found' });
  const { content } = standing;
  if (draft.slug !== content.slug) return fail({ kind: 'settled', field: '/slug' });
  const settled = {
    slug: content.slug,
    externalId: content.externalId,
    publishedAt: content.publishedAt,
    texts: content.texts,
  };
  const wanted = settle(deps, { ...draft, ...settled }, deps.clock.now());
  if (isDeepStrictEqual(wanted, content)) return ok({ kind: 'unchanged', revision: standing });
  if (!edit) return fail({ kind: 'edit-missing' });
  const ask = { kind: 'update', edit: edit.kind, note: edit.note, changes: wanted } as const;
  const revised = await reviseRuling(deps)(id, standing.revision, ask, actor);
  return revised.ok ? ok({ kind: 'updated', ...revised.value }) : revised;
};
