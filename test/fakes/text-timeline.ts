import type { BroadcastId } from '../../shared/domain/ids.ts';
import { slotAt } from '../../shared/domain/text-timeline.ts';
import type { TextTimeline } from '../../shared/ports/text-timeline.ts';

/** Texts over time, in memory. */
export const fakeTextTimeline = (): TextTimeline => {
  const slots = new Map<BroadcastId, Map<string, number>>();
  return {
    add: async (id, accepted, now) => {
      if (accepted === 0) return;
      const ofBroadcast = slots.get(id) ?? new Map<string, number>();
      slots.set(id, ofBroadcast.set(slotAt(now), (ofBroadcast.get(slotAt(now)) ?? 0) + accepted));
    },
    of: async (id) =>
      [...(slots.get(id) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)).map(([at, accepted]) => ({ at, accepted })),
  };
};
