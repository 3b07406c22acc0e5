import type { Actor } from '../../shared/domain/actor.ts';
import type { PublishDeps } from '../../shared/use-cases/publish-ruling.ts';
import { manualClock } from '../fakes/clock.ts';
import { trustingSanitizer } from '../fakes/html-sanitizer.ts';
import { recordingLog } from '../fakes/log.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { newsroom } from './revision.ts';

/** What the newsroom's use cases need, all of it in memory unless `differs` says otherwise. */
export const newsroomDeps = (differs: Partial<PublishDeps> = {}): PublishDeps => ({
  rulings: fakeRulingStore(),
  clock: manualClock(),
  random: seededRandomness(),
  log: recordingLog(),
  newsroom,
  sanitizeHtml: trustingSanitizer,
  ...differs,
});

export const editor: Actor = { kind: 'person', id: 'key_01JD4Z00000000000000000001', name: 'Sam Roe' };
