import type { Actor } from '../domain/actor.ts';
import type { RulingEvent } from '../domain/event.ts';
import { makeId } from '../domain/ids.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import type { Result } from '../domain/result.ts';
import { fail, ok } from '../domain/result.ts';
import { firstRevision, type Revised } from '../domain/revise.ts';
import { type RulingContent, type RulingDraft, rulingContentSchema } from '../domain/ruling.ts';
import { checkSize, type TooLarge } from '../domain/ruling-size.ts';
import { scaleOf } from '../domain/scale-of-rating.ts';
import type { HtmlSanitizer } from '../ports/html-sanitizer.ts';
import type { RememberedAs, RulingReader } from '../ports/ruling-store.ts';
import { type CommitDeps, type CommitRefusal, type Committed, commitEvent, replay } from './commit-event.ts';
import { findTouched, type NothingToTranslate } from './find-touched.ts';

/** An old ruling is not news: it texts nobody unless the newsroom says so. */
const newsMs = 7 * 86_400_000;
/** An idempotency key is remembered for 24 h. */
const idempotencyMs = 86_400_000;

export interface PublishDeps extends CommitDeps {
  readonly newsroom: Newsroom;
  readonly sanitizeHtml: HtmlSanitizer;
}

/** `key` is unique to the caller and its `Idempotency-Key`; `requestHash` tells whether the request is the same. */
export interface Idempotency {
  readonly key: string;
  readonly requestHash: string;
}

/** How an answer that is given at `now` is remembered. */
export const remembered = (idempotency: Idempotency, now: number): RememberedAs => ({
  ...idempotency,
  expiresAt: new Date(now + idempotencyMs).toISOString(),
});

/** Settles what a draft leaves open: when it was published, whether phones hear of it, and HTML that is safe to show. */
export const settle = (
  { newsroom, sanitizeHtml }: Pick<PublishDeps, 'newsroom' | 'sanitizeHtml'>,
  draft: RulingDraft,
  now: number,
): RulingContent => {
  const publishedAt = draft.publishedAt ?? new Date(now).toISOString();
  const isNews = now - Date.parse(publishedAt) <= newsMs;
  return rulingContentSchema.parse({
    ...draft,
    publishedAt,
    scale: scaleOf(newsroom.ratingScales, draft.rating)?.id,
    bodyHtml: sanitizeHtml(draft.bodyHtml),
    texts: draft.texts ?? (isNews ? newsroom.texts.defaultMode : 'none'),
  });
};

/** Why a draft makes no ruling, whoever else writes. */
export type DraftRefusal = TooLarge | NothingToTranslate;

/** The first revision of a draft, and the event that announces it. */
export const firstCommit = async (
  deps: Pick<PublishDeps, 'newsroom' | 'sanitizeHtml' | 'clock' | 'random'> & {
    readonly rulings: Pick<RulingReader, 'head' | 'translations'>;
  },
  draft: RulingDraft,
  actor: Actor,
  origin: RulingEvent['origin'] = 'newsroom',
): Promise<Result<Revised, DraftRefusal>> => {
  const { clock, random, rulings } = deps;
  const touched = await findTouched(rulings, draft.translationOf);
  if (!touched.ok) return touched;
  const now = clock.now();
  const act = {
    ...{ eventId: makeId('event', now, random), at: new Date(now).toISOString(), actor },
    alsoTouched: touched.value,
  };
  const first = firstRevision(makeId('ruling', now, random), settle(deps, draft, now), act, origin);
  const size = checkSize(first.revision);
  return size.ok ? ok(first) : size;
};

export type PublishRefusal = CommitRefusal | DraftRefusal;

/** Publishes a ruling: its first revision, and the event that tells every channel. */
export const publishRuling =
  (deps: PublishDeps) =>
  async (draft: RulingDraft, actor: Actor, idempotency?: Idempotency): Promise<Result<Committed, PublishRefusal>> => {
    const { clock, rulings } = deps;
    const now = clock.now();
    const at = new Date(now).toISOString();
    if (idempotency) {
      const answer = await rulings.answerTo(idempotency.key, at);
      if (answer?.requestHash === idempotency.requestHash) return replay(rulings, answer);
      if (answer) return fail({ kind: 'idempotency-key-reused' });
    }
    const first = await firstCommit(deps, draft, actor);
    if (!first.ok) return first;
    return commitEvent(deps)({
      ...first.value,
      previous: undefined,
      idempotency: idempotency && remembered(idempotency, now),
    });
  };
