import type { Broadcast } from '../domain/broadcast.ts';
import type { CohortShard } from '../domain/cohort.ts';
import type { BroadcastId } from '../domain/ids.ts';
import type { TextBatch, TextPlan } from '../domain/text-messages.ts';
import type { DueWork } from '../ports/timetable.ts';

const minute = 60_000;
/** A broadcast is looked over this long after it was made: soon, then less and less often for a day. */
const recheckMinutes = [2, 6, 14, 30, 62, 126, 254, 510, 1022, 1440];
/** After the day, so often for as long as somebody waits. */
const lateRecheckMs = 360 * minute;
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

/** The next look over a broadcast after `now`; none after a day, unless somebody still waits. */
export const recheckOf = (
  { id, createdAt }: Pick<Broadcast, 'id' | 'createdAt'>,
  now: number,
  somebodyWaits: boolean,
): DueWork | undefined => {
  const start = Date.parse(createdAt);
  const next = recheckMinutes.find((minutes) => start + minutes * minute > now);
  if (next === undefined && !somebodyWaits) return undefined;
  // late looks are on a grid, so that two of one time are one row
  const late = start + (Math.floor((now - start) / lateRecheckMs) + 1) * lateRecheckMs;
  const at = next === undefined ? late : start + next * minute;
  return {
    at: iso(at),
    kind: 'recheck-texts',
    id,
    queue: 'text-plans',
    body: plan({ kind: 'recheck', broadcastId: id }),
  };
};

/** The same batch once more, later; `random` is in [0, 1) and spreads those that failed together over the second half of the wait. */
export const retryOf = (batch: TextBatch, now: number, random: number): DueWork => {
  const wait = Math.min(longestRetryMs, firstRetryMs * 2 ** batch.attempt);
  const next: TextBatch = { ...batch, attempt: batch.attempt + 1 };
  return {
    at: iso(now + wait * (0.5 + random / 2)),
    kind: 'retry-texts',
    id: `${batch.broadcastId}#${batch.hashes[0]}`,
    queue: 'text-batches',
    body: JSON.stringify(next),
  };
};
