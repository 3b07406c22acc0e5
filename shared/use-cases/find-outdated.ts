import type { Broadcast } from '../domain/broadcast.ts';
import { broadcastOf, type RulingEvent } from '../domain/event.ts';
import { type FreezeDeps, freezeBroadcast, isTexted } from './freeze-broadcast.ts';

/**
 * The broadcast whose words an event makes wrong though the event itself is not texted: that of the newest texted event before it,
 * unless everybody has had it. Who still waits in it must not get them. One that is yet to be frozen is frozen here: it speaks of the
 * newest revision, and of no retracted one.
 */
export const findOutdated =
  (deps: FreezeDeps) =>
  async (event: RulingEvent): Promise<Broadcast | undefined> => {
    const { rulings, broadcasts } = deps;
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
      if (isTexted(earlier)) {
        // frozen now, lest its own plan, which may have read the ruling before this event, freezes what was right then
        const { broadcast } = await freezeBroadcast(deps)(earlier);
        return isOutdated(broadcast, event) ? broadcast : undefined;
      }
    }
    return undefined;
  };

/** A closed one too: this event may have closed it, and died. */
const isOutdated = ({ status, revision }: Broadcast, event: RulingEvent): boolean =>
  status !== 'done' && revision < event.revision;
