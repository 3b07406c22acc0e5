/**
 * The speed of the one sender that all texts share: a bucket of segments that fills with time and holds one second's worth. It may be
 * drawn on ahead of time, and whoever does waits. The network's "too much" halves the speed and it grows back evenly, as TCP does it.
 */
export interface SenderPaceState {
  /** Segments that may leave at `at`; below zero, what was taken ahead of time. */
  readonly tokens: number;
  /** When they were counted, ms since 1970. */
  readonly at: number;
  /** Segments a second at `at`. */
  readonly rate: number;
  /** When it was last made slower, ms since 1970. */
  readonly slowedAt: number | null;
  /** Urgent texts wait until then, ms since 1970; nobody else takes anything before. */
  readonly urgentUntil: number;
}

export interface TakenSegments {
  /** The very state that was given, where nothing was taken and nobody is held back for it. */
  readonly state: SenderPaceState;
  readonly taken: boolean;
  /** When they may leave, or when to ask again: in so many ms. */
  readonly wait: number;
}

/** Nobody takes further ahead: a function that dies while it waits has wasted so much, and an urgent text waits for so long. */
export const longestWaitMs = 10_000;
/** From a standstill to full speed. */
const recoveryMs = 60_000;
/** 429s come in crowds: those of one second are one. */
const slowedOnceInMs = 1000;
const slowestRate = 1;
/** Urgent texts that waited come back for their next one within so long. */
const urgentReturnMs = 1000;

export const freshSenderPace = (max: number, now: number): SenderPaceState => ({
  tokens: max,
  at: now,
  rate: max,
  slowedAt: null,
  urgentUntil: 0,
});

/**
 * Takes segments at `now` (ms since 1970) from a sender that carries at most `max` a second (1 or more). Texts leave in the order in
 * which they were taken. More than the bucket holds can be taken as long as nobody else is waiting for long.
 */
export const takeSegments = (
  before: SenderPaceState,
  max: number,
  segments: number,
  urgent: boolean,
  now: number,
): TakenSegments => {
  const state = refilled(before, max, now);
  if (!urgent && now < state.urgentUntil) return { state: before, taken: false, wait: state.urgentUntil - now };
  const wait = Math.ceil(state.at - now + fillingMs(state.rate, max, segments - state.tokens));
  // what is more than ten seconds' worth by itself still goes when nothing is before it
  const longest = Math.max(longestWaitMs, Math.ceil(fillingMs(state.rate, max, segments)));
  const taken = wait <= longest;
  const answered = taken ? wait : wait - longest;
  if (!taken && !urgent) return { state: before, taken, wait: answered };
  const tokens = taken ? state.tokens - segments : state.tokens;
  const urgentUntil =
    urgent && wait > 0 ? Math.max(state.urgentUntil, now + answered + urgentReturnMs) : state.urgentUntil;
  return { state: { ...state, tokens, urgentUntil }, taken, wait: answered };
};

/** Half as fast from `now` on, but at most once a second (the very state that was given then), and never slower than a segment a second. */
export const slowedPace = (before: SenderPaceState, max: number, now: number): SenderPaceState => {
  const state = refilled(before, max, now);
  if (state.slowedAt !== null && now - state.slowedAt < slowedOnceInMs) return before;
  const rate = Math.max(slowestRate, state.rate / 2);
  return { ...state, rate, tokens: Math.min(state.tokens, rate), slowedAt: now };
};

/** The bucket as it is at `now`. Clocks differ: it never goes back. */
const refilled = (before: SenderPaceState, max: number, now: number): SenderPaceState => {
  const at = Math.max(before.at, now);
  const passed = at - before.at;
  const growing = Math.min(passed, growingMs(before.rate, max));
  const rate = rateAfter(before.rate, max, passed);
  const grown = ((before.rate + rateAfter(before.rate, max, growing)) / 2) * growing + rate * (passed - growing);
  return { ...before, at, rate, tokens: Math.min(rate, before.tokens + grown / 1000) };
};

const growthPerMs = (max: number): number => max / recoveryMs;
/** For how long a rate still grows. */
const growingMs = (rate: number, max: number): number => Math.max(0, max - rate) / growthPerMs(max);
const rateAfter = (rate: number, max: number, ms: number): number => Math.min(max, rate + growthPerMs(max) * ms);

/** How long so many segments take to come in, from a rate that grows on the way: the inverse of what `refilled` adds. */
const fillingMs = (rate: number, max: number, segments: number): number => {
  if (segments <= 0) return 0;
  const growing = growingMs(rate, max);
  const whileGrowing = (((rate + max) / 2) * growing) / 1000;
  if (growing === 0 || segments >= whileGrowing) return growing + ((segments - whileGrowing) / max) * 1000;
  const growth = growthPerMs(max);
  return (Math.sqrt(rate * rate + 2 * growth * segments * 1000) - rate) / growth;
};
