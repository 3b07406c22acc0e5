import type { Consent, PendingSignUp } from '../domain/consent.ts';
import { endedSince, evidence, hadConsented, isHeldBack, leftSince } from '../domain/consent-history.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import type { Phone } from '../domain/phone.ts';
import type { PhoneHash, Preferences, Subscriber } from '../domain/subscriber.ts';
import { zoneKeyOf } from '../domain/time-zone.ts';
import type { SignUps, SubscriberStore } from '../ports/subscriber-store.ts';
import type { Vault } from '../ports/vault.ts';
import { makeActive, undoIfEnded } from './make-active.ts';

export interface ConfirmDeps {
  readonly subscribers: Pick<
    SubscriberStore,
    'find' | 'add' | 'move' | 'erase' | 'suppressionOf' | 'evidenceOf' | 'witness'
  >;
  readonly signUps: Pick<SignUps, 'pending'>;
  readonly vault: Pick<Vault, 'seal'>;
  readonly newsroom: Newsroom;
}

/** `JOIN` or `START` as it came from a phone. `at` is when it first came; `said` its words, sealed, where there are any. */
export interface Joining {
  readonly hash: PhoneHash;
  readonly phone: Phone;
  readonly keyword: 'join' | 'start';
  /** Of the keyword, where it tells. */
  readonly language: string | null;
  readonly at: string;
  readonly sid: string;
  readonly said: string | null;
}

/**
 * - `welcome`: they are subscribed now, or again after they had left
 * - `resumed`: their texts go on; `already`: nothing was in their way
 * - `start-needed`: the network holds back all texts to them until they text START
 * - `unknown`: START undoes what STOP did, and is no first consent: that takes JOIN, also of whoever texted STOP without ever joining
 * - `overtaken`: the text comes again, and after it first came they left or may have wanted to
 */
export type Joined = 'welcome' | 'resumed' | 'already' | 'start-needed' | 'unknown' | 'overtaken';

const outcomes = new Map<Consent['kind'], Joined>([
  ['confirmed', 'welcome'],
  ['joined', 'welcome'],
  ['returned', 'welcome'],
  ['resumed', 'resumed'],
]);
const mostTries = 5;

/** Takes in whoever texts that they want to be texted. The same text again changes nothing and is answered alike. */
export const confirmSubscriber =
  (deps: ConfirmDeps) =>
  async (joining: Joining): Promise<Joined> => {
    for (let tries = 0; tries < mostTries; tries++) {
      const joined = await tryToJoin(deps, joining);
      if (joined) return joined;
    }
    throw new Error(`a phone that joins was changed by others ${mostTries} times`);
  };

/** Undefined where somebody changed the same phone meanwhile. */
const tryToJoin = async (deps: ConfirmDeps, joining: Joining): Promise<Joined | undefined> => {
  const { subscribers, newsroom } = deps;
  const { hash, keyword, at, sid } = joining;
  const rows = await subscribers.evidenceOf(hash);
  const done = rows.findLast((row) => row.sid === sid && outcomes.has(row.kind));
  const profile = await subscribers.find(hash);
  const asked = await signedUp(deps, joining, rows);
  const others = rows.filter((row) => row.sid !== sid);
  if (endedSince(others, at)) {
    // whoever died right after it made them active could not see that they had left meanwhile
    if (done) await undoIfEnded(deps)(hash, at);
    return 'overtaken';
  }
  if (done) return outcomes.get(done.kind);
  if (profile?.reason === 'deactivated') {
    // the number was given back, so that it may be somebody else who joins: they see and get nothing of what was there
    const erased = evidence({ ...wordsOf(joining), kind: 'erased' });
    await subscribers.erase({ hash, at, by: 'text' }, erased);
    return undefined;
  }
  const suppression = profile ? undefined : await subscribers.suppressionOf(hash);
  const away = profile?.status === 'suppressed' || suppression !== undefined;
  if (away && keyword === 'join' && isHeldBack(newsroom, rows)) return 'start-needed';
  if (keyword === 'start' && (away || !profile) && !hadConsented(rows, sid)) {
    // the JOIN that they are told to text must not be told to text START
    if (isHeldBack(newsroom, rows)) await subscribers.witness(evidence({ ...wordsOf(joining), kind: 'resumed' }));
    return 'unknown';
  }
  if (profile?.status === 'active') return 'already';

  const kind = away ? 'returned' : asked ? 'confirmed' : profile ? 'resumed' : 'joined';
  const consent = consentOf(joining, kind, asked, rows);
  if (!profile) {
    if (!(await addNew(deps, joining, asked, consent))) return undefined;
    return (await undoIfEnded(deps)(hash, at)) ? 'overtaken' : 'welcome';
  }
  return (await makeActive(deps)(profile.status, consent)) ? outcomes.get(kind) : undefined;
};

const wordsOf = ({ hash, at, sid, said }: Joining) => ({ hash, at, by: 'text', sid, said }) as const;

/** The sign-up on the page that `JOIN` confirms; whoever left after it did not mean it any more. */
const signedUp = async (
  { signUps }: ConfirmDeps,
  { hash, keyword, at }: Joining,
  rows: readonly Consent[],
): Promise<PendingSignUp | undefined> => {
  const pending = keyword === 'join' ? await signUps.pending(hash, at) : undefined;
  return pending && !leftSince(rows, pending.at) ? pending : undefined;
};

/** What they agreed to on the page is the consent that `JOIN` confirms. */
const consentOf = (
  joining: Joining,
  kind: Consent['kind'],
  asked: PendingSignUp | undefined,
  rows: readonly Consent[],
): Consent => {
  const onPage = rows.findLast((row) => row.kind === 'asked' && row.at === asked?.at);
  return evidence({
    ...{ ...wordsOf(joining), kind },
    wording: onPage?.wording ?? null,
    adult: onPage?.adult ?? null,
    preferences: asked?.preferences ?? null,
  });
};

const addNew = async (
  { subscribers, vault, newsroom }: ConfirmDeps,
  { hash, phone, language, at }: Joining,
  asked: PendingSignUp | undefined,
  consent: Consent,
): Promise<boolean> => {
  const [first = 'en'] = newsroom.languages;
  const spoken = language !== null && newsroom.languages.includes(language) ? language : first;
  const preferences = asked?.preferences ?? defaults(spoken);
  const subscriber: Subscriber = {
    ...preferences,
    hash,
    phone: await vault.seal(phone, hash),
    zones: zoneKeyOf(phone, preferences.zip, preferences.notBefore),
    ...{ status: 'active', reason: null, strikes: null, texted: null, createdAt: at, updatedAt: at },
  };
  return subscribers.add(subscriber, evidence({ ...consent, preferences }));
};

const defaults = (language: string): Preferences => ({
  ...{ topics: [], editions: [], frequency: 'immediate', zip: null, notBefore: null },
  language,
});
