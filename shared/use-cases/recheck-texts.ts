import { type Broadcast, isClosed, type LedgerRow, maySend } from '../domain/broadcast.ts';
import type { CohortShard } from '../domain/cohort.ts';
import type { BroadcastId } from '../domain/ids.ts';
import { audienceOf, noCounts, plus } from '../domain/text-counts.ts';
import { awaiting, stalePostingMs, unfinished } from '../domain/text-ledger.ts';
import type { Log } from '../ports/log.ts';
import { advanceText } from './advance-text.ts';
import { countShard } from './count-shard.ts';
import { inParallel } from './in-parallel.ts';
import { type OpenShardDeps, openShard } from './open-shard.ts';
import { type PlanTextsDeps, planTexts } from './plan-texts.ts';
import { queueTexts } from './queue-texts.ts';
import { recheckOf } from './text-due-work.ts';

export type RecheckDeps = PlanTextsDeps & OpenShardDeps & { readonly log: Log };

const lanes = 8;

/**
 * Looks a broadcast over, so that nothing stays stuck wherever a process died: an unfinished plan is finished, who is pending is queued
 * again, who is deferred has an opening, a text left in the middle of posting counts as unknown and is never posted again, and the
 * tallies are counted anew from the ledger. Who waits in a closed broadcast is taken out of it. Puts the next look into the Timetable.
 */
export const recheckTexts =
  (deps: RecheckDeps) =>
  async (id: BroadcastId): Promise<void> => {
    const { broadcasts, rulings, clock, log } = deps;
    const before = await broadcasts.find(id);
    if (!before) return;
    if (before.status === 'planning') {
      const revision = await rulings.revision(before.rulingId, before.eventRevision);
      if (revision) await planTexts(deps)(revision);
    }
    const broadcast = (await broadcasts.find(id)) ?? before;
    const marked = new Set((await broadcasts.tallies(id)).map(({ shard }) => shard));
    // whoever planned it may have died with rows in a shard that is not marked, and nobody plans a closed one to its end
    const halfPlanned = isClosed(broadcast.status) && broadcast.plannedAt === null;
    const shards = halfPlanned ? await deps.subscribers.shards() : [...marked];
    let total = noCounts();
    await inParallel(lanes, shards, async (shard) => {
      await mendRows(deps, broadcast, shard);
      const { counts, pending } = await countShard(deps.ledger, broadcast, shard);
      if (marked.has(shard)) await broadcasts.setTally(id, shard, counts);
      else if (audienceOf(counts) > 0) await broadcasts.markPlanned(id, shard, counts, undefined);
      if (maySend(broadcast.status)) await queueTexts(deps.batches, broadcast, shard, pending);
      if (counts.states.deferred > 0) await openShard(deps)(id, shard);
      total = plus(total, counts);
    });
    const waits = unfinished.some((state) => total.states[state] > 0);
    const due = recheckOf(broadcast, clock.now(), waits || broadcast.status === 'planning');
    const to = broadcast.status === 'sending' && !waits ? 'done' : broadcast.status;
    // who lost the race for the status is followed by a look of whoever won it
    const moved = await broadcasts.setStatus(id, broadcast.status, to, due && { due });
    if (!moved && due) await broadcasts.remind(due);
    log.info('TEXTS_RECHECKED', { broadcastId: id, status: to, ...total.states });
  };

/** Rows that nobody else will move: those left behind while posting, and those that wait in a broadcast that is closed. */
const mendRows = async (deps: RecheckDeps, broadcast: Broadcast, shard: CohortShard): Promise<void> => {
  const now = deps.clock.now();
  const at = new Date(now).toISOString();
  const closed = isClosed(broadcast.status);
  const isStale = (row: LedgerRow) => row.state === 'posting' && now - Date.parse(row.at) > stalePostingMs;
  for await (const page of deps.ledger.pages(broadcast.id, shard))
    await inParallel(lanes, page, async (row) => {
      if (isStale(row)) await deps.ledger.move(row, 'posting', 'unknown', at);
      else if (closed && awaiting.includes(row.state))
        await advanceText(deps.ledger)(row, row, 'skipped', at, { reason: 'superseded' });
    });
};
