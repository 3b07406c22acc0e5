import type { Actor } from '../domain/actor.ts';
import { makeId } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { RulingDraft } from '../domain/ruling.ts';
import { type ScheduledEntry, type ScheduledRuling, toScheduledEntry } from '../domain/scheduled-ruling.ts';
import type { IdempotentAnswer } from '../ports/ruling-store.ts';
import type { ScheduledRulings } from '../ports/scheduled-rulings.ts';
import { type CommitRefusal, type Committed, replay } from './commit-event.ts';
import {
  firstCommit,
  type Idempotency,
  type PublishDeps,
  type PublishRefusal,
  publishRuling,
  remembered,
} from './publish-ruling.ts';
import { publishWork } from './publish-scheduled.ts';

/** A ruling is scheduled at most a year ahead: what is further off is a slip of the pen. */
const furthestMs = 366 * 86_400_000;

export interface ScheduleDeps extends PublishDeps {
  readonly scheduledRulings: ScheduledRulings;
}

/** What became of a ruling that was handed in. */
export type Accepted =
  | ({ readonly kind: 'published' } & Committed)
  | { readonly kind: 'scheduled'; readonly scheduled: ScheduledEntry; readonly replayed: boolean };

/** `dated-before`: it would come out as news of the past. */
export type ScheduleRefusal = PublishRefusal | { readonly kind: 'too-far-ahead' | 'dated-before' };

/** Publishes a ruling, or schedules it where `publishAt` is still to come. */
export const publishOrSchedule =
  (deps: ScheduleDeps) =>
  async (
    draft: RulingDraft,
    publishAt: string | null,
    actor: Actor,
    idempotency?: Idempotency,
  ): Promise<Result<Accepted, ScheduleRefusal>> => {
    const { rulings, clock } = deps;
    const now = clock.now();
    if (publishAt !== null && idempotency) {
      // before anything is compared with the clock: what was scheduled may come again when its time has come
      const answer = await rulings.answerTo(idempotency.key, new Date(now).toISOString());
      if (answer) return answerAgain(deps, idempotency, answer);
    }
    return publishAt === null || Date.parse(publishAt) <= now
      ? published(await publishRuling(deps)(draft, actor, idempotency))
      : schedule(deps, draft, publishAt, actor, now, idempotency);
  };

const published = <Refusal>(outcome: Result<Committed, Refusal>): Result<Accepted, Refusal> =>
  outcome.ok ? ok({ kind: 'published', ...outcome.value }) : outcome;

const answerAgain = async (
  { rulings }: ScheduleDeps,
  { requestHash }: Idempotency,
  answer: IdempotentAnswer,
): Promise<Result<Accepted, CommitRefusal>> => {
  if (answer.requestHash !== requestHash) return fail({ kind: 'idempotency-key-reused' });
  return 'scheduled' in answer
    ? ok({ kind: 'scheduled', scheduled: answer.scheduled, replayed: true })
    : published(await replay(rulings, answer));
};

/**
 * The draft is held against everything that publishing would, but for what others do until then. Whether phones hear of it is settled
 * here: what was planned holds also where it is published late.
 */
const schedule = async (
  deps: ScheduleDeps,
  draft: RulingDraft,
  publishAt: string,
  actor: Actor,
  now: number,
  idempotency?: Idempotency,
): Promise<Result<Accepted, ScheduleRefusal>> => {
  const { scheduledRulings, random, log } = deps;
  const due = Date.parse(publishAt);
  if (due - now > furthestMs) return fail({ kind: 'too-far-ahead' });
  if (draft.publishedAt !== null && Date.parse(draft.publishedAt) < due) return fail({ kind: 'dated-before' });
  const first = await firstCommit(deps, draft, actor);
  if (!first.ok) return first;
  const { bodyHtml, texts } = first.value.revision.content;
  const taken = await findTaken(deps, draft);
  if (taken) return fail(taken);
  const scheduled: ScheduledRuling = {
    id: makeId('scheduled', now, random),
    publishAt,
    // as it was measured: what the sanitiser takes out may be more than a row holds
    draft: { ...draft, bodyHtml, texts },
    actor,
    createdAt: new Date(now).toISOString(),
    failure: null,
  };
  const remember = idempotency && remembered(idempotency, now);
  const outcome = await scheduledRulings.schedule(scheduled, publishWork(scheduled), remember);
  if (outcome.kind === 'answered' && idempotency) return answerAgain(deps, idempotency, outcome.answer);
  log.info('RULING_SCHEDULED', { scheduledId: scheduled.id, publishAt });
  return ok({ kind: 'scheduled', scheduled: toScheduledEntry(scheduled), replayed: false });
};

const findTaken = async (
  { rulings }: ScheduleDeps,
  { slug, externalId }: RulingDraft,
): Promise<Extract<CommitRefusal, { by: unknown }> | undefined> => {
  const other = externalId === null ? undefined : await rulings.findByExternalId(externalId);
  if (other) return { kind: 'external-id-taken', by: other };
  const [by] = await rulings.findTaken([{ slug, externalId: null }]);
  return by && { kind: 'slug-taken', by };
};
