import type { PendingSignUp } from '../domain/consent.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { segmentsOf } from '../domain/segments.ts';
import { serviceText } from '../domain/service-text.ts';
import type { PhoneHash } from '../domain/subscriber.ts';
import type { TextWork } from '../domain/text-messages.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { Log } from '../ports/log.ts';
import type { SenderPace } from '../ports/sender-pace.ts';
import type { SignUps } from '../ports/subscriber-store.ts';
import type { TextSender, TextSendOutcome } from '../ports/text-sender.ts';
import type { DueWork } from '../ports/timetable.ts';
import type { Vault } from '../ports/vault.ts';
import { isOfUs, isTrouble } from './settle-text.ts';
import { type AllowanceDeps, allowTexts } from './text-allowance.ts';

export interface SendConfirmationDeps extends AllowanceDeps {
  readonly signUps: Pick<SignUps, 'pending' | 'post' | 'moveText'>;
  readonly broadcasts: Pick<BroadcastStore, 'remind'>;
  readonly pace: Pick<SenderPace, 'take' | 'slowDown'>;
  readonly sender: TextSender;
  readonly vault: Pick<Vault, 'open'>;
  readonly newsroom: Newsroom;
  /** Whether an operator paused the channel of texts. */
  readonly channelPaused: () => Promise<boolean>;
  readonly log: Log;
}

const longestMs = 60_000;
const firstRetryMs = 5_000;
const longestRetryMs = 900_000;
/** Of what Twilio takes, the most: it may come late, but not after the sign-up has run out. */
const longestValiditySeconds = 14_400;

/**
 * Texts a sign-up on the page, so that its phone can say `JOIN`: at any hour, since they asked for it this moment, and before other texts.
 * It is `posting` right before it leaves, and stays so where it is in doubt: whoever finds that does not text. What provably never left is
 * owed again first and in the Timetable then; whoever dies in between leaves the message, which comes again and finds it owed.
 */
export const sendConfirmation =
  (deps: SendConfirmationDeps) =>
  async ({ hash, until }: { readonly hash: PhoneHash; readonly until?: string | undefined }): Promise<void> => {
    const { signUps, broadcasts, sender, vault, pace, newsroom, clock, log } = deps;
    const now = new Date(clock.now()).toISOString();
    const signUp = await signUps.pending(hash, now);
    if (signUp === undefined && until !== undefined && until <= now) log.warn('CONFIRMATION_RAN_OUT');
    if (signUp?.text !== 'owed') return;
    const putOff = async (reason: string): Promise<void> => {
      await broadcasts.remind(retryOf(signUp, clock.now()));
      log.warn('CONFIRMATION_PUT_OFF', { reason });
    };

    const to = await vault.open(signUp.phone, hash);
    const body = serviceText(newsroom, signUp.preferences.language, { kind: 'confirm' });
    const { segments } = segmentsOf(body);
    const precedence = { goesFirst: true, mayUseReserve: false };
    const allowance = await allowTexts(deps)(segments, precedence, clock.now() + longestMs);
    if (allowance.kind !== 'granted') return putOff(allowance.kind === 'spent' ? 'budget' : 'pace');
    if (allowance.waited && (await deps.channelPaused())) {
      await allowance.giveBack(segments);
      return putOff('paused');
    }
    const left = Math.floor((Date.parse(signUp.until) - clock.now()) / 1000);
    // whoever joined, left or was suppressed since then has no sign-up any more, and is not texted
    const isPosting = left >= 1 && (await signUps.post(hash, new Date(clock.now()).toISOString()));
    if (!isPosting) {
      if (left < 1) log.warn('CONFIRMATION_RAN_OUT');
      return allowance.giveBack(segments);
    }
    const validitySeconds = Math.min(longestValiditySeconds, left);
    const outcome = await sender.send({ to, body, statusCallback: null, validitySeconds });

    const unsent = whyUnsent(outcome);
    if (unsent !== undefined) await signUps.moveText(hash, 'posting', 'owed');
    else if (outcome.kind === 'accepted') await signUps.moveText(hash, 'posting', 'sent');
    else if (outcome.kind === 'refused') await signUps.moveText(hash, 'posting', 'refused');
    if (outcome.kind === 'unsent' || outcome.kind === 'refused') await allowance.giveBack(segments);
    if (isTrouble(outcome)) await pace.slowDown(clock.now());
    if (unsent !== undefined) return putOff(unsent);
    log.info('CONFIRMATION_SETTLED', { state: outcome.kind, code: outcome.kind === 'refused' ? outcome.code : null });
  };

/** Why a text provably never left although nothing is wrong with it; undefined where it did, or may have, or was refused for good. */
const whyUnsent = (outcome: TextSendOutcome): string | undefined => {
  if (outcome.kind === 'unsent') return outcome.reason;
  return outcome.kind === 'refused' && isOfUs(outcome) ? `status ${outcome.status}` : undefined;
};

/**
 * The same once more, at the next of its times: 5 s after the sign-up, twice as long each time, and every 15 minutes after that. The times
 * are the sign-up's own, somewhat sooner for each so that those that failed together come apart: a message that comes twice is put off once,
 * and not by two that go on for a day.
 */
const retryOf = ({ hash, at, until }: PendingSignUp, now: number): DueWork => {
  const sooner = 0.5 + Buffer.from(hash.slice(2), 'base64url').readUInt8() / 512;
  const waited = (now - Date.parse(at)) / sooner;
  const doubled = firstRetryMs * 2 ** Math.max(0, Math.floor(Math.log2(Math.max(1, waited) / firstRetryMs)) + 1);
  const next = doubled < longestRetryMs ? doubled : (Math.floor(waited / longestRetryMs) + 1) * longestRetryMs;
  const work: TextWork = { kind: 'confirmation', hash, until };
  return {
    at: new Date(Math.ceil(Date.parse(at) + next * sooner)).toISOString(),
    kind: 'retry-confirmation',
    id: hash,
    queue: 'urgent-texts',
    body: JSON.stringify(work),
  };
};
