import type { LedgerKey } from '../../shared/domain/broadcast.ts';
import type { LedgerTokens } from '../../shared/ports/ledger-tokens.ts';
import type { OutgoingText, SentText, SentTexts, TextSender, TextSendOutcome } from '../../shared/ports/text-sender.ts';
import type { StatusCallback } from '../../shared/use-cases/hear-from-twilio.ts';
import { isOfUs } from '../../shared/use-cases/settle-text.ts';
import type { ManualClock } from '../fakes/clock.ts';
import { sidOf } from '../fakes/text-sender.ts';
import type { Chance } from './chance.ts';
import type { Fates } from './fates.ts';
import type { Trace } from './trace.ts';

/** One request for a text, as the network saw it; `key` is of the row that it is for, and null of a text that asks for JOIN. */
export interface Asked extends OutgoingText {
  readonly key: LedgerKey | null;
  readonly at: number;
  /** Whether the text reached the phone. */
  readonly taken: boolean;
  readonly said: TextSendOutcome;
}
/** One of a broadcast's. */
export type Posted = Omit<Asked, 'key'> & Pick<LedgerKey, 'broadcastId' | 'hash'>;

/** What Twilio said became of a text, and was told that we heard. */
export interface Told extends Pick<LedgerKey, 'broadcastId' | 'hash'> {
  readonly status: string;
}

/** Whether the request may have brought the phone a text. */
export const mayHaveTexted = ({ said }: Pick<Posted, 'said'>): boolean =>
  said.kind === 'accepted' || said.kind === 'unknown' || (said.kind === 'refused' && !isOfUs(said));

interface Reaction {
  readonly taken: boolean;
  readonly said: TextSendOutcome;
  readonly ms: number;
}

/** Takes a callback of Twilio's; whether it was answered with 2xx. */
type Hear = (token: string, callback: StatusCallback) => Promise<boolean>;

export interface SimulatedTwilio extends TextSender {
  readonly posted: Posted[];
  /** Requests for texts that are of no broadcast. */
  readonly asked: Asked[];
  readonly told: Told[];
  readonly sentTexts: SentTexts;
}

const minute = 60_000;
/** How texts end that do not arrive: out of reach, unknown, blocked, a landline, filtered, and one who had opted out. */
const failures = [30_003, 30_003, 30_008, 30_005, 30_004, 30_006, 30_007, 21_610] as const;

/**
 * A network that takes texts, refuses them, hangs, or takes them and says 500; and calls back in any order, repeatedly or never. It lists
 * what it took, unless it does not know of it yet.
 */
export const simulatedTwilio = (
  { clock, chance, fates, trace }: { clock: ManualClock; chance: Chance; fates: Fates; trace: Trace },
  tokens: LedgerTokens,
  hear: Hear,
): SimulatedTwilio => {
  const posted: Posted[] = [];
  const asked: Asked[] = [];
  const told: Told[] = [];
  const listed: (SentText & { readonly to: string })[] = [];
  let requests = 0;

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
      { taken: false, said: { kind: 'refused', code: 30_001, status: 400 }, ms },
      { taken: false, said: { kind: 'refused', code: chance.pick([21_610, 21_614]), status: 400 }, ms },
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
  const follow = (token: string, MessageSid: string, code: number | null): void => {
    const end =
      code === null ? { MessageStatus: 'delivered' } : { MessageStatus: 'undelivered', ErrorCode: String(code) };
    for (const status of [{ MessageStatus: 'queued' }, { MessageStatus: 'sent' }, end]) {
      if (fates.strikesOutside(0.1)) continue;
      const longest = chance.happens(0.1) ? 90 * minute : 20_000;
      for (let copies = fates.strikesOutside(0.1) ? 2 : 1; copies > 0; copies -= 1)
        void callBack(token, { ...status, MessageSid }, chance.between(0, longest));
    }
  };

  const send = async (text: OutgoingText): Promise<TextSendOutcome> => {
    const { to, body, statusCallback } = text;
    const token = statusCallback?.slice(statusCallback.lastIndexOf('/') + 1) ?? null;
    const key = token === null ? undefined : tokens.open(token);
    if (token !== null && !key) throw new Error(`${to} would be texted under no key`);
    requests += 1;
    const sid = sidOf(requests);
    const { taken, said, ms } = reaction(sid);
    const seen = { ...text, at: clock.now(), taken, said };
    if (key) posted.push({ ...seen, broadcastId: key.broadcastId, hash: key.hash });
    else asked.push({ ...seen, key: null });
    trace.note(
      'twilio',
      `${taken ? 'takes' : 'does not take'} “${body.slice(0, 40)}” of ${key?.broadcastId ?? 'none'} to ${to}, says ${JSON.stringify(said)}`,
    );
    if (taken) {
      const code = chance.happens(0.7) ? null : chance.pick(failures);
      const status = code === null ? 'delivered' : 'undelivered';
      listed.push({ to, sid, status, code, body, createdAt: clock.now() });
      if (token !== null) follow(token, sid, code);
    }
    await clock.sleep(ms);
    return said;
  };
  const sentTexts: SentTexts = {
    to: async (phone, since) => {
      const found = listed.filter(({ to, createdAt }) => to === phone && createdAt >= since);
      return found.filter(() => !fates.strikesOutside(0.2)).map(({ to: _, ...text }) => text);
    },
  };
  return { posted, asked, told, sentTexts, send };
};
