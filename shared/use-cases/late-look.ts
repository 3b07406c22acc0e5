import type { BroadcastId } from '../domain/ids.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { Clock } from '../ports/clock.ts';
import { lastRegularLookMs, lookAt } from './text-due-work.ts';

interface LateLookDeps {
  readonly broadcasts: Pick<BroadcastStore, 'find' | 'remind'>;
  readonly clock: Clock;
}

const hour = 3_600_000;
/** Nobody who asked for a look is still at it so much later, in ms: a callback's function has 10 s. */
const overByMs = 60_000;
/** Broadcasts remembered; then all are forgotten, and each costs one reading again. */
const mostKnown = 1000;

/**
 * Sees to it that a broadcast is looked over after whoever asks is done, dead or alive: by the looks of its first day, and then at the next
 * full hour. All who ask within an hour share one reading and one row of the Timetable in each process.
 */
export const seeToLateLook = ({ broadcasts, clock }: LateLookDeps) => {
  const known = new Map<BroadcastId, number>();
  return async (id: BroadcastId): Promise<void> => {
    const at = (Math.floor((clock.now() + overByMs) / hour) + 1) * hour;
    if (known.get(id) === at) return;
    const broadcast = await broadcasts.find(id);
    const isLate = broadcast !== undefined && Date.parse(broadcast.createdAt) + lastRegularLookMs < at;
    if (isLate) await broadcasts.remind(lookAt(id, at));
    if (known.size >= mostKnown) known.clear();
    known.set(id, at);
  };
};
