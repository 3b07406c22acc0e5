import type { Actor } from '../../shared/domain/actor.ts';
import type { ScheduleDeps } from '../../shared/use-cases/schedule-ruling.ts';
import { manualClock } from '../fakes/clock.ts';
import { trustingSanitizer } from '../fakes/html-sanitizer.ts';
import { recordingLog } from '../fakes/log.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { fakeScheduledRulings, sharedRows } from '../fakes/scheduled-rulings.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { newsroom } from './revision.ts';

/** What the newsroom's use cases need, all of it in memory unless `differs` says otherwise. */
export const newsroomDeps = (differs: Partial<ScheduleDeps> = {}, rows = sharedRows()): ScheduleDeps => ({
  rulings: fakeRulingStore(rows),
  scheduledRulings: fakeScheduledRulings(rows, fakeTimetable()),
  clock: manualClock(),
  random: seededRandomness(),
  log: recordingLog(),
  newsroom,
  sanitizeHtml: trustingSanitizer,
  ...differs,
});

export const editor: Actor = { kind: 'person', id: 'key_01JD4Z00000000000000000001', name: 'Sam Roe' };
