import * as z from 'zod';
import { idSchema } from './ids.ts';
import type { RulingContent } from './ruling.ts';
import { strikeKinds, suppressionReasons } from './twilio-codes.ts';

/**
 * A phone's keyed hash: `1.` and base64url of HMAC-SHA256. It stands for the phone everywhere but in the vault and at the sender. The
 * number in front names the key, so that a new one can come.
 */
export const phoneHashSchema = z.templateLiteral(['1.', z.string().regex(/^[A-Za-z0-9_-]{43}$/)]);
export type PhoneHash = z.output<typeof phoneHashSchema>;

/** How soon a subscriber wants to hear. Digests go to `daily` and `weekly`. */
export const frequencies = ['immediate', 'daily', 'weekly'] as const;

/** Empty lists mean all topics, or all editions. */
export const preferencesSchema = z.object({
  topics: z.array(z.string()),
  editions: z.array(z.string()),
  language: z.string(),
  frequency: z.enum(frequencies),
  zip: z.string().nullable(),
  /** No text before that hour on their own clock, 0 to 23; the newsroom's window holds besides. */
  notBefore: z.int().min(0).max(23).nullable().default(null),
});
export type Preferences = z.output<typeof preferencesSchema>;

/**
 * - `active`: is texted
 * - `paused`: wants none for now, or sent what may be an opt-out and waits for a person to read it
 * - `dormant`: was out of reach again and again; any text from that phone wakes it
 * - `suppressed`: is texted no more; only a text from that phone itself undoes it
 */
export const subscriberStatuses = ['active', 'paused', 'dormant', 'suppressed'] as const;
export type SubscriberStatus = (typeof subscriberStatuses)[number];

/** Why a subscriber is not active. */
export const standingReasons = [...suppressionReasons, 'own-wish', 'unclear-reply', 'unreachable'] as const;
export type StandingReason = (typeof standingReasons)[number];

/** What became of the last texts, as far as it counts against the number. */
const strikesSchema = z.object({ kind: z.enum(strikeKinds), count: z.int(), at: z.string() });

/** The texts of one day, for the daily cap. `broadcastId` is that of the last, so that a text that is tried again counts once. */
export const textedSchema = z.object({ day: z.iso.date(), count: z.int(), broadcastId: idSchema('broadcast') });
export type Texted = z.output<typeof textedSchema>;

/**
 * A phone that confirmed. `phone` is sealed by the vault; its context is the hash. `cohort` is there while the subscriber is active.
 * `zones` is the cohort's: from the ZIP where there is one, else from the area code.
 */
export const subscriberSchema = preferencesSchema.extend({
  hash: phoneHashSchema,
  phone: z.string(),
  zones: z.string(),
  status: z.enum(subscriberStatuses),
  reason: z.enum(standingReasons).nullable(),
  strikes: strikesSchema.nullable().default(null),
  texted: textedSchema.nullable().default(null),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Subscriber = z.output<typeof subscriberSchema>;

/** Whom a first text is for: those who want its language and any of its topics and editions. */
export const audienceSchema = z.object({
  topics: z.array(z.string()),
  editions: z.array(z.string()),
  language: z.string(),
});
export type Audience = z.output<typeof audienceSchema>;

export const audienceOfRuling = ({ topics, editions, language }: RulingContent): Audience => ({
  topics,
  editions,
  language,
});

/** Whether a subscriber hears of a ruling as soon as it is out. */
export const hearsNow = (subscriber: Subscriber, audience: Audience): boolean =>
  subscriber.status === 'active' && subscriber.frequency === 'immediate' && wantsRuling(subscriber, audience);

/** Whether a ruling is what a subscriber asked for. Languages agree by their first part (in small letters): `es-MX` is `es`. */
export const wantsRuling = (subscriber: Preferences, audience: Audience): boolean =>
  baseOf(subscriber.language) === baseOf(audience.language) &&
  wants(subscriber.topics, audience.topics) &&
  wants(subscriber.editions, audience.editions);

const wants = (chosen: readonly string[], offered: readonly string[]): boolean =>
  chosen.length === 0 || chosen.some((value) => offered.includes(value));

const baseOf = (language: string): string | undefined => language.split('-')[0];
