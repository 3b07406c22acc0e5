/** The newsroom of the bench, its clock and its log. */
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { type Newsroom, newsroomSchema } from '../../shared/domain/newsroom.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { Log } from '../../shared/ports/log.ts';

const file = new URL('../../newsroom.json', import.meta.url);
const { texts, ...newsroom } = newsroomSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

/** The newsroom of the repository, without a hold, with a budget that does not end, and with a sender of such a speed. */
export const newsroomWith = (segmentsPerSecond: number): Newsroom => ({
  ...newsroom,
  texts: {
    ...texts,
    sender: { ...texts.sender, segmentsPerSecond },
    holdSeconds: 0,
    approval: { first: 'none', corrections: 'none' },
    budget: { perMonth: '1000000', reservedForCorrections: '0' },
  },
});

/** Goes as the system's does, from one in the afternoon in New York on; then it is eight in the morning in Honolulu. */
const start = Date.parse('2026-11-10T18:00:00.000Z');
const startedAt = performance.now();
export const clock: Clock = {
  now: () => Math.round(start + performance.now() - startedAt),
  sleep: (ms) => setTimeout(ms, undefined),
};

/** Nothing that is measured here may warn. */
export const log: Log = {
  info: () => undefined,
  warn: (code, fields) => console.error(code, fields),
  error: (code, cause, fields) => console.error(code, fields, cause),
};
