import type { Consent, PendingSignUp } from '../domain/consent.ts';
import { evidence, wordingSeen } from '../domain/consent-history.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import type { SignUp } from '../domain/sign-up.ts';
import {
  countedUntil,
  firstOver,
  newsroomCounter,
  type SignUpCounter,
  signUpCounters,
} from '../domain/sign-up-limits.ts';
import type { TextWork } from '../domain/text-messages.ts';
import type { Clock } from '../ports/clock.ts';
import type { KeyedHash } from '../ports/keyed-hash.ts';
import type { Log } from '../ports/log.ts';
import type { PhoneHasher } from '../ports/phone-hasher.ts';
import type { Queue } from '../ports/queue.ts';
import type { SignUps, SubscriberStore } from '../ports/subscriber-store.ts';
import type { Vault } from '../ports/vault.ts';

export interface AskDeps {
  readonly subscribers: Pick<SubscriberStore, 'find' | 'suppressionOf' | 'witness'>;
  readonly signUps: Pick<SignUps, 'ask' | 'count'>;
  readonly urgent: Queue<TextWork>;
  readonly hashPhone: PhoneHasher;
  readonly hideCounted: KeyedHash;
  readonly vault: Pick<Vault, 'seal'>;
  readonly newsroom: Newsroom;
  readonly clock: Clock;
  readonly log: Log;
}

/** Where a sign-up was made, besides its page. */
export interface SignUpOrigin {
  readonly address: string;
  readonly userAgent: string | null;
}

const hour = 3_600_000;
const day = 24 * hour;
const pendingMs = 24 * hour;
const onceInMs = 30 * day;
/**
 * Answers leave at whole multiples of this after their request came. The work takes between 5 and 60 ms, by the history of the number;
 * whoever measures would otherwise learn who subscribes.
 */
const evenMs = 400;
/** The function ends after 29 s: by then the sign-up that a message is of is written, or never will be. */
const afterItsEndSeconds = 30;

/**
 * Takes down that somebody on the page wants texts to a phone, and has that phone asked whether it does. Nothing comes of it for a number
 * that left, or over a limit; nothing but evidence for one that is a subscriber's, also one who pauses, since the page cannot know who it
 * is that types the number. The caller learns nothing of all this, neither from the answer nor from when it comes.
 */
export const askToConfirm =
  (deps: AskDeps) =>
  async (signUp: SignUp, origin: SignUpOrigin): Promise<void> => {
    const { clock } = deps;
    const came = clock.now();
    try {
      await takeDown(deps, signUp, origin, came);
    } finally {
      const taken = Math.max(0, clock.now() - came);
      await clock.sleep((Math.floor(taken / evenMs) + 1) * evenMs - taken);
    }
  };

const takeDown = async (deps: AskDeps, signUp: SignUp, origin: SignUpOrigin, now: number): Promise<void> => {
  const { subscribers, hashPhone, log } = deps;
  const { phone } = signUp;
  const hash = hashPhone(phone);
  const over =
    (await overLimit(deps, signUpCounters(origin.address, phone, now), now)) ??
    (await overLimit(deps, [newsroomCounter(now)], now));
  if (over !== undefined) return log.warn('SIGN_UP_LIMITED', { by: over });
  const [profile, suppression] = await Promise.all([subscribers.find(hash), subscribers.suppressionOf(hash)]);
  if (profile ? profile.status === 'suppressed' : suppression) return;
  const asked = askedOf(deps, signUp, origin, now);
  if (profile) return subscribers.witness(asked);
  await ask(deps, signUp, asked, origin, now);
};

const overLimit = async (
  { signUps, hideCounted }: AskDeps,
  counters: readonly SignUpCounter[],
  now: number,
): Promise<SignUpCounter['by'] | undefined> => {
  const names = counters.map(({ by, subject, period }) => `${by}#${period}#${hideCounted(subject)}`);
  return firstOver(counters, await signUps.count(names, countedUntil(now)));
};

const askedOf = (
  { hashPhone, newsroom }: AskDeps,
  { phone, consent, pageUrl, ...preferences }: SignUp,
  { userAgent }: SignUpOrigin,
  now: number,
): Consent =>
  evidence({
    ...{ hash: hashPhone(phone), at: new Date(now).toISOString(), kind: 'asked', by: 'page' },
    ...{ wording: wordingSeen(newsroom, preferences.language), adult: consent.adult, preferences, pageUrl, userAgent },
  });

/**
 * The message that has the phone asked goes out before the sign-up is written, to arrive when that is over, and once more right after:
 * wherever a process dies, no sign-up waits without one. Who handles them texts once, and nobody where nothing is owed.
 */
const ask = async (
  { signUps, urgent, vault, newsroom }: AskDeps,
  { phone, consent: _, pageUrl: __, ...preferences }: SignUp,
  asked: Consent,
  { address }: SignUpOrigin,
  now: number,
): Promise<void> => {
  const { hash, at } = asked;
  const after = (ms: number): string => new Date(now + ms).toISOString();
  const question: TextWork = { kind: 'confirmation', hash };
  const sealed = { phone: await vault.seal(phone, hash), address: await vault.seal(address, hash) };
  const pending: PendingSignUp = {
    ...{ hash, phone: sealed.phone, preferences, at, until: after(pendingMs), text: 'owed' },
  };
  const from = { sealed: sealed.address, forgetAt: after(newsroom.texts.retention.addressDays * day) };
  await urgent.send([question], afterItsEndSeconds);
  if (await signUps.ask(pending, asked, from, after(-onceInMs)))
    await urgent.send([{ ...question, until: pending.until }]);
};
