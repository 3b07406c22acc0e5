import { type Broadcast, type EventBroadcast, isClosed, saidOf } from '../domain/broadcast.ts';
import type { RulingEvent } from '../domain/event.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';

export interface CloseDeps {
  readonly broadcasts: Pick<BroadcastStore, 'find' | 'ofRuling' | 'setStatus'>;
}

export const isOfEvent = (broadcast: Broadcast): broadcast is EventBroadcast =>
  broadcast.kind !== 'digest' && broadcast.kind !== 'reply';

/**
 * Everything that spoke of an earlier revision of an event's ruling, the newest revision first, and of one revision the newest first. The
 * broadcasts of earlier events are closed; `neverBegun` makes a closed one in the place of an event that has none yet, where one may come.
 * Digests speak of other rulings too, and stay open.
 */
export const closeEarlier =
  ({ broadcasts }: CloseDeps, neverBegun: (revision: number) => Promise<EventBroadcast | undefined>) =>
  async ({ rulingId, revision }: Pick<RulingEvent, 'rulingId' | 'revision'>): Promise<Broadcast[]> => {
    const spoke = await broadcasts.ofRuling(rulingId);
    const ofEvents = new Map(spoke.filter(isOfEvent).map((made) => [made.eventRevision, made]));
    const saidRevision = (broadcast: Broadcast): number => saidOf(broadcast, rulingId)?.revision ?? 0;
    const earlier: Broadcast[] = spoke.filter((made) => !isOfEvent(made) && saidRevision(made) < revision);
    for (let number = revision - 1; number >= 1; number--) {
      const made = ofEvents.get(number) ?? (await neverBegun(number));
      if (made) earlier.push(await close(broadcasts, made));
    }
    return earlier.sort(
      (one, other) => saidRevision(other) - saidRevision(one) || (one.createdAt < other.createdAt ? 1 : -1),
    );
  };

/** One that is done stays so: nobody waits in it. */
const close = async (broadcasts: CloseDeps['broadcasts'], made: EventBroadcast): Promise<Broadcast> => {
  let now: Broadcast = made;
  while (!isClosed(now.status) && now.status !== 'done') {
    await broadcasts.setStatus(now.id, now.status, 'stopped');
    now = (await broadcasts.find(now.id)) ?? { ...now, status: 'stopped' };
  }
  return now;
};

/** Those newer than the newest that a person called off: that also called off the first texts to whoever waited before it. */
export const sinceCalledOff = (earlier: readonly Broadcast[]): readonly Broadcast[] => {
  const calledOff = earlier.findIndex((old) => isOfEvent(old) && old.status === 'cancelled');
  return calledOff === -1 ? earlier : earlier.slice(0, calledOff);
};
