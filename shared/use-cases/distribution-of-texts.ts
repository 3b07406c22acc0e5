import type { Actor } from '../domain/actor.ts';
import type { Broadcast, BroadcastStatus, PauseReason } from '../domain/broadcast.ts';
import { timesPrice } from '../domain/decimal.ts';
import type { BroadcastId } from '../domain/ids.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { audienceOf, noCounts, plus } from '../domain/text-counts.ts';
import type { TextState } from '../domain/text-ledger.ts';
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
      ...total.states,
      segments: total.segments,
      cost: { currency, amount: timesPrice(amount, total.segments) },
    };
  };
