import { type DigestBroadcast, maySend } from '../domain/broadcast.ts';
import { isBeingPlanned } from '../domain/broadcast-plan.ts';
import { type CohortShard, zoneKeyOfShard } from '../domain/cohort.ts';
import { digestIdOf, digestSince } from '../domain/digest.ts';
import { type BroadcastId, timeOfId } from '../domain/ids.ts';
import type { WindowAt } from '../domain/quiet-hours.ts';
import { audienceOf } from '../domain/text-counts.ts';
import type { DigestDue, TextPlan } from '../domain/text-messages.ts';
import type { ZoneKey } from '../domain/time-zone.ts';
import type { BroadcastStore, PlannedShard } from '../ports/broadcast-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Queue } from '../ports/queue.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import type { TextLedger } from '../ports/text-ledger.ts';
import { addDigestReaders, type DigestPlan } from './add-digest-readers.ts';
import { chooseDigestItems, type DigestItemsDeps } from './choose-digest-items.ts';
import { countShard } from './count-shard.ts';
import { overtakenSince } from './freeze-broadcast.ts';
import { inParallel } from './in-parallel.ts';
import { queueTexts, type TextQueues } from './queue-texts.ts';
import { takeOutOvertaken } from './take-out-overtaken.ts';
import { openingOf, recheckOf } from './text-due-work.ts';

export interface PlanDigestDeps extends DigestItemsDeps {
  readonly broadcasts: Omit<BroadcastStore, 'newest'>;
  readonly ledger: Pick<TextLedger, 'addAll' | 'pages' | 'find' | 'findMany' | 'move'>;
  readonly subscribers: Pick<SubscriberStore, 'shards' | 'cohort'>;
  readonly queues: TextQueues;
  /** Where a plan that had no time for everybody goes on. */
  readonly plans: Queue<TextPlan>;
  readonly windowAt: WindowAt;
  readonly clock: Clock;
  readonly log: Log;
}

/** Shards planned at a time. */
const lanes = 8;
/** The function has 5 minutes, and shards take two and a half at most: after so long no other is begun. */
const beginWithinMs = 120_000;

/**
 * Plans one zone's digest of one morning: freezes its rulings, gives each person who wants any of them, and has not heard of them, a row,
 * and queues the texts. Comes again after a death anywhere, or for what it had no time for: a frozen digest stays as it is, a marked shard is
 * not planned again. Nothing is approved here: an editor said of each ruling that phones are to hear of it. Who holds it holds what is queued,
 * and not the plan.
 */
export const planDigest =
  (deps: PlanDigestDeps) =>
  async (due: DigestDue): Promise<void> => {
    const { broadcasts, subscribers, plans, clock } = deps;
    const until = clock.now() + beginWithinMs;
    const digest = await freezeDigest(deps, due);
    if (!digest || !isBeingPlanned(digest)) return;
    const marked = new Map((await broadcasts.tallies(digest.id)).map((planned) => [planned.shard, planned]));
    const all = await subscribers.shards();
    const shards = all.filter((shard) => zoneKeyOfShard(shard) === due.zones);
    const plan = await preparePlan(deps, digest, [...new Set(all.map(zoneKeyOfShard))]);
    const people = await inParallel(lanes, shards, async (shard) =>
      clock.now() < until ? planShard(deps, plan, shard, marked.get(shard)) : undefined,
    );
    if (people.includes(undefined)) return plans.send([due]);
    await endPlan(
      deps,
      digest.id,
      people.reduce<number>((sum, count) => sum + (count ?? 0), 0),
    );
  };

/** Everybody has a row: the digest moves on from being planned, and stays held where somebody holds it. */
const endPlan = async (
  { broadcasts, clock, log }: PlanDigestDeps,
  id: BroadcastId,
  audience: number,
): Promise<void> => {
  for (;;) {
    const now = await broadcasts.find(id);
    if (!now || !isBeingPlanned(now)) return;
    const patch = { plannedAt: new Date(clock.now()).toISOString() };
    const to = now.status === 'paused' ? 'paused' : audience === 0 ? 'done' : 'sending';
    // somebody else moved it meanwhile: it is looked at once more
    if (await broadcasts.setStatus(id, now.status, to, { patch })) break;
  }
  log.info('TEXTS_PLANNED', { broadcastId: id, audience });
};

/** The digest as it is frozen; undefined where nothing was published for it. */
const freezeDigest = async (
  deps: PlanDigestDeps,
  { zones, frequency, at }: Omit<DigestDue, 'kind'>,
): Promise<DigestBroadcast | undefined> => {
  const { broadcasts, clock } = deps;
  const opens = Date.parse(at);
  const id = digestIdOf(zones, frequency, opens);
  const known = await digestWith(deps, id);
  if (known) return known;
  const items = await chooseDigestItems(deps)(id, digestSince(frequency, opens), opens);
  if (items.length === 0) return undefined;
  const made: DigestBroadcast = {
    ...{ id, kind: 'digest', status: 'planning', zones, frequency, items: [...items] },
    actor: { kind: 'platform', id: 'platform', name: 'Rulingwire' },
    createdAt: new Date(clock.now()).toISOString(),
    ...{ plannedAt: null, holdUntil: null, approval: 'none', approvedBy: null, pausedBecause: null, ownErrors: 0 },
  };
  await broadcasts.freeze(made, recheckOf(made, clock.now(), { somebodyWaits: true }));
  return digestWith(deps, id);
};

const digestWith = async ({ broadcasts }: PlanDigestDeps, id: BroadcastId): Promise<DigestBroadcast | undefined> => {
  const found = await broadcasts.find(id);
  return found?.kind === 'digest' ? found : undefined;
};

const preparePlan = async (
  deps: PlanDigestDeps,
  digest: DigestBroadcast,
  zones: readonly ZoneKey[],
): Promise<DigestPlan> => {
  const items = await inParallel(lanes, digest.items, async ({ rulingId, revision }) => ({
    spoke: (await deps.broadcasts.ofRuling(rulingId)).filter(({ id }) => id !== digest.id),
    overtaken: await overtakenSince(deps)(rulingId, revision),
  }));
  return {
    digest,
    zones,
    open: new Set(items.flatMap(({ overtaken }, place) => (overtaken ? [] : [place]))),
    spoke: items.map(({ spoke }) => spoke),
    since: new Date(digestSince(digest.frequency, timeOfId(digest.id))).toISOString(),
  };
};

/** Plans one shard, unless it is marked, and queues whoever is pending in it, if nobody did. Answers how many people it has. */
const planShard = async (
  deps: PlanDigestDeps,
  plan: DigestPlan,
  shard: CohortShard,
  marked: PlannedShard | undefined,
): Promise<number> => {
  const { broadcasts, ledger, windowAt, clock } = deps;
  const { digest } = plan;
  if (marked && marked.queuedAt !== null) return audienceOf(marked.counts);
  const now = await broadcasts.find(digest.id);
  if (!now || !isBeingPlanned(now)) return 0;
  if (!marked) {
    await addDigestReaders(deps)(plan, shard);
    await takeOutOvertaken(deps)(digest, shard);
  }
  const { counts, pending } = await countShard(ledger, digest, shard);
  const people = audienceOf(counts);
  if (people === 0) return 0;
  if (!marked) {
    const window = windowAt(zoneKeyOfShard(shard), clock.now());
    const opens = window.open ? clock.now() : window.until;
    const opening = counts.states.deferred > 0 && opens !== null ? openingOf(digest.id, shard, opens) : undefined;
    await broadcasts.markPlanned(digest.id, shard, counts, opening);
  }
  if (maySend(now, clock.now())) await queueTexts(deps)(digest, shard, pending);
  return people;
};
