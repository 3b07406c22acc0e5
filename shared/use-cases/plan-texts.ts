import { type Broadcast, type BroadcastStatus, type EventBroadcast, maySend } from '../domain/broadcast.ts';
import { isApprovalOwed, isBeingPlanned } from '../domain/broadcast-plan.ts';
import { type CohortShard, zoneKeyOfShard } from '../domain/cohort.ts';
import { type EventMessage, eventMessageSchema } from '../domain/event.ts';
import type { BroadcastId } from '../domain/ids.ts';
import { audienceOf } from '../domain/text-counts.ts';
import type { TextPlan } from '../domain/text-messages.ts';
import type { PlannedShard } from '../ports/broadcast-store.ts';
import type { Log } from '../ports/log.ts';
import type { Queue } from '../ports/queue.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import type { InTurn } from './add-people.ts';
import { countShard } from './count-shard.ts';
import { type FillDeps, fillShard } from './fill-shard.ts';
import { findOutdated } from './find-outdated.ts';
import { formerZones } from './former-zones.ts';
import { type FreezeDeps, type Frozen, freezeBroadcast, isTexted } from './freeze-broadcast.ts';
import { holdOvertaken } from './hold-overtaken.ts';
import { inParallel } from './in-parallel.ts';
import { type QueueTextsDeps, queueTexts } from './queue-texts.ts';
import { openingOf } from './text-due-work.ts';

export type PlanTextsDeps = FreezeDeps &
  Omit<FillDeps, 'inTurn' | 'formerZones'> &
  QueueTextsDeps & {
    readonly subscribers: Pick<SubscriberStore, 'findMany' | 'cohort' | 'shards'>;
    readonly plans: Queue<TextPlan>;
    readonly log: Log;
  };

/**
 * Shards planned at a time. A table that was idle takes 4,000 write units a second, and a row costs two: four shards of 60,000 people, which
 * is a million in one zone, are two minutes then.
 */
const lanes = 4;
/** The function has 5 minutes, and shards take two and a half at most: after so long no other is begun. */
const beginWithinMs = 120_000;
/** Words that are wrong are closed after so long, though some who are owed something may have no row yet; a plan of a million takes minutes. */
const planOvertakenWithinMs = 3_600_000;

/**
 * Plans the texts of an event: freezes its broadcast, gives each person of the audience a row, shard by shard, marks each shard when it
 * is whole, and queues it then, unless the broadcast waits for an approval or the end of its hold. Where the time is not enough, the event
 * goes on the queue again. Comes again after a death anywhere, and may run beside itself: rows are only ever added, a shard is marked once,
 * a marked one is not planned again, and one that is marked and was not queued is queued then.
 */
export const planTexts =
  (deps: PlanTextsDeps) =>
  async ({ sequence }: Pick<EventMessage, 'sequence'>): Promise<void> => {
    const { rulings, plans, clock } = deps;
    const until = clock.now() + beginWithinMs;
    const event = await rulings.event(sequence);
    if (!event) throw new Error(`there is no event ${sequence} in the log`);
    if (!isTexted(event)) {
      const outdated = await findOutdated(deps)(event);
      if (!outdated) return;
      // held, and planned to its end before it is closed, so that all who are owed something have a row
      const { unplanned } = outdated;
      if (unplanned && !(await endOvertaken(deps, await holdOvertaken(deps)(unplanned, event), until)))
        return plans.send([eventMessageSchema.parse(event)]);
    }
    const frozen = await freezeBroadcast(deps)(event);
    if (!isBeingPlanned(frozen.broadcast)) return;
    if (!(await plan(deps, frozen, until))) await plans.send([eventMessageSchema.parse(event)]);
  };

/** Plans what was overtaken to its end; false where it is to be gone on with. One that cannot be planned is given up in the end. */
const endOvertaken = async (deps: PlanTextsDeps, overtaken: EventBroadcast, until: number): Promise<boolean> => {
  const { clock, log } = deps;
  const { id } = overtaken;
  const since = Date.parse(overtaken.overtaken?.at ?? overtaken.createdAt);
  const isGivenUp = (): boolean => clock.now() - since > planOvertakenWithinMs;
  if (!isBeingPlanned(overtaken)) return true;
  try {
    return (await planOvertaken(deps, overtaken, until)) || isGivenUp();
  } catch (error) {
    if (!isGivenUp()) throw error;
    log.error('TEXTS_PLAN_GIVEN_UP', error, { broadcastId: id });
    return true;
  }
};

const planOvertaken = async (deps: PlanTextsDeps, overtaken: EventBroadcast, until: number): Promise<boolean> => {
  const { rulings } = deps;
  const revision = await rulings.revision(overtaken.rulingId, overtaken.eventRevision);
  const event = revision && (await rulings.event(revision.sequence));
  if (!event) throw new Error(`the event of ${overtaken.id} is not in the log`);
  return plan(deps, await freezeBroadcast(deps)(event), until);
};

/** Plans what is not planned yet; false where the time was not enough. */
const plan = async (deps: PlanTextsDeps, frozen: Frozen, until: number): Promise<boolean> => {
  const { broadcasts, subscribers, clock } = deps;
  const { id } = frozen.broadcast;
  const inTurn = oneAfterTheOther();
  const former = onceOnly(() => formerZones(deps)(frozen.earlier));
  const marked = new Map((await broadcasts.tallies(id)).map((planned) => [planned.shard, planned]));
  const shards = await subscribers.shards();
  let audience = 0;
  let isWhole = true;
  let isHeldBack = false;
  await inParallel(lanes, shards, async (shard) => {
    if (clock.now() >= until) {
      isWhole = false;
      return;
    }
    const planned = await planShard({ ...deps, inTurn, formerZones: former }, frozen, shard, marked.get(shard));
    audience += planned.people;
    if (planned.isHeldBack) isHeldBack = true;
  });
  if (isWhole) await endPlan(deps, id, audience, isHeldBack);
  return isWhole;
};

/** A shard's people; `isHeldBack`: some of them might be queued, but for a hold, a pause or an approval that is owed. */
interface Planned {
  readonly people: number;
  readonly isHeldBack: boolean;
}

/** Plans one shard, unless it is marked, and queues whoever is pending in it, if nobody did. */
const planShard = async (
  deps: PlanTextsDeps & FillDeps,
  frozen: Frozen,
  shard: CohortShard,
  marked: PlannedShard | undefined,
): Promise<Planned> => {
  const { broadcasts, ledger, windowAt, clock } = deps;
  const { broadcast, fresh } = frozen;
  if (marked && (marked.queuedAt !== null || marked.counts.states.pending === 0))
    return { people: audienceOf(marked.counts), isHeldBack: false };
  // a later event may have closed the broadcast meanwhile
  const now = await broadcasts.find(broadcast.id);
  if (!now || !isBeingPlanned(now)) return { people: 0, isHeldBack: false };
  if (!marked) {
    const met = await fillShard(deps)(frozen, shard);
    if (fresh && met === 0) return { people: 0, isHeldBack: false };
  }
  const { counts, pending } = await countShard(ledger, broadcast, shard);
  const people = audienceOf(counts);
  if (people === 0) return { people, isHeldBack: false };
  if (!marked) {
    const window = windowAt(zoneKeyOfShard(shard), clock.now());
    const opens = window.open ? clock.now() : window.until;
    const opening = counts.states.deferred > 0 && opens !== null ? openingOf(broadcast.id, shard, opens) : undefined;
    await broadcasts.markPlanned(broadcast.id, shard, counts, opening);
  }
  const mayLeave = maySend(now, clock.now());
  if (mayLeave) await queueTexts(deps)(broadcast, shard, pending);
  return { people, isHeldBack: !mayLeave && people > 0 };
};

/**
 * Everybody has a row: the broadcast moves on from being planned. An approval, or the end of the hold, may have come while what was planned
 * was still held back: then it is looked over at once, instead of at its next time.
 */
const endPlan = async (deps: PlanTextsDeps, id: BroadcastId, audience: number, isHeldBack: boolean): Promise<void> => {
  const { broadcasts, plans, clock, log } = deps;
  for (;;) {
    const now = await broadcasts.find(id);
    if (!now || !isBeingPlanned(now)) return;
    const plannedAt = new Date(clock.now()).toISOString();
    // somebody else moved it meanwhile: it is looked at once more
    if (await broadcasts.setStatus(id, now.status, statusAfter(now, audience), { patch: { plannedAt } })) break;
  }
  log.info('TEXTS_PLANNED', { broadcastId: id, audience });
  const after = isHeldBack ? await broadcasts.find(id) : undefined;
  const mayLeave = after?.status === 'sending' || after?.status === 'awaiting-approval';
  if (after && mayLeave && maySend({ ...after, status: 'sending' }, clock.now()))
    await plans.send([{ kind: 'recheck', broadcastId: id }]);
};

const statusAfter = (broadcast: Broadcast, audience: number): BroadcastStatus => {
  if (audience === 0) return 'done';
  if (broadcast.status !== 'planning') return broadcast.status;
  return isApprovalOwed(broadcast) ? 'awaiting-approval' : 'sending';
};

const oneAfterTheOther = (): InTurn => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work);
    // who comes next waits for the end of this one, and not for its success
    last = next.catch(() => undefined);
    return next;
  };
};

const onceOnly = <Answer>(ask: () => Promise<Answer>): (() => Promise<Answer>) => {
  let answer: Promise<Answer> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
};
