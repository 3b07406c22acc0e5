import type { Broadcast } from '../../shared/domain/broadcast.ts';
import type { CohortShard } from '../../shared/domain/cohort.ts';
import type { BroadcastId } from '../../shared/domain/ids.ts';
import { plus, type TextCounts } from '../../shared/domain/text-counts.ts';
import type { BroadcastStore } from '../../shared/ports/broadcast-store.ts';
import type { DueWork } from '../../shared/ports/timetable.ts';

/** Broadcasts in memory, over the Timetable that their transactions reach. */
export const fakeBroadcastStore = (timetable: {
  put(work: DueWork): void;
}): BroadcastStore & { all(): Broadcast[] } => {
  const broadcasts = new Map<BroadcastId, Broadcast>();
  const shards = new Map<BroadcastId, Map<CohortShard, TextCounts>>();
  const change = (id: BroadcastId, shard: CohortShard, to: (counts: TextCounts) => TextCounts): void => {
    const counts = shards.get(id)?.get(shard);
    if (counts) shards.get(id)?.set(shard, structuredClone(to(counts)));
  };

  return {
    all: () => structuredClone([...broadcasts.values()]),
    find: async (id) => structuredClone(broadcasts.get(id)),
    ofRuling: async (rulingId) =>
      structuredClone(
        [...broadcasts.values()]
          .filter((broadcast) => broadcast.rulingId === rulingId)
          .sort((a, b) => a.eventRevision - b.eventRevision),
      ),
    freeze: async (broadcast, due) => {
      if (broadcasts.has(broadcast.id)) return false;
      broadcasts.set(broadcast.id, structuredClone(broadcast));
      if (due) timetable.put(due);
      return true;
    },
    setStatus: async (id, from, to, { plannedAt, due } = {}) => {
      const broadcast = broadcasts.get(id);
      if (broadcast?.status !== from) return false;
      broadcasts.set(id, { ...broadcast, status: to, plannedAt: plannedAt ?? broadcast.plannedAt });
      if (due) timetable.put(due);
      return true;
    },
    remind: async (due) => timetable.put(due),
    markPlanned: async (id, shard, counts, due) => {
      const marked = shards.get(id) ?? new Map<CohortShard, TextCounts>();
      if (marked.has(shard)) return false;
      shards.set(id, marked.set(shard, structuredClone(counts)));
      if (due) timetable.put(due);
      return true;
    },
    tallies: async (id) => structuredClone([...(shards.get(id) ?? [])].map(([shard, counts]) => ({ shard, counts }))),
    addToTally: async (id, shard, by) => change(id, shard, (counts) => plus(counts, by)),
    setTally: async (id, shard, counts) => change(id, shard, () => counts),
  };
};
