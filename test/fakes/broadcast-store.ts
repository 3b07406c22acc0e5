import { type Broadcast, saidOf } from '../../shared/domain/broadcast.ts';
import type { CohortShard } from '../../shared/domain/cohort.ts';
import type { BroadcastId } from '../../shared/domain/ids.ts';
import { plus } from '../../shared/domain/text-counts.ts';
import type { BroadcastStore, PlannedShard } from '../../shared/ports/broadcast-store.ts';
import type { DueWork } from '../../shared/ports/timetable.ts';

/** Broadcasts in memory, over the Timetable that their transactions reach. */
export const fakeBroadcastStore = (timetable: {
  put(work: DueWork): void;
}): BroadcastStore & { all(): Broadcast[] } => {
  const broadcasts = new Map<BroadcastId, Broadcast>();
  const shards = new Map<BroadcastId, Map<CohortShard, PlannedShard>>();
  const change = (id: BroadcastId, shard: CohortShard, to: (planned: PlannedShard) => PlannedShard): void => {
    const planned = shards.get(id)?.get(shard);
    if (planned) shards.get(id)?.set(shard, structuredClone(to(planned)));
  };
  const inOrder = (): Broadcast[] =>
    [...broadcasts.values()].sort((a, b) => (`${a.createdAt}${a.id}` < `${b.createdAt}${b.id}` ? -1 : 1));

  return {
    all: () => structuredClone([...broadcasts.values()]),
    find: async (id) => structuredClone(broadcasts.get(id)),
    ofRuling: async (rulingId) => structuredClone(inOrder().filter((broadcast) => saidOf(broadcast, rulingId))),
    newest: async (limit) => structuredClone(inOrder().reverse().slice(0, limit)),
    freeze: async (broadcast, due) => {
      if (broadcasts.has(broadcast.id)) return false;
      broadcasts.set(broadcast.id, structuredClone(broadcast));
      if (due) timetable.put(due);
      return true;
    },
    setStatus: async (id, from, to, { patch, due } = {}) => {
      const broadcast = broadcasts.get(id);
      if (broadcast?.status !== from) return false;
      broadcasts.set(id, { ...broadcast, ...structuredClone(patch), status: to });
      if (due) timetable.put(due);
      return true;
    },
    addOwnErrors: async (id, by) => {
      const broadcast = broadcasts.get(id);
      if (!broadcast) return 0;
      const ownErrors = broadcast.ownErrors + by;
      broadcasts.set(id, { ...broadcast, ownErrors });
      return ownErrors;
    },
    remind: async (due) => timetable.put(due),
    markPlanned: async (id, shard, counts, due) => {
      const marked = shards.get(id) ?? new Map<CohortShard, PlannedShard>();
      if (marked.has(shard)) return false;
      shards.set(id, marked.set(shard, structuredClone({ shard, counts, queuedAt: null })));
      if (due) timetable.put(due);
      return true;
    },
    markQueued: async (id, shard, at) => change(id, shard, (planned) => ({ ...planned, queuedAt: at })),
    tallies: async (id) => structuredClone([...(shards.get(id)?.values() ?? [])]),
    addToTally: async (id, shard, by) =>
      change(id, shard, (planned) => ({ ...planned, counts: plus(planned.counts, by) })),
    setTally: async (id, shard, counts) => change(id, shard, (planned) => ({ ...planned, counts })),
  };
};
