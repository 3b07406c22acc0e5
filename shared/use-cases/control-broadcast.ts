import type { Actor } from '../domain/actor.ts';
import type { Broadcast, BroadcastStatus } from '../domain/broadcast.ts';
import type { BroadcastId } from '../domain/ids.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { chargedOf } from '../domain/text-counts.ts';
import type { TextPlan } from '../domain/text-messages.ts';
import type { BroadcastPatch, BroadcastStore } from '../ports/broadcast-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Queue } from '../ports/queue.ts';
import type { DueWork } from '../ports/timetable.ts';

export interface ControlDeps {
  readonly broadcasts: Pick<BroadcastStore, 'find' | 'setStatus' | 'tallies'>;
  readonly plans: Queue<TextPlan>;
  readonly clock: Clock;
  readonly log: Log;
}

/** What a person may do to a broadcast. `resend`: those are texted once more whose text is lost. */
export const controls = ['approve', 'pause', 'resume', 'cancel', 'resend'] as const;
export type Control = (typeof controls)[number];

export type ControlRefusal =
  | { readonly kind: 'not-found' }
  /** The broadcast has come too far for it, or not far enough. */
  | { readonly kind: 'not-now'; readonly status: BroadcastStatus }
  /** Another person than the author approves. */
  | { readonly kind: 'own-work' };

interface Step {
  readonly to: BroadcastStatus;
  readonly patch?: BroadcastPatch;
}

/** The statuses of a broadcast that has begun and is not over. */
const underWay: readonly BroadcastStatus[] = ['planning', 'awaiting-approval', 'sending', 'paused'];

/** The status of a broadcast that nobody holds any more: where it was, as far as it had come. */
const wayOf = ({ plannedAt, approval, approvedBy }: Broadcast): BroadcastStatus => {
  if (plannedAt === null) return 'planning';
  return approval !== 'none' && approvedBy === null ? 'awaiting-approval' : 'sending';
};

/** What an act leads to; undefined where it leads nowhere from here. */
const stepOf = (broadcast: Broadcast, control: Control, actor: Actor): Step | undefined => {
  const { status, approval, approvedBy } = broadcast;
  if (broadcast.kind === 'reply') return undefined;
  switch (control) {
    case 'approve': {
      if (approval === 'none' || approvedBy !== null || !underWay.includes(status)) return undefined;
      return { to: status === 'awaiting-approval' ? 'sending' : status, patch: { approvedBy: actor } };
    }
    case 'pause':
      if (status === 'paused' || !underWay.includes(status)) return undefined;
      return { to: 'paused', patch: { pausedBecause: 'person' } };
    case 'resume':
      if (status !== 'paused') return undefined;
      return { to: wayOf(broadcast), patch: { pausedBecause: null, ownErrors: 0 } };
    case 'cancel':
      return underWay.includes(status) ? { to: 'cancelled', patch: { pausedBecause: null } } : undefined;
    case 'resend':
      return status === 'done' || status === 'sending' ? { to: status } : undefined;
  }
};

/** Whether it is done already: whoever asks twice is answered twice. */
const isDone = ({ status, approvedBy }: Broadcast, control: Control, actor: Actor): boolean =>
  (control === 'pause' && status === 'paused') ||
  (control === 'cancel' && status === 'cancelled') ||
  (control === 'approve' && approvedBy?.id === actor.id);

/**
 * Approves, pauses, resumes or calls off a broadcast, also in the middle of a run: whoever sends reads the status before each handful of
 * texts. A look over the broadcast is due by the same transaction, and is put on its queue at once besides; it queues what may leave now.
 */
export const controlBroadcast =
  ({ broadcasts, plans, clock, log }: ControlDeps) =>
  async (id: BroadcastId, control: Control, actor: Actor): Promise<Result<Broadcast, ControlRefusal>> => {
    for (;;) {
      const broadcast = await broadcasts.find(id);
      if (!broadcast) return fail({ kind: 'not-found' });
      if (isDone(broadcast, control, actor)) return ok(broadcast);
      const step = stepOf(broadcast, control, actor);
      if (!step) return fail({ kind: 'not-now', status: broadcast.status });
      if (control === 'approve' && actor.id === broadcast.actor.id) return fail({ kind: 'own-work' });
      const next: TextPlan =
        control === 'resend' ? { kind: 'resend', broadcastId: id, actor } : { kind: 'recheck', broadcastId: id };
      const due = dueNow(next, id, clock.now());
      const { to } = step;
      const patch =
        control === 'resume' ? { ...step.patch, ...(await acceptedSoFar(broadcasts, id)) } : (step.patch ?? {});
      // somebody else moved it meanwhile: it is looked at once more
      if (!(await broadcasts.setStatus(id, broadcast.status, to, { patch, due }))) continue;
      await plans.send([next]);
      log.info('BROADCAST_CONTROLLED', { broadcastId: id, control, status: to, actorId: actor.id });
      return ok({ ...broadcast, ...patch, status: to });
    }
  };

/** Errors that count against a broadcast begin anew when it is resumed; so do the texts that they are a share of. */
const acceptedSoFar = async (broadcasts: Pick<BroadcastStore, 'tallies'>, id: BroadcastId): Promise<BroadcastPatch> => {
  const tallies = await broadcasts.tallies(id);
  return { acceptedAtResume: tallies.reduce((sum, { counts }) => sum + chargedOf(counts), 0) };
};

const dueNow = (plan: TextPlan, id: BroadcastId, now: number): DueWork => ({
  at: new Date(now).toISOString(),
  kind: 'controlled-texts',
  id,
  queue: 'text-plans',
  body: JSON.stringify(plan),
});
