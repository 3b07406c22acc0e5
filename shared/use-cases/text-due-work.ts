import type { Broadcast } from '../domain/broadcast.ts';
import type { CohortShard } from '../domain/cohort.ts';
import type { BroadcastId } from '../domain/ids.ts';
import type { TextBatch, TextPlan } from '../domain/text-messages.ts';
import type { DueWork } from '../ports/timetable.ts';

const minute = 60_000;
/** A broadcast is looked over this long after it was made: soon, then less and less often for a day. */
const recheckMinutes = [2, 6, 14, 30, 62, 126, 254, 510, 1022, 1440];
/** The last of them, ms after the broadcast was made. */
export const lastRegularLookMs = 1440 * minute;
/** After the day, so often for as long as somebody waits. */
const lateRecheckMs = 360 * minute;
/** Texts in doubt are looked for when their time has come, but not more often than this: each look reads the whole ledger. */
const lookGridMs = 15 * minute;
/** A batch that could not leave is tried again after 5 s, then after twice as long each time, up to 15 minutes. */
const firstRetryMs = 5_000;
const longestRetryMs = 15 * minute;

const iso = (time: number): string => new Date(time).toISOString();
const plan = (message: TextPlan): string => JSON.stringify(message);

/** The shard's deferred people, due when their window opens. One row however often it is asked for. */
export const openingOf = (broadcastId: BroadcastId, cohort: CohortShard, opens: number): DueWork => ({
  at: iso(opens),
  kind: 'open-shard',
  id: `${broadcastId}#${cohort}`,
  queue: 'text-plans',
  body: plan({ kind: 'open-shard', broadcastId, cohort }),
});

/** What a broadcast waits for: people who are to be texted, and the next instant (ms since 1970) to look for a text that is in doubt. */
export interface Outstanding {
  readonly somebodyWaits: boolean;
  readonly nextLook?: number | undefined;
}

/**
 * The next look over a broadcast after `now`: also when its hold ends, and when a text in doubt is to be looked for. None after a day,
 * unless somebody still waits or is in doubt. All looks are on grids, so that two of one time are one row.
 */
export const recheckOf = (
  { id, createdAt, holdUntil }: Pick<Broadcast, 'id' | 'createdAt' | 'holdUntil'>,
  now: number,
  { somebodyWaits, nextLook }: Outstanding,
): DueWork | undefined => {
  const start = Date.parse(createdAt);
  const onGrid = (grid: number, after: number): number => start + (Math.floor((after - start) / grid) + 1) * grid;
  const minutes = recheckMinutes.find((each) => start + each * minute > now);
  const times = [
    ...(minutes === undefined ? [] : [start + minutes * minute]),
    ...(minutes === undefined && somebodyWaits ? [onGrid(lateRecheckMs, now)] : []),
    ...(nextLook === undefined ? [] : [onGrid(lookGridMs, Math.max(now, nextLook - 1))]),
    ...(holdUntil !== null && Date.parse(holdUntil) > now ? [Date.parse(holdUntil)] : []),
  ];
  return times.length === 0 ? undefined : lookAt(id, Math.min(...times));
};

/** A look over a broadcast at `at` (ms since 1970). */
export const lookAt = (id: BroadcastId, at: number): DueWork => ({
  at: iso(at),
  kind: 'recheck-texts',
  id,
  queue: 'text-plans',
  body: plan({ kind: 'recheck', broadcastId: id, scheduled: true }),
});

/** The same batch once more, later; `random` is in [0, 1) and spreads those that failed together over the second half of the wait. */
export const retryOf = (batch: TextBatch, now: number, random: number): DueWork => {
  const wait = Math.min(longestRetryMs, firstRetryMs * 2 ** batch.attempt);
  const next: TextBatch = { ...batch, attempt: batch.attempt + 1 };
  return {
    at: iso(now + wait * (0.5 + random / 2)),
    kind: 'retry-texts',
    id: `${batch.broadcastId}#${batch.hashes[0]}`,
    queue: batch.urgent ? 'urgent-texts' : 'text-batches',
    body: JSON.stringify(next),
  };
};
