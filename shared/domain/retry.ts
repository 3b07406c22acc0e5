const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** When each attempt follows the one before, in ms: ten attempts over 75 h. */
const schedule = [
  0,
  5 * second,
  5 * minute,
  30 * minute,
  2 * hour,
  5 * hour,
  10 * hour,
  14 * hour,
  20 * hour,
  24 * hour,
] as const;

/** How far each delay may stray, so that a partner that comes back is not met by all of them at once. */
const jitter = 0.2;
const longestRetryAfter = 24 * hour;

/**
 * How long to wait after `failures` failed attempts in a row, in ms; `undefined` when the schedule is exhausted. `random` is in [0, 1).
 * A partner's `Retry-After` (ms) can put the attempt off, not bring it forward.
 */
export const nextDelay = (failures: number, random: number, retryAfter = 0): number | undefined => {
  const delay = schedule[failures];
  return delay === undefined ? undefined : Math.max(Math.round(delay * (1 - jitter + 2 * jitter * random)), retryAfter);
};

/**
 * What an answer's `Retry-After` asks for, in ms from `now`: seconds or an HTTP date (RFC 9110, 10.2.3), at most 24 h. Honoured on 429
 * and 503 alone; 0 where there is none, it lies in the past or it makes no sense.
 */
export const retryAfter = (status: number, header: string | undefined, now: number): number => {
  if (header === undefined || (status !== 429 && status !== 503)) return 0;
  const text = header.trim();
  const wait = /^\d+$/.test(text) ? Number(text) * second : httpDate(text) - now;
  return Number.isNaN(wait) ? 0 : Math.min(Math.max(wait, 0), longestRetryAfter);
};

/**
 * The three forms of an HTTP date (RFC 9110, 5.6.7), all of them in GMT, though the third leaves that unsaid. `Date.parse` alone would
 * read "-5" as a year, "Mon 2099" as a date, and the third form on this machine's clock.
 */
const inGmt = [
  /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/,
  /^[A-Z][a-z]{5,8}, \d\d-[A-Z][a-z]{2}-\d\d \d\d:\d\d:\d\d GMT$/,
] as const;
const unsaid = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/;

const httpDate = (text: string): number => {
  if (inGmt.some((form) => form.test(text))) return Date.parse(text);
  return unsaid.test(text) ? Date.parse(`${text} GMT`) : Number.NaN;
};
