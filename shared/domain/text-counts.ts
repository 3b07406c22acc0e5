import type { LedgerRow } from './broadcast.ts';
import { charged, type SkipReason, skipReasons, type TextState, textStates } from './text-ledger.ts';

/** How many people of an audience are in each state, why some failed or were skipped, and the SMS segments of the texts that Twilio took. */
export interface TextCounts {
  readonly states: Readonly<Record<TextState, number>>;
  readonly segments: number;
  /** People whose text was refused or did not arrive, by Twilio's error code; only codes that somebody has. */
  readonly codes: Readonly<Record<string, number>>;
  /** People who were skipped, by why. */
  readonly skips: Readonly<Record<SkipReason, number>>;
}

/** What a count is of: one row of the ledger. */
export type Counted = Pick<LedgerRow, 'state' | 'segments' | 'code' | 'reason'>;

/** The states in which a text has failed: in any other a code says nothing of how it ended. */
const failed: readonly TextState[] = ['undelivered', 'refused'];

const noStates = (): Record<TextState, number> => ({
  pending: 0,
  deferred: 0,
  posting: 0,
  accepted: 0,
  delivered: 0,
  undelivered: 0,
  refused: 0,
  unknown: 0,
  lost: 0,
  skipped: 0,
});

const noSkips = (): Record<SkipReason, number> => ({
  superseded: 0,
  cancelled: 0,
  left: 0,
  'no-window': 0,
  'daily-cap': 0,
});

export const noCounts = (): TextCounts => ({ states: noStates(), segments: 0, codes: {}, skips: noSkips() });

/** A row that has no code, or no reason, is counted under none. */
export const countOf = ({ state, segments, code, reason }: Counted): TextCounts => ({
  states: { ...noStates(), [state]: 1 },
  segments: charged.includes(state) ? segments : 0,
  codes: failed.includes(state) && code !== null ? { [code]: 1 } : {},
  skips: state === 'skipped' && reason !== null ? { ...noSkips(), [reason]: 1 } : noSkips(),
});

const combined = (one: TextCounts, other: TextCounts, sign: 1 | -1): TextCounts => {
  const [states, skips] = [noStates(), noSkips()];
  for (const state of textStates) states[state] = one.states[state] + sign * other.states[state];
  for (const reason of skipReasons) skips[reason] = one.skips[reason] + sign * other.skips[reason];
  const codes: Record<string, number> = {};
  for (const code of Object.keys({ ...one.codes, ...other.codes })) {
    const people = (one.codes[code] ?? 0) + sign * (other.codes[code] ?? 0);
    if (people !== 0) codes[code] = people;
  }
  return { states, segments: one.segments + sign * other.segments, codes, skips };
};

export const plus = (one: TextCounts, other: TextCounts): TextCounts => combined(one, other, 1);

/** What changes when a row becomes another. */
export const changeOf = (before: Counted, after: Counted): TextCounts => combined(countOf(after), countOf(before), -1);

/** How many texts Twilio took. */
export const chargedOf = ({ states }: TextCounts): number => charged.reduce((sum, state) => sum + states[state], 0);

/** Everybody who is in any state. */
export const audienceOf = ({ states }: TextCounts): number => textStates.reduce((sum, state) => sum + states[state], 0);
