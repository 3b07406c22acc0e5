import { type Broadcast, maySend } from '../domain/broadcast.ts';
import { type CohortShard, zoneKeyOfShard } from '../domain/cohort.ts';
import type { EventMessage } from '../domain/event.ts';
import { audienceOf } from '../domain/text-counts.ts';
import type { TextBatch } from '../domain/text-messages.ts';
import type { Log } from '../ports/log.ts';
import type { Queue } from '../ports/queue.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import { countShard } from './count-shard.ts';
import { type FillDeps, fillShard } from './fill-shard.ts';
import { findOutdated } from './find-outdated.ts';
import { type FreezeDeps, type Frozen, freezeBroadcast, isTexted } from './freeze-broadcast.ts';
import { inParallel } from './in-parallel.ts';
import { queueTexts } from './queue-texts.ts';
import { openingOf } from './text-due-work.ts';

export interface PlanTextsDeps extends FreezeDeps, Omit<FillDeps, 'broadcasts'> {
  readonly subscribers: Pick<SubscriberStore, 'findMany' | 'cohort' | 'shards'>;
  readonly batches: Queue<TextBatch>;
  readonly log: Log;
}

/** Shards planned at a time. */
const lanes = 8;

/**
 * Plans the texts of an event: freezes its broadcast, gives each person of the audience a row, shard by shard, marks each shard when it
 * is whole, and queues it then. Comes again after a death anywhere: a marked shard is not planned again, only what still waits in it is
 * queued once more.
 */
export const planTexts =
  (deps: PlanTextsDeps) =>
  async ({ sequence }: Pick<EventMessage, 'sequence'>): Promise<void> => {
    const { rulings, broadcasts, subscribers, clock, log } = deps;
    const event = await rulings.event(sequence);
    if (!event) throw new Error(`there is no event ${sequence} in the log`);
    if (!isTexted(event)) {
      const outdated = await findOutdated(deps)(event);
      if (!outdated) return;
      if (outdated.status === 'planning') await planOutdated(deps, outdated);
    }
    const frozen = await freezeBroadcast(deps)(event);
    const { id } = frozen.broadcast;
    if (frozen.broadcast.status !== 'planning') return;

    const marked = new Set((await broadcasts.tallies(id)).map(({ shard }) => shard));
    const shards = await subscribers.shards();
    let audience = 0;
    await inParallel(lanes, shards, async (shard) => {
      // in two steps: "+= await" would read the sum before the wait, and lose what other lanes add meanwhile
      const people = await planShard(deps, frozen, shard, marked.has(shard));
      audience += people;
    });
    const plannedAt = new Date(clock.now()).toISOString();
    if (await broadcasts.setStatus(id, 'planning', audience === 0 ? 'done' : 'sending', { plannedAt }))
      log.info('TEXTS_PLANNED', { broadcastId: id, audience });
  };

/** Finishes the plan of a broadcast that is to be closed, so that all who are owed something have a row. Nobody is queued any more. */
const planOutdated = async (deps: PlanTextsDeps, { rulingId, eventRevision }: Broadcast): Promise<void> => {
  const revision = await deps.rulings.revision(rulingId, eventRevision);
  if (revision) await planTexts({ ...deps, batches: { send: async () => undefined } })(revision);
};

/** Plans one shard, unless it is marked, and queues whoever is pending in it. Answers how many people it has. */
const planShard = async (deps: PlanTextsDeps, frozen: Frozen, shard: CohortShard, marked: boolean): Promise<number> => {
  const { broadcasts, ledger, batches, windowAt, clock } = deps;
  const { broadcast, fresh } = frozen;
  if (!marked) {
    // a later event may have closed the broadcast meanwhile
    const now = await broadcasts.find(broadcast.id);
    if (!now || !maySend(now.status)) return 0;
    const met = await fillShard(deps)(frozen, shard);
    if (fresh && met === 0) return 0;
  }
  const { counts, pending } = await countShard(ledger, broadcast, shard);
  const people = audienceOf(counts);
  if (people === 0) return 0;
  if (!marked) {
    const window = windowAt(zoneKeyOfShard(shard), clock.now());
    const opens = window.open ? clock.now() : window.until;
    const opening = counts.states.deferred > 0 && opens !== null ? openingOf(broadcast.id, shard, opens) : undefined;
    await broadcasts.markPlanned(broadcast.id, shard, counts, opening);
  }
  await queueTexts(batches, broadcast, shard, pending);
  return people;
};
