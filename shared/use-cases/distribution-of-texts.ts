import type { Actor } from '../domain/actor.ts';
import type { Broadcast, BroadcastStatus, PauseReason } from '../domain/broadcast.ts';
import { timesPrice } from '../domain/decimal.ts';
import type { BroadcastId } from '../domain/ids.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { audienceOf, noCounts, plus, type TextCounts } from '../domain/text-counts.ts';
import { type SkipReason, skipReasons, type TextState, textStates } from '../domain/text-ledger.ts';
import { wordsOf } from '../domain/twilio-code-words.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';

/** Where an event stands on phones: everybody in the audience is in exactly one state. */
export interface TextsDistribution extends Readonly<Record<TextState, number>> {
  readonly broadcastId: BroadcastId;
  readonly status: BroadcastStatus;
  /** Why it is held, where it is. */
  readonly pausedBecause: PauseReason | null;
  /** Whether somebody must approve it, and who did. */
  readonly approval: Broadcast['approval'];
  readonly approvedBy: Actor | null;
  /** Nothing of it leaves before. */
  readonly holdUntil: string | null;
  readonly audience: number;
  /** SMS segments of the texts that Twilio took. */
  readonly segments: number;
  /** At the newsroom's price per segment; a decimal number as text. */
  readonly cost: { readonly currency: string; readonly amount: string };
  /** Whose text was refused or did not arrive, by Twilio's error code: most people first. One without a code is in none. */
  readonly failures: readonly Failure[];
  /** Who was skipped, by why: most people first. */
  readonly skips: readonly { readonly reason: SkipReason; readonly people: number }[];
}

interface Failure {
  readonly code: number;
  readonly people: number;
  /** A sentence for editors; null for a code that we have no words for. */
  readonly meaning: string | null;
}

/** From the tallies, which the look-overs hold against the ledger. Null when no broadcast was made, or none yet. */
export const distributionOfTexts =
  ({ broadcasts, newsroom }: { broadcasts: Pick<BroadcastStore, 'find' | 'tallies'>; newsroom: Newsroom }) =>
  async (broadcastId: BroadcastId): Promise<TextsDistribution | null> => {
    const [broadcast, tallies] = await Promise.all([broadcasts.find(broadcastId), broadcasts.tallies(broadcastId)]);
    if (!broadcast) return null;
    const total = tallies.reduce((sum, { counts }) => plus(sum, counts), noCounts());
    const { currency, amount } = newsroom.texts.pricePerSegment;
    return {
      broadcastId,
      status: broadcast.status,
      pausedBecause: broadcast.pausedBecause,
      approval: broadcast.approval,
      approvedBy: broadcast.approvedBy,
      holdUntil: broadcast.holdUntil,
      audience: audienceOf(total),
      ...settled(total.states),
      segments: total.segments,
      cost: { currency, amount: timesPrice(amount, total.segments) },
      failures: failuresIn(total),
      skips: skipsIn(total),
    };
  };

/** Two callbacks of one text may be counted in the other order, and a number be below zero until both are. */
const mostFirst = <Counted extends { readonly people: number }>(counted: readonly Counted[]): Counted[] =>
  counted.filter(({ people }) => people > 0).sort((one, other) => other.people - one.people);

const failuresIn = ({ codes }: TextCounts): Failure[] =>
  mostFirst(
    Object.entries(codes).map(([code, people]) => ({ code: Number(code), people, meaning: wordsOf(Number(code)) })),
  );

const skipsIn = ({ skips }: TextCounts): TextsDistribution['skips'] =>
  mostFirst(skipReasons.map((reason) => ({ reason, people: skips[reason] })));

/**
 * A batch tells what became of its people once it is through, a callback at once: until then some have left a state that they are not
 * counted in yet. They are taken from those who still seem to wait, so that no number is negative and the sum is the audience.
 */
const settled = (states: Readonly<Record<TextState, number>>): Record<TextState, number> => {
  const seen = { ...states };
  let early = 0;
  for (const state of textStates) {
    early += Math.max(0, -seen[state]);
    seen[state] = Math.max(0, seen[state]);
  }
  for (const state of textStates) {
    const taken = Math.min(early, seen[state]);
    seen[state] -= taken;
    early -= taken;
  }
  return seen;
};
