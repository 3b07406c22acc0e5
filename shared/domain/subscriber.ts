import * as z from 'zod';
import type { RulingContent } from './ruling.ts';
import { suppressionReasons } from './text-ledger.ts';

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
});
export type Preferences = z.output<typeof preferencesSchema>;

/** A phone that confirmed. `phone` is sealed by the vault; its context is the hash. `cohort` is there while the subscriber is active. */
export const subscriberSchema = preferencesSchema.extend({
  hash: phoneHashSchema,
  phone: z.string(),
  zones: z.string(),
  status: z.enum(['active', 'suppressed']),
  reason: z.enum(suppressionReasons).nullable(),
  createdAt: z.string(),
  updatedAt: z.string(),
});
export type Subscriber = z.output<typeof subscriberSchema>;

/** The evidence that a phone consented: which wording (version and SHA-256), when, and who recorded it. Never changed. */
export const consentSchema = z.object({
  hash: phoneHashSchema,
  at: z.string(),
  textVersion: z.string(),
  wordingHash: z.string(),
  adult: z.literal(true),
  frequency: z.enum(frequencies),
  recordedBy: z.string(),
});
export type Consent = z.output<typeof consentSchema>;

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

/** Whether a subscriber hears of a ruling as soon as it is out. Languages agree by their first part (in small letters): `es-MX` is `es`. */
export const hearsNow = (subscriber: Subscriber, audience: Audience): boolean =>
  subscriber.status === 'active' &&
  subscriber.frequency === 'immediate' &&
  baseOf(subscriber.language) === baseOf(audience.language) &&
  wants(subscriber.topics, audience.topics) &&
  wants(subscriber.editions, audience.editions);

const wants = (chosen: readonly string[], offered: readonly string[]): boolean =>
  chosen.length === 0 || chosen.some((value) => offered.includes(value));

const baseOf = (language: string): string | undefined => language.split('-')[0];
