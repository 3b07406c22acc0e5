import type { Broadcast, EventBroadcast } from '../domain/broadcast.ts';
import { isBeingPlanned } from '../domain/broadcast-plan.ts';
import { broadcastOf, type RulingEvent } from '../domain/event.ts';
import { isOfEvent } from './close-earlier.ts';
import { type FreezeDeps, freezeBroadcast, isCorrecting, isTexted } from './freeze-broadcast.ts';

/** That somebody may wait for words that are wrong now. `unplanned`: a broadcast that is to be planned to its end before it is closed. */
export interface Outdated {
  readonly unplanned: EventBroadcast | undefined;
}

/**
 * What an event makes wrong though the event itself is not texted: the broadcast of the newest texted event before it, unless everybody has
 * had it or it was called off; and digests that are not through. Who still waits in them must not get them. A broadcast that is yet to be
 * frozen is frozen here: it speaks of the newest revision, and of no retracted one.
 */
export const findOutdated =
  (deps: FreezeDeps) =>
  async (event: RulingEvent): Promise<Outdated | undefined> => {
    if (event.origin !== 'newsroom' || !isCorrecting(event)) return undefined;
    const spoke = await deps.broadcasts.ofRuling(event.rulingId);
    const known = new Map(spoke.filter(isOfEvent).map((made) => [made.eventRevision, made]));
    const newest = await newestTexted(deps, event, known);
    // one that is settled for this event already was outdated when it was
    const isOutdated =
      known.has(event.revision) || (newest !== undefined && awaitsWrong(newest, newest.revision, event));
    if (newest && isOutdated) return { unplanned: isBeingPlanned(newest) ? newest : undefined };
    const inDigest = spoke.some(
      (made) =>
        made.kind === 'digest' &&
        made.items.some(({ rulingId, revision }) => rulingId === event.rulingId && awaitsWrong(made, revision, event)),
    );
    return isOutdated || inDigest ? { unplanned: undefined } : undefined;
  };

const newestTexted = async (
  deps: FreezeDeps,
  event: RulingEvent,
  known: ReadonlyMap<number, EventBroadcast>,
): Promise<EventBroadcast | undefined> => {
  const { rulings } = deps;
  for (let number = event.revision - 1; number >= 1; number--) {
    const made = known.get(number);
    if (made) return made;
    const revision = await rulings.revision(event.rulingId, number);
    const earlier = revision && (await rulings.event(revision.sequence));
    if (!earlier) throw new Error(`the event before ${broadcastOf(event)} is not in the log`);
    // frozen now, lest its own plan, which may have read the ruling before this event, freezes what was right then
    if (isTexted(earlier)) return (await freezeBroadcast(deps)(earlier)).broadcast;
  }
  return undefined;
};

/** A stopped one too: this event may have closed it, and died. */
const awaitsWrong = ({ status }: Broadcast, said: number, event: RulingEvent): boolean =>
  status !== 'done' && status !== 'cancelled' && said < event.revision;
