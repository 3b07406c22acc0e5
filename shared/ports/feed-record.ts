import type { RulingEvent } from '../domain/event.ts';
import type { RulingId } from '../domain/ids.ts';

/** A feed that carries an event: since when (ISO 8601), and under which entity tag. */
export interface CarryingFeed {
  readonly path: string;
  readonly writtenAt: string;
  readonly etag: string;
}

/** Which feeds carry an event. */
export interface FeedRecord {
  /** The first record of an event stays: what comes later only found the feeds built. */
  record(event: Pick<RulingEvent, 'rulingId' | 'sequence'>, feeds: readonly CarryingFeed[]): Promise<void>;
  /** The feeds that an event was recorded with; none before it was. */
  of(rulingId: RulingId, sequence: number): Promise<readonly CarryingFeed[]>;
}
