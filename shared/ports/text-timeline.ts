import type { BroadcastId } from '../domain/ids.ts';
import type { TimelineSlot } from '../domain/text-timeline.ts';

/**
 * Texts over time, of one broadcast. It is for the eye, and about right: a batch adds its texts once it is through, which may take a minute,
 * and where it dies before, they are left out. The ledger is the truth.
 */
export interface TextTimeline {
  /** Adds so many texts that Twilio took about now (ms since 1970); none is nothing. */
  add(id: BroadcastId, accepted: number, now: number): Promise<void>;
  /** In the order of time; only slots that have some. */
  of(id: BroadcastId): Promise<TimelineSlot[]>;
}
