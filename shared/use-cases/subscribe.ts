import type { Actor } from '../domain/actor.ts';
import type { Consent } from '../domain/consent.ts';
import { evidence, leavings, wordingSeen } from '../domain/consent-history.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import type { SignUp } from '../domain/sign-up.ts';
import type { Preferences } from '../domain/subscriber.ts';
import { zoneKeyOf } from '../domain/time-zone.ts';
import type { Clock } from '../ports/clock.ts';
import type { PhoneHasher } from '../ports/phone-hasher.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import type { Vault } from '../ports/vault.ts';

export interface SubscribeDeps {
  readonly subscribers: Pick<SubscriberStore, 'find' | 'add' | 'change' | 'move' | 'suppressionOf' | 'evidenceOf'>;
  readonly hashPhone: PhoneHasher;
  readonly vault: Pick<Vault, 'seal'>;
  readonly newsroom: Newsroom;
  readonly clock: Clock;
}

/**
 * Takes in a subscriber whose consent an operator holds, active at once, or gives one who is there other preferences: a pause stays.
 * Whoever left stays away: only a text from that phone may undo it. Nobody learns from the answer which it was.
 */
export const subscribe =
  ({ subscribers, hashPhone, vault, newsroom, clock }: SubscribeDeps) =>
  async ({ phone, consent: agreed, pageUrl, ...preferences }: SignUp, actor: Actor): Promise<void> => {
    const hash = hashPhone(phone);
    const at = new Date(clock.now()).toISOString();
    const wanted: Preferences = preferences;
    const zones = zoneKeyOf(phone, wanted.zip, wanted.notBefore);
    const wording = wordingSeen(newsroom, wanted.language);
    const consent: Consent = evidence({
      ...{ hash, at, kind: 'recorded', by: 'operator', recordedBy: actor.id },
      ...{ wording, adult: agreed.adult, preferences: wanted, pageUrl },
    });
    const added =
      !(await subscribers.find(hash)) &&
      !(await subscribers.suppressionOf(hash)) &&
      (await subscribers.add(
        {
          ...wanted,
          ...{ hash, zones, phone: await vault.seal(phone, hash) },
          ...{ status: 'active', reason: null, strikes: null, texted: null, createdAt: at, updatedAt: at },
        },
        consent,
      ));
    if (!added) await subscribers.change(wanted, zones, consent);
    // whoever left between the look and the write: a new profile has taken their suppression away, and the evidence is still there
    if (leavings(await subscribers.evidenceOf(hash)).length > 0)
      await subscribers.move(hash, ['active', 'paused', 'dormant'], { status: 'suppressed', reason: 'opted-out' }, at);
  };
