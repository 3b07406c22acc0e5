import type { ScheduledId } from '../domain/ids.ts';
import type { ScheduledEntry, ScheduledRuling } from '../domain/scheduled-ruling.ts';
import type { IdempotentAnswer, RememberedAs } from './ruling-store.ts';
import type { DueWork } from './timetable.ts';

/** How scheduling ended. `answered`: the same idempotency key was answered before, and nothing was written. */
export type ScheduleOutcome =
  | { readonly kind: 'scheduled' }
  | { readonly kind: 'answered'; readonly answer: IdempotentAnswer };

/** Rulings that are to be published later. Publishing one takes it away in the same transaction: see `RulingCommit.scheduled`. */
export interface ScheduledRulings {
  /** One transaction: the ruling, its row in the Timetable, and that its idempotency key was answered with its entry. */
  schedule(scheduled: ScheduledRuling, due: DueWork, remember: RememberedAs | undefined): Promise<ScheduleOutcome>;
  find(id: ScheduledId): Promise<ScheduledRuling | undefined>;
  /** Those to come, and those that failed, the soonest first; `cursor` is from the page before. */
  list(limit: number, cursor: string | undefined): Promise<{ items: ScheduledEntry[]; nextCursor: string | null }>;
  /** Takes it away. False where there is none: it was called off before, or published. */
  callOff(id: ScheduledId): Promise<boolean>;
  /** Writes down why it was not published. False where there is none. */
  fail(scheduled: ScheduledRuling, failure: NonNullable<ScheduledRuling['failure']>): Promise<boolean>;
  /** Puts it into the Timetable once more. */
  remind(due: DueWork): Promise<void>;
}
