import type { AnyEndpoint } from './follower.ts';

/**
 * How fast an endpoint is worked off: a share of its own limits, 1 for all of them. Halved whenever a gateway of the partner's says that
 * it is too much, and raised by a sixteenth with each success, as TCP does it.
 */
export type Pace = number;

export const fullPace: Pace = 1;
/** Where an endpoint begins that was out of service: its servers may just have come up, and much may wait for them. */
export const slowestPace: Pace = 1 / 16;
const step = 1 / 16;
/** Requests a second below which nobody is slowed: a token takes 2 s at most. */
const lowestRate = 0.5;

/** Answers that say "too much": asked for directly (429), or by a gateway whose server could not keep up (502, 504). */
export const isTooMuch = (status: number | null): boolean => status === 429 || status === 502 || status === 504;

export const slowed = (pace: Pace): Pace => Math.max(slowestPace, pace / 2);
export const quickened = (pace: Pace): Pace => Math.min(fullPace, pace + step);

/** An endpoint's limits at a pace: at least one exchange at a time, and never more than the endpoint's own. */
export const limitsAt = (
  { ratePerSecond, maxInFlight }: Pick<AnyEndpoint, 'ratePerSecond' | 'maxInFlight'>,
  pace: Pace,
): Pick<AnyEndpoint, 'ratePerSecond' | 'maxInFlight'> => ({
  ratePerSecond: Math.max(lowestRate, ratePerSecond * pace),
  maxInFlight: Math.max(1, Math.floor(maxInFlight * pace)),
});
