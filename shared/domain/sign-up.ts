import * as z from 'zod';
import type { Newsroom } from './newsroom.ts';
import { type Phone, phoneSchema } from './phone.ts';
import { opensDaily, possibleHours, quietHours } from './quiet-hours.ts';
import { slugSchema } from './slug.ts';
import { frequencies, type Preferences } from './subscriber.ts';
import { zoneKeyOf } from './time-zone.ts';

const slugs = z.array(slugSchema).max(50);
const zip = z
  .string()
  .regex(/^\d{5}(-\d{4})?$/, 'is a ZIP code of five digits')
  .nullable();

/** An hour after which there is still something of the newsroom's window; at any other no text would ever come. */
const notBefore = ({ texts }: Pick<Newsroom, 'texts'>) => {
  const hours = possibleHours(texts);
  return z.literal([...hours], `is an hour from ${hours.at(0)} to ${hours.at(-1)}, or null`).nullable();
};

/** A sign-up as it comes in. */
export const signUpSchema = (newsroom: Newsroom) =>
  z.strictObject({
    phone: phoneSchema(newsroom),
    zip: zip.default(null),
    topics: slugs.default([]),
    editions: slugs.default([]),
    language: z.enum(newsroom.languages).default(newsroom.languages[0] ?? 'en'),
    frequency: z.enum(frequencies),
    notBefore: notBefore(newsroom).default(null),
    /** The page that it was made on. */
    pageUrl: z
      .url({ protocol: /^https?$/, error: 'is the URL of a page' })
      .max(500)
      .nullable()
      .default(null),
    consent: z.strictObject({
      textVersion: z.literal(newsroom.texts.consent.version, 'is not the wording in use'),
      adult: z.literal(true, 'only people of 18 or over can subscribe'),
    }),
  });
export type SignUp = z.output<ReturnType<typeof signUpSchema>>;

/** What a subscriber may change by themselves: each field that is named is replaced, and `status` is moved between these two. */
export const wishSchema = (newsroom: Newsroom) =>
  z
    .strictObject({
      zip: zip.optional(),
      topics: slugs.optional(),
      editions: slugs.optional(),
      language: z.enum(newsroom.languages).optional(),
      frequency: z.enum(frequencies).optional(),
      notBefore: notBefore(newsroom).optional(),
      status: z.enum(['active', 'paused']).optional(),
    })
    .refine((wish) => Object.keys(wish).length > 0, 'names nothing to change');
export type Wish = z.output<ReturnType<typeof wishSchema>>;

/**
 * Whether texts can come every day to somebody who wants none before their hour. Who may be in several zones has less of the newsroom's
 * window, so that the hour alone does not tell. `now` in ms since 1970.
 */
export const leavesTime = (
  { texts }: Pick<Newsroom, 'texts'>,
  phone: Phone,
  { zip, notBefore: hour }: Pick<Preferences, 'zip' | 'notBefore'>,
  now: number,
): boolean => hour === null || opensDaily(quietHours(texts), zoneKeyOf(phone, zip, hour), now);
