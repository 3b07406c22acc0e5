import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Actor } from '../domain/actor.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import { phoneSchema } from '../domain/phone.ts';
import { slugSchema } from '../domain/slug.ts';
import { type Consent, frequencies, type Preferences } from '../domain/subscriber.ts';
import { zoneKeyOf } from '../domain/time-zone.ts';
import type { Clock } from '../ports/clock.ts';
import type { PhoneHasher } from '../ports/phone-hasher.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import type { Vault } from '../ports/vault.ts';

export interface SubscribeDeps {
  readonly subscribers: Pick<SubscriberStore, 'find' | 'add' | 'change'>;
  readonly hashPhone: PhoneHasher;
  readonly vault: Pick<Vault, 'seal'>;
  readonly newsroom: Newsroom;
  readonly clock: Clock;
}

const slugs = z.array(slugSchema).max(50).default([]);

/** A sign-up as it comes in. A ZIP is kept; the time zone comes from the area code for now. */
export const signUpSchema = (newsroom: Newsroom) =>
  z.strictObject({
    phone: phoneSchema(newsroom),
    zip: z
      .string()
      .regex(/^\d{5}(-\d{4})?$/, 'is a ZIP code of five digits')
      .nullable()
      .default(null),
    topics: slugs,
    editions: slugs,
    language: z.enum(newsroom.languages).default(newsroom.languages[0] ?? 'en'),
    frequency: z.enum(frequencies),
    consent: z.strictObject({
      textVersion: z.literal(newsroom.texts.consent.version, 'is not the wording in use'),
      adult: z.literal(true, 'only people of 18 or over can subscribe'),
    }),
  });
export type SignUp = z.output<ReturnType<typeof signUpSchema>>;

/**
 * Takes a subscriber in, confirmed by whoever holds the operator's key, or takes over new preferences of one who is there. One who is
 * suppressed stays so: only a text from that phone may undo it. Nobody learns from the answer which it was.
 */
export const subscribe =
  ({ subscribers, hashPhone, vault, newsroom, clock }: SubscribeDeps) =>
  async (signUp: SignUp, actor: Actor): Promise<void> => {
    const { phone, consent: agreed, ...preferences } = signUp;
    const hash = hashPhone(phone);
    const at = new Date(clock.now()).toISOString();
    const consent: Consent = {
      hash,
      at,
      textVersion: agreed.textVersion,
      wordingHash: createHash('sha256').update(newsroom.texts.consent.wording).digest('hex'),
      adult: agreed.adult,
      frequency: preferences.frequency,
      recordedBy: actor.id,
    };
    const wanted: Preferences = preferences;
    if (await subscribers.find(hash)) {
      await subscribers.change(wanted, consent);
      return;
    }
    const added = await subscribers.add(
      {
        ...wanted,
        hash,
        phone: await vault.seal(phone, hash),
        zones: zoneKeyOf(phone),
        status: 'active',
        reason: null,
        createdAt: at,
        updatedAt: at,
      },
      consent,
    );
    // somebody signed the same phone up at the same moment
    if (!added) await subscribers.change(wanted, consent);
  };
