import * as z from 'zod';
import { ratingScaleSchema } from './rating-scale.ts';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM on a 24-hour clock');

const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/);
/** An amount of money: up to six decimals, as text, because floating point rounds. */
const amount = z.string().regex(/^\d{1,9}(\.\d{1,6})?$/, 'a decimal number such as "0.0083"');
const approval = z.enum(['none', 'second-person']);

/** What carries the texts: its speed is the carriers', its opt-out keywords the network's or ours. */
const senderSchema = z
  .strictObject({
    type: z.enum(['toll-free', '10dlc', 'short-code']),
    /** A toll-free number takes 3, 10DLC by its score, a short code 100 and up. */
    segmentsPerSecond: z.int().min(1).max(1000),
    /** Who answers STOP, START and HELP. For a toll-free number the network always does. */
    keywordsAnsweredBy: z.enum(['network', 'us']),
  })
  .refine(({ type, keywordsAnsweredBy }) => type !== 'toll-free' || keywordsAnsweredBy === 'network', {
    message: 'is the network for a toll-free number',
    path: ['keywordsAnsweredBy'],
  });

const pageUrl = z.url({ protocol: /^https?$/, error: 'is the URL of a page' }).max(500);

const minutesOf = (clockTime: string): number => {
  const [hours = 0, minutes = 0] = clockTime.split(':').map(Number);
  return hours * 60 + minutes;
};

/**
 * An hour is the least that planning, a hold of up to a quarter of it and sending fit in. Between one and two comes twice on the night on
 * which the clocks go back: a window that opens then would open twice.
 */
const windowSchema = z
  .strictObject({ opens: clockTime, closes: clockTime })
  .refine(({ opens, closes }) => opens < closes, { message: 'must close after it opens', path: ['closes'] })
  .refine(({ opens, closes }) => opens >= closes || minutesOf(closes) - minutesOf(opens) >= 60, {
    message: 'must be open for an hour at least',
    path: ['closes'],
  })
  .refine(({ opens }) => opens < '01:00' || opens >= '02:00', {
    message: 'must not open between 01:00 and 02:00, which comes twice when the clocks go back',
    path: ['opens'],
  });

const textsSchema = z.strictObject({
  /** What a ruling does that says nothing about texts. */
  defaultMode: z.enum(['immediate', 'digest', 'none']),
  /** When a phone may be texted, on the recipient's own clock. */
  window: windowSchema,
  /** Calling codes that may subscribe. */
  callingCodes: z.array(z.enum(['1'])).min(1),
  /** At most so many SMS segments for one ruling. */
  segmentBudget: z.int().min(1).max(10),
  /** At most so many for one digest. */
  digestSegmentBudget: z.int().min(1).max(10),
  /** All that one segment costs: Twilio's price and the carriers' fees. */
  pricePerSegment: z.strictObject({ currency: z.string().regex(/^[A-Z]{3}$/), amount }),
  sender: senderSchema,
  /** Whether another person than the author must approve before texts leave. */
  approval: z.strictObject({ first: approval, corrections: approval }),
  /** Nothing of a first text or a digest leaves for so long after it was planned, so that it can still be called off. */
  holdSeconds: z.int().min(0).max(900),
  /** What a calendar month (in UTC) may cost, and how much of it is kept for corrections and retractions. */
  budget: z
    .strictObject({ perMonth: amount, reservedForCorrections: amount })
    .refine(({ perMonth, reservedForCorrections }) => Number(reservedForCorrections) <= Number(perMonth), {
      message: 'is at most the whole budget',
      path: ['reservedForCorrections'],
    }),
  /** First texts, updates and digests that one phone gets at most on one day of its own; corrections always come. */
  dailyCap: z.int().min(1).max(20),
  /** The day of the weekly digest, 1 (Monday) to 7. */
  weeklyDigestOn: z.int().min(1).max(7),
  /** Whom HELP names: a mail address or a page. */
  helpContact: z.string().min(3).max(60),
  /** How often texts come, in each language: "about 5 a week". */
  howOften: z.record(languageTag, z.string().min(3).max(40)),
  retention: z.strictObject({
    /** The ledger tells what people read. After that a correction no longer reaches them by text. */
    ledgerDays: z.int().min(30).max(800),
    inboundDays: z.int().min(1).max(400),
    addressDays: z.int().min(1).max(400),
    /** Evidence of consent is kept so long after somebody left. */
    consentYears: z.int().min(1).max(10),
  }),
  consent: z.strictObject({
    version: z.string().min(1).max(40),
    /** What carriers want beside the wording: what becomes of people's data, and the terms of the texts. */
    privacyUrl: pageUrl,
    termsUrl: pageUrl,
    /** What people agree to, in each language. */
    wordings: z.record(languageTag, z.string().min(1).max(2000)),
  }),
});

const usageSchema = z.strictObject({
  licence: z.string(),
  creditLine: z.string(),
  editsAllowed: z.boolean(),
  onRetraction: z.enum(['replace', 'remove']),
});

/** A newsroom's own settings: the file `newsroom.json`. Unknown fields are refused, so that a typo is not a silent default. */
export const newsroomSchema = z
  .strictObject({
    name: z.string().min(1).max(120),
    /** How texts sign: short, since each character costs. */
    shortName: z.string().min(1).max(20),
    baseUrl: z.url({ protocol: /^https?$/ }).refine((url) => !url.endsWith('/'), 'without a slash at the end'),
    languages: z.array(languageTag).min(1),
    ratingScales: z.array(ratingScaleSchema).min(1),
    texts: textsSchema,
    usage: usageSchema,
  })
  .refine(
    ({ ratingScales }) => {
      const slugs = ratingScales.flatMap((scale) => scale.ratings.map((rating) => rating.slug));
      return new Set(slugs).size === slugs.length;
    },
    { message: 'a rating slug stands on one scale only: it names a feed', path: ['ratingScales'] },
  )
  .refine(({ languages, texts }) => languages.every((language) => language in texts.consent.wordings), {
    message: 'has a wording for each of the languages',
    path: ['texts', 'consent', 'wordings'],
  })
  .refine(({ languages, texts }) => languages.every((language) => language in texts.howOften), {
    message: 'says it in each of the languages',
    path: ['texts', 'howOften'],
  });
export type Newsroom = z.output<typeof newsroomSchema>;
