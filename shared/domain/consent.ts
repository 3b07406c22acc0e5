import * as z from 'zod';
import { phoneHashSchema, preferencesSchema } from './subscriber.ts';

/**
 * What a row of evidence tells:
 * - `asked`: somebody signed a phone up on the page; it is not confirmed
 * - `confirmed`: `JOIN` came from that phone; `joined`: it came without a sign-up; `returned`: after they had left
 * - `recorded`: an operator holds the consent
 * - `changed`: other preferences; `paused`, `resumed`
 * - `left`: they opted out, or somebody did for them; `erased`: they had their profile removed
 */
export const consentKinds = [
  ...['asked', 'confirmed', 'joined', 'returned', 'recorded'],
  ...['changed', 'paused', 'resumed', 'left', 'erased'],
] as const;

/** Which wording somebody saw: its version, its language, and its SHA-256, so that the file may change. */
export const wordingSeenSchema = z.object({ version: z.string(), language: z.string(), sha256: z.string() });
export type WordingSeen = z.output<typeof wordingSeenSchema>;

/**
 * One row of the evidence that a phone consented, or no longer does. Never changed. `sid` is Twilio's name for the text that said so;
 * `said` are its words, sealed by the vault in the context of the hash. The address that it came from is kept apart, for a shorter time.
 */
export const consentSchema = z.object({
  hash: phoneHashSchema,
  at: z.string(),
  kind: z.enum(consentKinds),
  by: z.enum(['page', 'text', 'operator', 'network']),
  wording: wordingSeenSchema.nullable(),
  /** Of the page: 18 or over. */
  adult: z.boolean().nullable(),
  preferences: preferencesSchema.nullable(),
  pageUrl: z.string().nullable(),
  userAgent: z.string().nullable(),
  sid: z.string().nullable(),
  said: z.string().nullable(),
  recordedBy: z.string(),
});
export type Consent = z.output<typeof consentSchema>;

/** A sign-up on the page that waits for `JOIN` from that phone, for 24 hours. `phone` is sealed in the context of the hash. */
export const pendingSignUpSchema = z.object({
  hash: phoneHashSchema,
  phone: z.string(),
  preferences: preferencesSchema,
  at: z.string(),
  until: z.string(),
  /** `owed`: to be texted; `posting`: about to be, or in doubt; it is never texted again then. */
  text: z.enum(['owed', 'posting', 'sent', 'refused']),
});
export type PendingSignUp = z.output<typeof pendingSignUpSchema>;

/** A number whose profile is gone, or never was, and that is not to be texted all the same. */
export const suppressionSchema = z.object({ hash: phoneHashSchema, at: z.string(), by: z.string() });
export type Suppression = z.output<typeof suppressionSchema>;
