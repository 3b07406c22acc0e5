import { type Broadcast, isClosed } from './broadcast.ts';

/**
 * Whether some of the audience may have no row yet. Holding a broadcast does not hold its plan, so that whoever is owed a text has a row
 * when it is closed in that time.
 */
export const isBeingPlanned = ({ status, plannedAt }: Pick<Broadcast, 'status' | 'plannedAt'>): boolean =>
  plannedAt === null && !isClosed(status) && status !== 'done';

/** Whether a person must say yes before anything leaves. */
export const isApprovalOwed = ({ approval, approvedBy }: Pick<Broadcast, 'approval' | 'approvedBy'>): boolean =>
  approval !== 'none' && approvedBy === null;

/** A correction may find itself behind a later event that is not one: what its people are owed is then owed by that one. */
export const owesCorrection = (newestEarlier: Pick<Broadcast, 'kind' | 'status'> | undefined): boolean =>
  newestEarlier?.kind === 'correction' && newestEarlier.status === 'stopped';
