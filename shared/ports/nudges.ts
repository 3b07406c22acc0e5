import type { PartnerId } from '../domain/ids.ts';

/** Whom the daily job told already, and how far it came. Reads are strongly consistent. */
export interface Nudges {
  /** The day (UTC, `2026-11-20`) on which each of these partners was last told; those that ever were. */
  lastTold(partnerIds: readonly PartnerId[]): Promise<Map<PartnerId, string>>;
  markTold(partnerId: PartnerId, day: string): Promise<void>;
  /** The partner up to which a run that ran out of time came; null when the last one came to its end. */
  stoppedAfter(): Promise<PartnerId | null>;
  stopAfter(partnerId: PartnerId | null): Promise<void>;
}
