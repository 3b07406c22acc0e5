import { charged, type TextState, textStates } from './text-ledger.ts';

/** How many people of an audience are in each state, and the SMS segments of the texts that Twilio took. */
export interface TextCounts {
  readonly states: Readonly<Record<TextState, number>>;
  readonly segments: number;
}

/** What a count is of: one row of the ledger. */
interface Counted {
  readonly state: TextState;
  readonly segments: number;
}

const none = (): Record<TextState, number> => ({
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

export const noCounts = (): TextCounts => ({ states: none(), segments: 0 });

export const countOf = ({ state, segments }: Counted): TextCounts => ({
  states: { ...none(), [state]: 1 },
  segments: charged.includes(state) ? segments : 0,
});

const combined = (one: TextCounts, other: TextCounts, sign: 1 | -1): TextCounts => {
  const states = none();
  for (const state of textStates) states[state] = one.states[state] + sign * other.states[state];
  return { states, segments: one.segments + sign * other.segments };
};

export const plus = (one: TextCounts, other: TextCounts): TextCounts => combined(one, other, 1);

/** What changes when a row leaves one state for another. */
export const changeOf = (row: Counted, to: TextState): TextCounts =>
  combined(countOf({ ...row, state: to }), countOf(row), -1);

/** How many texts Twilio took. */
export const chargedOf = ({ states }: TextCounts): number => charged.reduce((sum, state) => sum + states[state], 0);

/** Everybody who is in any state. */
export const audienceOf = ({ states }: TextCounts): number => textStates.reduce((sum, state) => sum + states[state], 0);
