import { type Broadcast, type EventBroadcast, isClosed } from './broadcast.ts';

/**
 * Whether some of the audience may have no row yet. Holding a broadcast does not hold its plan, so that whoever is owed a text has a row
 * when it is closed in that time.
 */
export const isBeingPlanned = ({ status, plannedAt }: Pick<Broadcast, 'status' | 'plannedAt'>): boolean =>
  plannedAt === null && !isClosed(status) && status !== 'done';

/** Whether a person must say yes before anything leaves. */
export const isApprovalOwed = ({ approval, approvedBy }: Pick<Broadcast, 'approval' | 'approvedBy'>): boolean =>
  approval !== 'none' && approvedBy === null;

/** Whether a broadcast was stopped before anything of it was written: it stands in the place of one whose plan a later event overtook. */
export const isStoppedAtBirth = ({ status, variants }: Pick<EventBroadcast, 'status' | 'variants'>): boolean =>
  status === 'stopped' && Object.keys(variants).length === 0;

/**
 * A correction may find itself behind later events that are none: what its people are owed is then owed by the newest of these. `earlier`
 * are the broadcasts of the events before that, newest first; updates that were stopped at birth told nobody.
 */
export const owesCorrection = (earlier: readonly EventBroadcast[]): boolean => {
  const newest = earlier.find((made) => !(made.kind === 'update' && isStoppedAtBirth(made)));
  return newest?.kind === 'correction' && newest.status === 'stopped';
};
