import type { Broadcast, LedgerKey, LedgerRow } from '../domain/broadcast.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { validitySeconds } from '../domain/quiet-hours.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import { changeOf, noCounts, plus, type TextCounts } from '../domain/text-counts.ts';
import { refusesUs, suppressionOf, type TextState } from '../domain/text-ledger.ts';
import type { TextBatch } from '../domain/text-messages.ts';
import type { Clock } from '../ports/clock.ts';
import type { LedgerTokens } from '../ports/ledger-tokens.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import type { LedgerPatch, TextLedger } from '../ports/text-ledger.ts';
import type { TextSender, TextSendOutcome } from '../ports/text-sender.ts';
import type { DueWork } from '../ports/timetable.ts';
import type { Vault } from '../ports/vault.ts';
import { advanceText } from './advance-text.ts';
import { retryOf } from './text-due-work.ts';

export interface SendTextDeps {
  readonly ledger: Pick<TextLedger, 'find' | 'findMany' | 'move' | 'beginPosting'>;
  readonly subscribers: Pick<SubscriberStore, 'findMany' | 'suppress'>;
  readonly sender: TextSender;
  readonly vault: Pick<Vault, 'open'>;
  readonly tokens: Pick<LedgerTokens, 'seal'>;
  readonly newsroom: Newsroom;
  readonly clock: Clock;
  readonly random: Randomness;
}

/** `put-off`: neither this text nor the rest of the batch should be tried now; they are in the Timetable. */
export type SendTextOutcome =
  | { readonly kind: 'settled'; readonly change: TextCounts }
  | { readonly kind: 'put-off'; readonly reason: string; readonly change: TextCounts };

/**
 * Texts one person, whose window is open until `until`. Right before the text leaves, one transaction checks that the subscriber is
 * active and moves the row to `posting`; whoever finds it there does not send, so that a death, a timeout or a repeated message never
 * texts anyone twice. `rest` is the batch from this person on: it is put off when Twilio takes nothing now, or when it is in doubt
 * whether it took this one.
 */
export const sendText =
  (deps: SendTextDeps) =>
  async (
    broadcast: Broadcast,
    row: LedgerRow,
    subscriber: Subscriber | undefined,
    until: number,
    rest: TextBatch,
  ): Promise<SendTextOutcome> => {
    const { ledger, vault, tokens, sender, newsroom, clock } = deps;
    const said = broadcast.variants[row.variant];
    if (said === undefined) throw new Error(`the broadcast ${broadcast.id} has no variant ${row.variant}`);
    if (subscriber?.status !== 'active') return leave(deps, row);
    const text = {
      to: await vault.open(subscriber.phone, row.hash),
      body: said.body,
      statusCallback: `${newsroom.baseUrl}/twilio/status/${tokens.seal(keyOf(row))}`,
      validitySeconds: validitySeconds(until, clock.now()),
    };
    const begun = await ledger.beginPosting(row, row.state, iso(clock.now()));
    if (begun === 'moved') return { kind: 'settled', change: noCounts() };
    if (begun === 'left') return leave(deps, row);
    const outcome = await sender.send(text);
    const settled = await settle(deps, { ...row, state: 'posting' }, outcome, rest);
    return { ...settled, change: plus(changeOf(row, 'posting'), settled.change) };
  };

const iso = (time: number): string => new Date(time).toISOString();
const keyOf = ({ broadcastId, cohort, hash }: LedgerRow): LedgerKey => ({ broadcastId, cohort, hash });

const leave = async ({ ledger, clock }: SendTextDeps, row: LedgerRow): Promise<SendTextOutcome> => {
  const moved = await advanceText(ledger)(row, row, 'skipped', iso(clock.now()), { reason: 'left' });
  return { kind: 'settled', change: moved?.change ?? noCounts() };
};

/** Writes down what came of a try. */
const settle = async (
  deps: SendTextDeps,
  row: LedgerRow,
  outcome: TextSendOutcome,
  rest: TextBatch,
): Promise<SendTextOutcome> => {
  const { ledger, subscribers, clock, random } = deps;
  const now = clock.now();
  const advance = async (to: TextState, patch?: LedgerPatch, due?: DueWork): Promise<TextCounts> =>
    (await advanceText(ledger)(row, row, to, iso(now), patch, due))?.change ?? noCounts();

  if (outcome.kind === 'accepted') return { kind: 'settled', change: await advance('accepted', { sid: outcome.sid }) };
  if (outcome.kind === 'refused' && !refusesUs(outcome.status)) {
    const reason = suppressionOf(outcome.code);
    if (reason) await subscribers.suppress(row.hash, reason, iso(now));
    return { kind: 'settled', change: await advance('refused', { code: outcome.code }) };
  }
  if (outcome.kind === 'unknown') {
    const others = rest.hashes.filter((hash) => hash !== row.hash);
    const due = others.length > 0 ? retryOf({ ...rest, hashes: others }, now, random()) : undefined;
    return { kind: 'put-off', reason: outcome.reason, change: await advance('unknown', {}, due) };
  }
  const reason = outcome.kind === 'unsent' ? outcome.reason : `status ${outcome.status}`;
  return { kind: 'put-off', reason, change: await advance('pending', {}, retryOf(rest, now, random())) };
};
