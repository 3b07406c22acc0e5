import { lastMinute, type Window, type WindowAt } from './quiet-hours.ts';
import type { ZoneKey } from './time-zone.ts';

/** What is to be sent to a cohort. */
export interface CohortLoad {
  readonly zones: ZoneKey;
  readonly people: number;
  /** Of all of its texts together. */
  readonly segments: number;
}

export interface ForecastInput {
  /** In the order of the queue. */
  readonly cohorts: readonly CohortLoad[];
  /** The sender's. */
  readonly segmentsPerSecond: number;
  readonly windowAt: WindowAt;
  /** When sending begins, ms since 1970. */
  readonly now: number;
  /** What has not left after so many days of 24 hours is left over. */
  readonly horizonDays: number;
}

export interface CohortForecast {
  readonly zones: ZoneKey;
  /** When its first text leaves, and by when its last has; null where that is past the horizon, or where there is none. */
  readonly firstAt: number | null;
  readonly lastAt: number | null;
  /** Segments that have not left within the horizon. */
  readonly segmentsLeft: number;
}

/** So many people wait for a window that opens then; null where it never does. Who waits for a second one is in both. */
export interface Wait {
  readonly opensAt: number | null;
  readonly people: number;
}

export interface Forecast {
  /** In the order of the queue. */
  readonly cohorts: readonly CohortForecast[];
  /** When the last text of all has left; null when that is not within the horizon. */
  readonly finishesAt: number | null;
  /** In how many days of 24 hours that is, 0 where nothing is to be sent; null when it is not within the horizon. */
  readonly daysNeeded: number | null;
  /** The earliest opening first, and never last. */
  readonly waits: readonly Wait[];
}

const day = 24 * 3_600_000;

/** A cohort's place in the queue. Work is counted in thousandths of a segment, which the sender does speed × ms of: whole numbers. */
interface Place {
  readonly load: CohortLoad;
  /** When the cohort's window opens or closes next. */
  changesAt: number;
  /** When its window opened, and infinity while it is shut: places are served in this order. */
  since: number;
  left: number;
  firstAt: number | null;
  lastAt: number | null;
}

/**
 * When texts will have left, if nothing else is in the sender's queue and it keeps its speed. The model is one server: whoever came first
 * is served first, at full speed. Cohorts that are open at the start come then, in the order given; the others come when their window
 * opens. What is left of a cohort when its window closes, which is a minute early, comes again when it opens the next time. Between two
 * openings or closings that order is fixed, so that the work is by the window and not by the text.
 */
export const forecastFinish = (input: ForecastInput): Forecast => {
  const { cohorts, now } = input;
  const places = cohorts.map(
    (load): Place => ({
      load,
      changesAt: now,
      since: Number.POSITIVE_INFINITY,
      left: load.segments * 1000,
      firstAt: null,
      lastAt: null,
    }),
  );
  const waits = serveAll(places, input);
  const finishesAt = places.some(({ left }) => left > 0)
    ? null
    : Math.max(now, ...places.map(({ lastAt }) => lastAt ?? now));
  return {
    cohorts: places.map(({ load, firstAt, lastAt, left }) => ({
      zones: load.zones,
      firstAt,
      lastAt,
      segmentsLeft: Math.ceil(left / 1000),
    })),
    finishesAt,
    daysNeeded: finishesAt === null ? null : Math.ceil((finishesAt - now) / day),
    waits: [...waits]
      .map(([opensAt, people]) => ({ opensAt, people }))
      .sort((a, b) => (a.opensAt ?? Number.POSITIVE_INFINITY) - (b.opensAt ?? Number.POSITIVE_INFINITY)),
  };
};

/** Works the places off until all is done or the horizon is there; answers how many people had to wait for which opening. */
const serveAll = (
  places: readonly Place[],
  { segmentsPerSecond, windowAt, now, horizonDays }: ForecastInput,
): ReadonlyMap<number | null, number> => {
  const waits = new Map<number | null, number>();
  const end = now + horizonDays * day;
  let unfinished = places.filter(({ left }) => left > 0);
  for (let at = now; at < end; ) {
    for (const place of unfinished.filter(({ changesAt }) => changesAt <= at)) {
      const window = windowAt(place.load.zones, at);
      turn(place, window, at);
      if (!window.open) waits.set(window.until, (waits.get(window.until) ?? 0) + peopleLeft(place));
    }
    const next = Math.min(end, ...unfinished.map(({ changesAt }) => changesAt));
    serve(unfinished, at, next, segmentsPerSecond);
    unfinished = unfinished.filter(({ left }) => left > 0);
    at = next;
  }
  return waits;
};

/** Takes over what the window is now. One that only goes on keeps its place. */
const turn = (place: Place, window: Window, at: number): void => {
  place.since = window.open ? Math.min(place.since, at) : Number.POSITIVE_INFINITY;
  place.changesAt = window.open ? window.until - lastMinute : (window.until ?? Number.POSITIVE_INFINITY);
};

/** Those of a cohort who have yet to get their text, the one who got half of it too. */
const peopleLeft = ({ load: { people, segments }, left }: Place): number =>
  Math.ceil((people * left) / (segments * 1000));

/** Works off between two changes of any window. The sort is stable: who came at the same time stays in the order given. */
const serve = (unfinished: readonly Place[], from: number, until: number, segmentsPerSecond: number): void => {
  const capacity = (until - from) * segmentsPerSecond;
  let used = 0;
  for (const place of unfinished.filter(({ since }) => since <= from).sort((a, b) => a.since - b.since)) {
    if (used >= capacity) return;
    place.firstAt ??= from + Math.floor(used / segmentsPerSecond);
    const sent = Math.min(place.left, capacity - used);
    used += sent;
    place.left -= sent;
    if (place.left === 0) place.lastAt = from + Math.ceil(used / segmentsPerSecond);
  }
};
