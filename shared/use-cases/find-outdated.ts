import type { Broadcast } from '../domain/broadcast.ts';
import { broadcastOf, type RulingEvent } from '../domain/event.ts';
import { type FreezeDeps, isTexted } from './freeze-broadcast.ts';

/**
 * The broadcast whose words an event makes wrong though the event itself is not texted: that of the newest texted event before it,
 * unless everybody has had it. Who still waits in it must not get them. None where that broadcast is yet to be frozen, since it will
 * speak of the newest revision, and of no retracted one.
 */
export const findOutdated =
  ({ rulings, broadcasts }: Pick<FreezeDeps, 'rulings' | 'broadcasts'>) =>
  async (event: RulingEvent): Promise<Broadcast | undefined> => {
    const { type, origin, rulingId } = event;
    if (origin !== 'newsroom' || (type !== 'ruling.corrected' && type !== 'ruling.retracted')) return undefined;
    const known = new Map((await broadcasts.ofRuling(rulingId)).map((made) => [made.eventRevision, made]));
    for (let number = event.revision - 1; number >= 1; number--) {
      const made = known.get(number);
      // one that is settled for this event already was outdated when it was
      if (made) return known.has(event.revision) || isOutdated(made, event) ? made : undefined;
      const revision = await rulings.revision(rulingId, number);
      const earlier = revision && (await rulings.event(revision.sequence));
      if (!earlier) throw new Error(`the event before ${broadcastOf(event)} is not in the log`);
      if (isTexted(earlier)) return undefined;
    }
    return undefined;
  };

/** A closed one too: this event may have closed it, and died. */
const isOutdated = ({ status, revision }: Broadcast, event: RulingEvent): boolean =>
  status !== 'done' && revision < event.revision;
