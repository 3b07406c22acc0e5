import type { BroadcastId } from '../../shared/domain/ids.ts';
import type { PhoneHash } from '../../shared/domain/subscriber.ts';
import type { LedgerTokens } from '../../shared/ports/ledger-tokens.ts';
import type { OutgoingText, TextSender, TextSendOutcome } from '../../shared/ports/text-sender.ts';
import type { StatusCallback } from '../../shared/use-cases/hear-from-twilio.ts';
import type { ManualClock } from '../fakes/clock.ts';
import { sidOf } from '../fakes/text-sender.ts';
import type { Chance } from './chance.ts';
import type { Fates } from './fates.ts';
import type { Trace } from './trace.ts';

/** One request for a text, as the network saw it. */
export interface Posted {
  readonly broadcastId: BroadcastId;
  readonly hash: PhoneHash;
  readonly at: number;
  readonly body: string;
  /** Whether the text reached the phone. */
  readonly taken: boolean;
  readonly said: TextSendOutcome;
}

interface Reaction {
  readonly taken: boolean;
  readonly said: TextSendOutcome;
  readonly ms: number;
}

/** Takes a callback of Twilio's; whether it was answered with 2xx. */
type Hear = (token: string, callback: StatusCallback) => Promise<boolean>;

const minute = 60_000;

/** What Twilio said became of a text, and was told that we heard. */
export interface Told {
  readonly broadcastId: BroadcastId;
  readonly hash: PhoneHash;
  readonly status: string;
}

/** A network that takes texts, refuses them, hangs, or takes them and says 500; and calls back in any order, repeatedly or never. */
export const simulatedTwilio = (
  { clock, chance, fates, trace }: { clock: ManualClock; chance: Chance; fates: Fates; trace: Trace },
  tokens: LedgerTokens,
  hear: Hear,
): TextSender & { readonly posted: Posted[]; readonly told: Told[] } => {
  const posted: Posted[] = [];
  const told: Told[] = [];

  const reaction = (sid: string): Reaction => {
    const ms = chance.between(5, 200);
    if (!fates.strikesOutside(0.25)) return { taken: true, said: { kind: 'accepted', sid }, ms };
    return chance.pick<Reaction>([
      { taken: true, said: { kind: 'unknown', reason: 'server-error' }, ms },
      { taken: true, said: { kind: 'unknown', reason: 'timeout' }, ms: 15_000 },
      { taken: false, said: { kind: 'unknown', reason: 'timeout' }, ms: 15_000 },
      { taken: false, said: { kind: 'unsent', reason: 'throttled' }, ms },
      { taken: false, said: { kind: 'unsent', reason: 'connect' }, ms },
      { taken: false, said: { kind: 'refused', code: null, status: 401 }, ms },
      { taken: false, said: { kind: 'refused', code: 30_007, status: 400 }, ms },
      { taken: false, said: { kind: 'refused', code: 21_610, status: 400 }, ms },
    ]);
  };
  const callBack = async (token: string, callback: StatusCallback, afterMs: number): Promise<void> => {
    await clock.sleep(afterMs);
    // Twilio tries again five times, then no more
    for (let tries = 0; tries < 6; tries += 1) {
      if (await hear(token, callback)) {
        const key = tokens.open(token);
        if (key) told.push({ broadcastId: key.broadcastId, hash: key.hash, status: callback.MessageStatus ?? '' });
        return;
      }
      await clock.sleep(chance.between(100, 5_000));
    }
  };
  const follow = (token: string, MessageSid: string): void => {
    const end = chance.happens(0.8)
      ? { MessageStatus: 'delivered' }
      : { MessageStatus: 'undelivered', ErrorCode: '30003' };
    for (const status of [{ MessageStatus: 'queued' }, { MessageStatus: 'sent' }, end]) {
      if (fates.strikesOutside(0.1)) continue;
      const longest = chance.happens(0.1) ? 90 * minute : 20_000;
      for (let copies = fates.strikesOutside(0.1) ? 2 : 1; copies > 0; copies -= 1)
        void callBack(token, { ...status, MessageSid }, chance.between(0, longest));
    }
  };

  const send = async ({ to, body, statusCallback }: OutgoingText): Promise<TextSendOutcome> => {
    const token = statusCallback.slice(statusCallback.lastIndexOf('/') + 1);
    const key = tokens.open(token);
    if (!key) throw new Error(`${to} would be texted under no key`);
    const sid = sidOf(posted.length);
    const { taken, said, ms } = reaction(sid);
    posted.push({ broadcastId: key.broadcastId, hash: key.hash, at: clock.now(), body, taken, said });
    trace.note(
      'twilio',
      `${taken ? 'takes' : 'does not take'} “${body.slice(0, 40)}” of ${key.broadcastId} to ${to}, says ${JSON.stringify(said)}`,
    );
    if (taken) follow(token, sid);
    await clock.sleep(ms);
    return said;
  };
  return { posted, told, send };
};
