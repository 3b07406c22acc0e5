import { fail, type Result } from '../domain/result.ts';
import { rulingDraftSchema } from '../domain/ruling.ts';
import type { PublishMessage, ScheduledRuling, UnpublishedReason } from '../domain/scheduled-ruling.ts';
import type { ScheduledRulings } from '../ports/scheduled-rulings.ts';
import type { DueWork } from '../ports/timetable.ts';
import { type Committed, commitEvent } from './commit-event.ts';
import { firstCommit, type PublishDeps, type PublishRefusal } from './publish-ruling.ts';

export interface PublishScheduledDeps extends PublishDeps {
  readonly scheduledRulings: ScheduledRulings;
}

/** The log is busy for some seconds after a burst of writers: a queue would say it again after minutes only. */
const busyMs = 60_000;
/** So long after its time it is put back; if the log is busy still, the queue's alarm is to hear of it. */
const patienceMs = 15 * 60_000;

/**
 * A scheduled ruling's row in the Timetable. `early` makes each body its own: a sweep that has just put a row on its queue must not take
 * away the row that is put back because it came too soon.
 */
export const publishWork = ({ id, publishAt }: Pick<ScheduledRuling, 'id' | 'publishAt'>, early = 0): DueWork => ({
  at: publishAt,
  kind: 'publish',
  id,
  queue: 'scheduled-rulings',
  body: JSON.stringify({ scheduledId: id, early } satisfies PublishMessage),
});

/**
 * Publishes a ruling whose time has come. The commit takes the scheduled ruling away, so a message that comes twice, late, or after
 * somebody called it off finds nothing, and whoever dies at any line has published it or not begun. What is refused for good is
 * written down with it; where too many write it is put back into the Timetable; any other failure is thrown, and the message comes again.
 */
export const publishScheduled =
  (deps: PublishScheduledDeps) =>
  async ({ scheduledId, early }: PublishMessage): Promise<void> => {
    const { scheduledRulings, clock, log } = deps;
    const scheduled = await scheduledRulings.find(scheduledId);
    if (!scheduled || scheduled.failure) return;
    const due = Date.parse(scheduled.publishAt);
    // our clock is behind the sweep's
    if (clock.now() < due) return scheduledRulings.remind(publishWork(scheduled, early + 1));
    const outcome = await publish(deps, scheduled);
    if (outcome.ok || outcome.error.kind === 'called-off') return;
    const now = clock.now();
    if (outcome.error.kind === 'busy' && now - due < patienceMs)
      return scheduledRulings.remind({
        ...publishWork(scheduled, early),
        at: new Date(now + busyMs).toISOString(),
      });
    const reason = lastingReason(outcome.error);
    // logged first: who dies in between says it twice, and not never
    log.error('SCHEDULED_NOT_PUBLISHED', new Error(reason), { scheduledId, reason });
    await scheduledRulings.fail(scheduled, { reason, at: new Date(clock.now()).toISOString() });
  };

type Refusal = PublishRefusal | { readonly kind: 'invalid' };

const publish = async (deps: PublishScheduledDeps, scheduled: ScheduledRuling): Promise<Result<Committed, Refusal>> => {
  const { id, publishAt, actor } = scheduled;
  // the newsroom may have other scales since
  const draft = rulingDraftSchema(deps.newsroom).safeParse(scheduled.draft);
  if (!draft.success) return fail({ kind: 'invalid' });
  const first = await firstCommit(deps, draft.data, actor);
  if (!first.ok) return first;
  return commitEvent(deps)({
    ...first.value,
    previous: undefined,
    idempotency: undefined,
    scheduled: { id, publishAt },
  });
};

/** Throws for what may go better the next time. */
const lastingReason = ({ kind }: Exclude<Refusal, { kind: 'called-off' }>): UnpublishedReason => {
  if (kind === 'busy' || kind === 'changed' || kind === 'idempotency-key-reused')
    throw new Error(`a scheduled ruling could not be published: ${kind}`);
  return kind;
};
