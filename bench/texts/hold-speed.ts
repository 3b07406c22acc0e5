import { forecastFinish } from '../../shared/domain/forecast.ts';
import { quietHours } from '../../shared/domain/quiet-hours.ts';
import type { Setting } from './lot.ts';
import { clock, newsroomWith } from './newsroom.ts';

/** A sender of so many segments a second, and what it did; times in ms. */
export interface HeldSpeed {
  readonly segmentsPerSecond: number;
  readonly texts: number;
  readonly segments: number;
  /** From the start of sending to the end of the last text, as it was and as it was forecast. */
  readonly ms: number;
  readonly forecastMs: number;
  /** Segments a second that came over the whole run, without the first second's worth, which the bucket holds. */
  readonly cameInAll: number;
  /** In the busiest ten seconds. A bucket that was full lets eleven seconds' worth leave in them. */
  readonly cameAtMost: number;
}

const windowMs = 10_000;

/** As many as came within any time so wide (all in ms, in order), for a second. */
export const busiest = (times: readonly number[], width: number): number => {
  let [from, most] = [0, 0];
  times.forEach((time, at) => {
    while ((times[from] ?? time) <= time - width) from += 1;
    most = Math.max(most, at - from + 1);
  });
  return (most * 1000) / width;
};

/** Sends to one lot as fast as the sender may, two batches at a time as on AWS, and forecasts it before. */
export const holdSpeed = async ({ sender, twilio, lotOf }: Setting, segmentsPerSecond: number): Promise<HeldSpeed> => {
  const { batches, people, segments } = lotOf('held');
  const now = clock.now();
  const { finishesAt } = forecastFinish({
    cohorts: [{ zones: 'America/New_York', people, segments }],
    ...{ segmentsPerSecond, windowAt: quietHours(newsroomWith(segmentsPerSecond).texts), now, horizonDays: 1 },
  });
  if (finishesAt === null) throw new Error('the forecast has no end');
  const took = await sender.send(batches, 50, segmentsPerSecond);
  const times = (await twilio.got()).times.toSorted((a, b) => a - b);
  if (times.length !== people) throw new Error(`${times.length} texts came of ${people}`);
  const each = segments / people;
  const later = times.slice(Math.floor(segmentsPerSecond / each));
  const [first = 0, last = 0] = [times[0], times.at(-1)];
  return {
    ...{ segmentsPerSecond, texts: people, segments },
    ms: took.to - took.from,
    forecastMs: finishesAt - now,
    cameInAll: (later.length * each * 1000) / (last - first),
    cameAtMost: busiest(times, windowMs) * each,
  };
};
