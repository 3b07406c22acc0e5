import type { Suppression } from '../domain/consent.ts';
import { type ConsentReceipt, evidence, receiptOf } from '../domain/consent-history.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { phoneSchema } from '../domain/phone.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import { leavesTime, type Wish } from '../domain/sign-up.ts';
import { type PhoneHash, type Preferences, preferencesSchema, type Subscriber } from '../domain/subscriber.ts';
import { zoneKeyOf } from '../domain/time-zone.ts';
import type { Clock } from '../ports/clock.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import type { Vault } from '../ports/vault.ts';
import { type LeaveDeps, leave } from './leave.ts';

export interface PreferenceDeps extends LeaveDeps {
  readonly subscribers: LeaveDeps['subscribers'] & Pick<SubscriberStore, 'change' | 'erase' | 'evidenceOf'>;
  readonly vault: Pick<Vault, 'open'>;
  readonly newsroom: Newsroom;
  readonly clock: Clock;
}

/** What whoever holds a link of their own sees of themselves. */
export interface OwnView {
  readonly status: Subscriber['status'];
  readonly preferences: Preferences;
  readonly consent: ConsentReceipt | null;
}

/** Undefined where nothing is left of them. */
export const showPreferences =
  ({ subscribers, newsroom }: Pick<PreferenceDeps, 'subscribers' | 'newsroom'>) =>
  async (hash: PhoneHash): Promise<OwnView | undefined> => {
    const profile = await subscribers.find(hash);
    if (!profile) return undefined;
    const consent = receiptOf(newsroom, await subscribers.evidenceOf(hash));
    return { status: profile.status, preferences: preferencesSchema.parse(profile), consent };
  };

/**
 * Does what somebody wants of their texts. `ended`: texts to that phone have ended, and only a text from it begins them anew;
 * `no-time`: with that hour none would come on some days.
 */
export const changePreferences =
  (deps: PreferenceDeps) =>
  async (hash: PhoneHash, { status, ...wish }: Wish): Promise<Result<OwnView, 'not-found' | 'ended' | 'no-time'>> => {
    const { subscribers, clock } = deps;
    const profile = await subscribers.find(hash);
    if (!profile) return fail('not-found');
    if (profile.status === 'suppressed') return fail('ended');
    const at = new Date(clock.now()).toISOString();
    if (Object.keys(wish).length > 0) {
      const changed = await change(deps, profile, merged(profile, wish), at);
      if (!changed.ok) return changed;
    }
    if (status !== undefined) await moveTo(deps, hash, status, at);
    const view = await showPreferences(deps)(hash);
    return view ? ok(view) : fail('not-found');
  };

/** What a wish does not name stays as it is; null is a name for none. */
const merged = (now: Preferences, wish: Omit<Wish, 'status'>): Preferences => ({
  topics: wish.topics ?? now.topics,
  editions: wish.editions ?? now.editions,
  language: wish.language ?? now.language,
  frequency: wish.frequency ?? now.frequency,
  zip: wish.zip === undefined ? now.zip : wish.zip,
  notBefore: wish.notBefore === undefined ? now.notBefore : wish.notBefore,
});

const change = async (
  { subscribers, vault, newsroom, clock }: PreferenceDeps,
  { hash, phone: sealed }: Subscriber,
  preferences: Preferences,
  at: string,
): Promise<Result<true, 'ended' | 'no-time'>> => {
  const phone = phoneSchema(newsroom).parse(await vault.open(sealed, hash));
  if (!leavesTime(newsroom, phone, preferences, clock.now())) return fail('no-time');
  const consent = evidence({ hash, at, kind: 'changed', by: 'page', preferences });
  const zones = zoneKeyOf(phone, preferences.zip, preferences.notBefore);
  return (await subscribers.change(preferences, zones, consent)) ? ok(true) : fail('ended');
};

/** Between these two alone: who is dormant is woken by a text from the phone, and who left comes back by one. */
const moveTo = async (
  { subscribers }: Pick<PreferenceDeps, 'subscribers'>,
  hash: PhoneHash,
  status: 'active' | 'paused',
  at: string,
): Promise<void> => {
  const [from, reason, kind] =
    status === 'paused' ? (['active', 'own-wish', 'paused'] as const) : (['paused', null, 'resumed'] as const);
  await subscribers.move(hash, [from], { status, reason }, at, evidence({ hash, at, kind, by: 'page' }));
};

/** Ends texts to whoever holds the link; `erase` takes the profile away too. What stays is that the number is not to be texted, and the evidence. */
export const leaveByPage =
  (deps: PreferenceDeps) =>
  async (hash: PhoneHash, erase: boolean): Promise<void> => {
    const at = new Date(deps.clock.now()).toISOString();
    if (!erase) {
      await leave(deps)(evidence({ hash, at, kind: 'left', by: 'page' }));
      return;
    }
    const suppression: Suppression = { hash, at, by: 'page' };
    if (await deps.subscribers.find(hash))
      await deps.subscribers.erase(suppression, evidence({ hash, at, kind: 'erased', by: 'page' }));
  };
