import type { PauseReason } from '../domain/broadcast.ts';
import type { BroadcastId } from '../domain/ids.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { Log } from '../ports/log.ts';

export interface PauseDeps {
  readonly broadcasts: Pick<BroadcastStore, 'find' | 'setStatus'>;
  readonly log: Log;
}

/** Holds a broadcast of the wire's own accord, until a person lets it go on. One that is held, closed or done already stays as it is. */
export const pauseBroadcast =
  ({ broadcasts, log }: PauseDeps) =>
  async (id: BroadcastId, because: Exclude<PauseReason, 'person'>): Promise<void> => {
    for (;;) {
      const status = (await broadcasts.find(id))?.status;
      if (status !== 'planning' && status !== 'sending') return;
      // it moved on meanwhile: then it is looked at once more
      if (!(await broadcasts.setStatus(id, status, 'paused', { patch: { pausedBecause: because } }))) continue;
      log.warn('BROADCAST_PAUSED', { broadcastId: id, because });
      return;
    }
  };
