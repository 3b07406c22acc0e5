import { stateOfTwilio, suppressionOf } from '../domain/text-ledger.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { LedgerTokens } from '../ports/ledger-tokens.ts';
import type { Log } from '../ports/log.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import type { TextLedger } from '../ports/text-ledger.ts';
import { advanceText } from './advance-text.ts';

export interface HearDeps {
  readonly tokens: Pick<LedgerTokens, 'open'>;
  readonly ledger: Pick<TextLedger, 'find' | 'move'>;
  readonly broadcasts: Pick<BroadcastStore, 'addToTally'>;
  readonly subscribers: Pick<SubscriberStore, 'suppress'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Of a status callback's parameters, those that count; its signature was validated. */
export interface StatusCallback {
  readonly MessageSid?: string;
  readonly MessageStatus?: string;
  readonly ErrorCode?: string;
}

/**
 * Takes down what Twilio says became of a text. Callbacks come late, more than once and in any order: a row only moves forward, and a
 * callback proves acceptance where the answer to our request was lost. What names no row, or says nothing new, changes nothing.
 */
export const hearFromTwilio =
  ({ tokens, ledger, broadcasts, subscribers, clock, log }: HearDeps) =>
  async (token: string, callback: StatusCallback): Promise<void> => {
    const key = tokens.open(token);
    const state = stateOfTwilio(callback.MessageStatus ?? '');
    if (!key || !state) return;
    const at = new Date(clock.now()).toISOString();
    const code = /^\d{1,6}$/.test(callback.ErrorCode ?? '') ? Number(callback.ErrorCode) : null;
    const reason = suppressionOf(code);
    if (reason) await subscribers.suppress(key.hash, reason, at);
    const { MessageSid: sid } = callback;
    const moved = await advanceText(ledger)(key, undefined, state, at, { code, ...(sid === undefined ? {} : { sid }) });
    if (!moved?.change) return;
    await broadcasts.addToTally(key.broadcastId, key.cohort, moved.change);
    log.info('TEXT_SETTLED', { broadcastId: key.broadcastId, state, code });
  };
