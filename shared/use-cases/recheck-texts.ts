import {
  type Broadcast,
  type BroadcastStatus,
  type DigestBroadcast,
  isClosed,
  type LedgerRow,
  maySend,
} from '../domain/broadcast.ts';
import { isApprovalOwed, isBeingPlanned } from '../domain/broadcast-plan.ts';
import { type CohortShard, zoneKeyOfShard } from '../domain/cohort.ts';
import type { BroadcastId } from '../domain/ids.ts';
import { audienceOf, noCounts, plus, type TextCounts } from '../domain/text-counts.ts';
import { unfinished } from '../domain/text-ledger.ts';
import type { PlannedShard } from '../ports/broadcast-store.ts';
import { countShard } from './count-shard.ts';
import { inParallel } from './in-parallel.ts';
import { type MendDeps, mendRows } from './mend-rows.ts';
import { type PlanTextsDeps, planTexts } from './plan-texts.ts';
import { queueTexts } from './queue-texts.ts';
import { reopen } from './resend-lost.ts';
import { nextLookAt } from './resolve-unknown.ts';
import { takeOutOvertaken } from './take-out-overtaken.ts';
import { openingOf, recheckOf } from './text-due-work.ts';

export type RecheckDeps = PlanTextsDeps &
  MendDeps & {
    /** How many batches are on the queues of send-texts; about, and a few seconds old. */
    readonly queueDepth: () => Promise<number>;
    /** Whether texts are held, in a pause of their channel or after it: what was queued counts in no depth then. */
    readonly textsHeld: () => Promise<boolean>;
    /** Plans a digest to its end. */
    readonly finishDigest: (digest: DigestBroadcast) => Promise<void>;
  };

const lanes = 8;
/** After so long batches that were queued are no longer there: SQS hands them to the dead letters, and a day's window is over. */
const queuedAgainMs = 24 * 3_600_000;
/** The function has 5 minutes: texts in doubt are looked for in the first two, the others at the next look. */
const resolveWithinMs = 120_000;

/**
 * Looks a broadcast over, so that nothing stays stuck wherever a process died: an unfinished plan is finished, who is pending is queued
 * again, who is deferred has an opening, a text left in the middle of posting counts as unknown and is never posted again, one in doubt is
 * looked for, and the tallies are counted anew from the ledger. Who waits in a closed broadcast is taken out of it; one that is held is
 * looked over too, and nobody of it is queued. It moves rows only forward, so it may run twice, beside itself, and die anywhere.
 *
 * Where it is `scheduled`, batches are put on the queue again only where none can be there: a broadcast of a million at a slow sender's
 * speed would otherwise be on it a dozen times. Without it, somebody let the broadcast go on, after which its batches had been used up.
 */
export const recheckTexts =
  (deps: RecheckDeps) =>
  async (id: BroadcastId, scheduled = false): Promise<void> => {
    const { broadcasts, clock, log } = deps;
    const before = await broadcasts.find(id);
    if (!before || before.kind === 'reply') return;
    await remindOfNext(deps, before);
    if (before.overtaken && !isClosed(before.status)) await planTexts(deps)({ sequence: before.overtaken.by });
    else if (isBeingPlanned(before)) await finishPlan(deps, before);
    const broadcast = await moveOn(deps, before);
    if (isBeingPlanned(broadcast)) return;
    const total = await lookOverShards(deps, broadcast, scheduled);
    const somebodyWaits = unfinished.some((state) => total.counts.states[state] > 0);
    const due = recheckOf(broadcast, clock.now(), { somebodyWaits, nextLook: total.nextLook });
    const to = statusAfter(broadcast, somebodyWaits);
    // who lost the race for the status is followed by a look of whoever won it
    const moved = await broadcasts.setStatus(id, broadcast.status, to, due ? { due } : {});
    if (!moved && due) await broadcasts.remind(due);
    log.info('TEXTS_RECHECKED', { broadcastId: id, status: to, ...total.counts.states });
    // lost texts were put back while a look-over took it for done: then it is open again, and who waits is queued
    if (to === 'done' && somebodyWaits && (await reopen(deps)(id))?.status === 'sending')
      await deps.plans.send([{ kind: 'recheck', broadcastId: id }]);
  };

/**
 * Puts the next look into the Timetable before anything is done: one that fails, or whose message is given up after five tries, is not the
 * last. Should the look end well, its own next one is the same row, or comes sooner.
 */
const remindOfNext = async ({ broadcasts, clock }: RecheckDeps, broadcast: Broadcast): Promise<void> => {
  const { states } = (await broadcasts.tallies(broadcast.id)).reduce(
    (sum, { counts }) => plus(sum, counts),
    noCounts(),
  );
  const somebodyWaits =
    isBeingPlanned(broadcast) || states.unknown > 0 || unfinished.some((state) => states[state] > 0);
  const due = recheckOf(broadcast, clock.now(), { somebodyWaits });
  if (due) await broadcasts.remind(due);
};

const finishPlan = async (deps: RecheckDeps, broadcast: Exclude<Broadcast, { kind: 'reply' }>): Promise<void> => {
  if (broadcast.kind === 'digest') return deps.finishDigest(broadcast);
  const revision = await deps.rulings.revision(broadcast.rulingId, broadcast.eventRevision);
  if (revision) await planTexts(deps)(revision);
};

/** The broadcast as it is now; one that waited for an approval, and has it, is being sent. */
const moveOn = async ({ broadcasts }: RecheckDeps, before: Broadcast): Promise<Broadcast> => {
  const now = (await broadcasts.find(before.id)) ?? before;
  if (now.status !== 'awaiting-approval' || isApprovalOwed(now)) return now;
  await broadcasts.setStatus(now.id, 'awaiting-approval', 'sending');
  return (await broadcasts.find(now.id)) ?? now;
};

const statusAfter = ({ status }: Broadcast, somebodyWaits: boolean): BroadcastStatus =>
  status === 'sending' && !somebodyWaits ? 'done' : status;

interface LookedOver {
  readonly counts: TextCounts;
  /** When a text in doubt is to be looked for next. */
  readonly nextLook: number | undefined;
}

const lookOverShards = async (deps: RecheckDeps, broadcast: Broadcast, scheduled: boolean): Promise<LookedOver> => {
  const { broadcasts, clock, queueDepth } = deps;
  const textsHeld = await deps.textsHeld();
  const planned = new Map((await broadcasts.tallies(broadcast.id)).map((each) => [each.shard, each]));
  // whoever planned it may have died with rows in a shard that is not marked, and nobody plans a closed one to its end
  const halfPlanned = isClosed(broadcast.status) && broadcast.plannedAt === null;
  const shards = halfPlanned ? await deps.subscribers.shards() : [...planned.keys()];
  let depth: Promise<number> | undefined;
  const mayBeQueued = async (marked: PlannedShard | undefined): Promise<boolean> => {
    if (!scheduled || !marked?.queuedAt) return true;
    if (textsHeld) return false;
    if (clock.now() - Date.parse(marked.queuedAt) > queuedAgainMs) return true;
    depth ??= queueDepth();
    return (await depth) === 0;
  };
  const resolveUntil = clock.now() + resolveWithinMs;
  let counts = noCounts();
  let nextLook: number | undefined;
  await inParallel(lanes, shards, async (shard) => {
    const marked = planned.get(shard);
    const found = await countShard(deps.ledger, broadcast, shard, async (page) => {
      const rows = await mendRows(deps)(broadcast, page, resolveUntil);
      nextLook = soonest(nextLook, rows);
      return rows;
    });
    if (marked) await broadcasts.setTally(broadcast.id, shard, found.counts);
    else if (audienceOf(found.counts) > 0) await broadcasts.markPlanned(broadcast.id, shard, found.counts, undefined);
    await letLeave(deps, broadcast, shard, found, () => mayBeQueued(marked));
    counts = plus(counts, found.counts);
  });
  return { counts, nextLook };
};

const soonest = (before: number | undefined, rows: readonly LedgerRow[]): number | undefined =>
  rows.reduce(
    (soonest, row) =>
      row.state === 'unknown' ? Math.min(soonest ?? Number.POSITIVE_INFINITY, nextLookAt(row)) : soonest,
    before,
  );

/** Queues who waits in a shard, where that may leave now; whoever is deferred has an opening. */
const letLeave = async (
  deps: RecheckDeps,
  broadcast: Broadcast,
  shard: CohortShard,
  { pending, deferred }: Awaited<ReturnType<typeof countShard>>,
  mayBeQueued: () => Promise<boolean>,
): Promise<void> => {
  const { broadcasts, windowAt, clock } = deps;
  if (!maySend(broadcast, clock.now())) return;
  const window = windowAt(zoneKeyOfShard(shard), clock.now());
  const waiting = window.open ? [...pending, ...deferred] : pending;
  // lost texts that were put back, and then overtaken, while whoever put them back died
  if (broadcast.kind === 'digest' && waiting.length > 0) await takeOutOvertaken(deps)(broadcast, shard);
  if (waiting.length > 0 && (await mayBeQueued())) await queueTexts(deps)(broadcast, shard, waiting);
  if (!window.open && window.until !== null && deferred.length > 0)
    await broadcasts.remind(openingOf(broadcast.id, shard, window.until));
};
