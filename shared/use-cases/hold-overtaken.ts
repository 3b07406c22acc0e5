import { type EventBroadcast, isClosed } from '../domain/broadcast.ts';
import type { RulingEvent } from '../domain/event.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { Clock } from '../ports/clock.ts';
import { isOfEvent } from './close-earlier.ts';

export interface HoldOvertakenDeps {
  readonly broadcasts: Pick<BroadcastStore, 'find' | 'setStatus'>;
  readonly clock: Clock;
}

/**
 * Lets no more texts leave of a broadcast whose words an event made wrong, and answers the broadcast as it is then. It may still be planned to
 * its end, and nobody who lets it go on lets it text: that it is overtaken stays, whatever its status.
 */
export const holdOvertaken =
  ({ broadcasts, clock }: HoldOvertakenDeps) =>
  async (outdated: EventBroadcast, { sequence: by }: Pick<RulingEvent, 'sequence'>): Promise<EventBroadcast> => {
    for (let now = outdated; ; ) {
      if (now.overtaken || isClosed(now.status) || now.status === 'done') return now;
      const overtaken = { by, at: new Date(clock.now()).toISOString() };
      if (await broadcasts.setStatus(now.id, now.status, now.status, { patch: { overtaken } }))
        return { ...now, overtaken };
      // somebody else moved it meanwhile
      const found = await broadcasts.find(now.id);
      if (!found || !isOfEvent(found)) throw new Error(`the broadcast ${now.id} is gone`);
      now = found;
    }
  };
