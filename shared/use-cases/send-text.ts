import { type Broadcast, isUrgent, type LedgerKey, type LedgerRow } from '../domain/broadcast.ts';
import { zoneKeyOfShard } from '../domain/cohort.ts';
import { countText, dayOf, isCapped } from '../domain/daily-cap.ts';
import { jointWindow } from '../domain/joint-window.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { validitySeconds, type WindowAt } from '../domain/quiet-hours.ts';
import { saidIn } from '../domain/said-in.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import { changeOf, noCounts, plus, type TextCounts } from '../domain/text-counts.ts';
import type { SkipReason } from '../domain/text-ledger.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { LedgerTokens } from '../ports/ledger-tokens.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import type { Counted, TextLedger } from '../ports/text-ledger.ts';
import type { TextSender } from '../ports/text-sender.ts';
import type { Vault } from '../ports/vault.ts';
import { advanceText } from './advance-text.ts';
import { type SettleTextDeps, settleText, type TextEnd } from './settle-text.ts';
import { openingOf } from './text-due-work.ts';

export interface SendTextDeps extends SettleTextDeps {
  readonly ledger: SettleTextDeps['ledger'] & Pick<TextLedger, 'beginPosting'>;
  readonly subscribers: SettleTextDeps['subscribers'] & Pick<SubscriberStore, 'find'>;
  readonly sender: TextSender;
  readonly vault: Pick<Vault, 'open'>;
  readonly tokens: Pick<LedgerTokens, 'seal'>;
  readonly broadcasts: SettleTextDeps['broadcasts'] & Pick<BroadcastStore, 'remind'>;
  readonly newsroom: Newsroom;
  readonly windowAt: WindowAt;
}

/** A text that is ready to leave, but for what holds at that instant. */
export interface ReadyText {
  readonly row: LedgerRow;
  readonly subscriber: Subscriber;
  readonly to: string;
  readonly body: string;
}

/** A profile changes at most by a few texts and words of its phone at the same time; more losses than this are a fault. */
const maxTries = 5;

const settled = (change: TextCounts = noCounts()): TextEnd => ({ change, waits: false, mayCost: false });
const iso = (time: number): string => new Date(time).toISOString();
const keyOf = ({ broadcastId, cohort, hash }: LedgerRow): LedgerKey => ({ broadcastId, cohort, hash });

/** Makes one person's text ready, unless they left, are away for now, or their day is full. It costs nothing yet. */
export const prepareText =
  (deps: SendTextDeps) =>
  async (broadcast: Broadcast, row: LedgerRow, subscriber: Subscriber | undefined): Promise<ReadyText | TextEnd> => {
    const standing = standingOf(deps, broadcast, row, subscriber);
    if (standing.kind !== 'open') return keep(deps, row, standing);
    const { body } = saidIn(deps.newsroom, broadcast, row);
    return {
      row,
      subscriber: standing.subscriber,
      to: await deps.vault.open(standing.subscriber.phone, row.hash),
      body,
    };
  };

/**
 * Texts one person, whose window is open until `until`. Right before the text leaves, one transaction checks that the subscriber is
 * active, counts the text on their day and moves the row to `posting`; whoever finds it there does not send, so that a death, a timeout
 * or a repeated message never texts anyone twice.
 */
export const sendText =
  (deps: SendTextDeps) =>
  async (broadcast: Broadcast, { row, subscriber, to, body }: ReadyText, until: number): Promise<TextEnd> => {
    const { ledger, subscribers, tokens, sender, newsroom, clock } = deps;
    const statusCallback = `${newsroom.baseUrl}/twilio/status/${tokens.seal(keyOf(row))}`;
    let profile: Subscriber | undefined = subscriber;
    for (let tries = 0; tries < maxTries; tries++) {
      const standing = standingOf(deps, broadcast, row, profile);
      if (standing.kind !== 'open') return keep(deps, row, standing);
      const also = { counted: standing.counted, struck: standing.subscriber.strikes !== null };
      const begun = await ledger.beginPosting(row, row.state, iso(clock.now()), also);
      if (begun === 'moved') return settled();
      if (begun === 'posting') {
        const text = {
          to,
          body,
          statusCallback,
          validitySeconds: validitySeconds(Math.min(until, standing.until), clock.now()),
        };
        const posting: LedgerRow = { ...row, state: 'posting' };
        const end = await settleText(deps)(posting, await sender.send(text));
        return { ...end, change: plus(changeOf(row, posting), end.change) };
      }
      profile = await subscribers.find(row.hash);
    }
    throw new Error('a profile did not come to rest');
  };

/**
 * `open`: until then by the zones that they are in now. `shut`: it is night in those, until `opens`. `away`: they are not texted now, and may
 * be again.
 */
type Standing =
  | {
      readonly kind: 'open';
      readonly subscriber: Subscriber;
      readonly counted: Counted | undefined;
      readonly until: number;
    }
  | { readonly kind: 'shut'; readonly opens: number }
  | { readonly kind: 'away' }
  | { readonly kind: 'skipped'; readonly reason: SkipReason };

/** A correction waits for who is paused or dormant for so long, in ms. */
const awayMs = 7 * 24 * 3_600_000;

/**
 * Whether somebody who is not active comes back in time for this text: they heard the error, did not leave, and the correction of it is not
 * old. The looks over the broadcast try again until then.
 */
const mayComeBack = (
  broadcast: Broadcast,
  { variant }: LedgerRow,
  subscriber: Subscriber | undefined,
  now: number,
): boolean =>
  (subscriber?.status === 'paused' || subscriber?.status === 'dormant') &&
  isUrgent(broadcast) &&
  variant !== 'first' &&
  now - Date.parse(broadcast.createdAt) < awayMs;

/**
 * Whether a subscriber may be texted, as their profile was read. Who moved since the broadcast was planned is still in the shard of where
 * they were: then both windows must be open.
 */
const standingOf = (
  { newsroom, clock, windowAt }: Pick<SendTextDeps, 'newsroom' | 'clock' | 'windowAt'>,
  broadcast: Broadcast,
  row: LedgerRow,
  subscriber: Subscriber | undefined,
): Standing => {
  const now = clock.now();
  if (subscriber?.status !== 'active')
    return mayComeBack(broadcast, row, subscriber, now) ? { kind: 'away' } : { kind: 'skipped', reason: 'left' };
  let until = Number.POSITIVE_INFINITY;
  const planned = zoneKeyOfShard(row.cohort);
  if (subscriber.zones !== planned) {
    const both = jointWindow(windowAt, planned, subscriber.zones, now);
    if (both.until === null) return { kind: 'skipped', reason: 'no-window' };
    if (!both.open) return { kind: 'shut', opens: both.until };
    until = both.until;
  }
  if (!isCapped(broadcast)) return { kind: 'open', subscriber, counted: undefined, until };
  const seen = subscriber.texted;
  const day = countText(seen, broadcast.id, dayOf(subscriber.zones, now), newsroom.texts.dailyCap);
  if (day.kind === 'full') return { kind: 'skipped', reason: 'daily-cap' };
  return { kind: 'open', subscriber, counted: day.kind === 'counts' ? { seen, texted: day.texted } : undefined, until };
};

/** Writes down why somebody is not texted, or not yet. Whoever dies before the opening is due leaves the message, which finds them again. */
const keep = async (
  { ledger, broadcasts, clock }: SendTextDeps,
  row: LedgerRow,
  standing: Exclude<Standing, { kind: 'open' }>,
): Promise<TextEnd> => {
  const at = iso(clock.now());
  if (standing.kind === 'skipped')
    return settled((await advanceText(ledger)(row, row, 'skipped', at, { reason: standing.reason }))?.change);
  // no opening for who is away: nobody knows when they come back
  if (standing.kind === 'shut') await broadcasts.remind(openingOf(row.broadcastId, row.cohort, standing.opens));
  return settled((await advanceText(ledger)(row, row, 'deferred', at))?.change);
};
