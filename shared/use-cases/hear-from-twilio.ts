import { mayFollow, stateOfTwilio } from '../domain/text-ledger.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { LedgerTokens } from '../ports/ledger-tokens.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import type { TextLedger } from '../ports/text-ledger.ts';
import { advanceText } from './advance-text.ts';
import { type HeedDeps, heedCode, suppressByCode } from './heed-code.ts';
import { seeToLateLook } from './late-look.ts';

export interface HearDeps extends HeedDeps {
  readonly tokens: Pick<LedgerTokens, 'open'>;
  readonly ledger: Pick<TextLedger, 'find' | 'move'>;
  readonly broadcasts: HeedDeps['broadcasts'] & Pick<BroadcastStore, 'addToTally' | 'remind'>;
  readonly subscribers: HeedDeps['subscribers'] & Pick<SubscriberStore, 'clearStrikes'>;
}

/** Of a status callback's parameters, those that count; its signature was validated. */
export interface StatusCallback {
  readonly MessageSid?: string;
  readonly MessageStatus?: string;
  readonly ErrorCode?: string;
}

/**
 * Takes down what Twilio says became of a text. Callbacks come late, more than once and in any order: a row only moves forward, and a
 * callback proves acceptance where the answer to our request was lost. What names no row, or says nothing new, changes nothing. Whoever
 * dies after the move leaves the tally to the next look over the broadcast, which is due before it, and the code's strike uncounted.
 */
export const hearFromTwilio = (deps: HearDeps) => {
  const willBeLookedOver = seeToLateLook(deps);
  return async (token: string, callback: StatusCallback): Promise<void> => {
    const { tokens, ledger, broadcasts, subscribers, clock, log } = deps;
    const key = tokens.open(token);
    const state = stateOfTwilio(callback.MessageStatus ?? '');
    if (!key || !state) return;
    const code = /^\d{1,6}$/.test(callback.ErrorCode ?? '') ? Number(callback.ErrorCode) : null;
    const sid = callback.MessageSid ?? null;
    await suppressByCode(deps)(key.hash, code, sid);
    const row = await ledger.find(key);
    if (!row) return;
    if (mayFollow(row.state, state)) await willBeLookedOver(key.broadcastId);
    const at = new Date(clock.now()).toISOString();
    const moved = await advanceText(ledger)(key, row, state, at, { code, ...(sid === null ? {} : { sid }) });
    if (!moved?.change) return;
    await broadcasts.addToTally(key.broadcastId, key.cohort, moved.change);
    log.info('TEXT_SETTLED', { broadcastId: key.broadcastId, state, code });
    // what is only on its way has not failed, whatever code comes with it
    if (state === 'undelivered') await heedCode(deps)(key, code);
    // a phone that got a text is within reach; its strikes may be of this very text, which is delivered after all
    if (state === 'delivered' && (row.struck || row.state === 'undelivered')) await subscribers.clearStrikes(key.hash);
  };
};
