import type { RulingStore } from '../../../shared/ports/ruling-store.ts';
import type { ScheduledRulings } from '../../../shared/ports/scheduled-rulings.ts';
import type { Timetable } from '../../../shared/ports/timetable.ts';

/** Opens all three empty, on the same rows. */
export type OpenScheduledRulings = () => Promise<{
  readonly scheduledRulings: ScheduledRulings;
  readonly rulings: RulingStore;
  readonly timetable: Timetable;
}>;

export const noon = '2026-11-20T12:00:00.000Z';
export const one = '2026-11-20T13:00:00.000Z';
export const nextDay = '2026-11-21T12:00:00.000Z';
