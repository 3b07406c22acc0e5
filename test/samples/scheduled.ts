import { makeId } from '../../shared/domain/ids.ts';
import type { ScheduledRuling } from '../../shared/domain/scheduled-ruling.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { editor } from './newsroom-deps.ts';
import { draft } from './ruling-draft.ts';

const random = seededRandomness(11);

/** A ruling that an editor scheduled at noon for `publishAt`. */
export const scheduledFor = (publishAt: string, differs: Record<string, unknown> = {}): ScheduledRuling => ({
  id: makeId('scheduled', Date.parse('2026-11-20T12:00:00.000Z'), random),
  publishAt,
  draft: draft(differs),
  actor: editor,
  createdAt: '2026-11-20T12:00:00.000Z',
  failure: null,
});
