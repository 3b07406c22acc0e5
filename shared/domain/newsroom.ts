import * as z from 'zod';
import { ratingScaleSchema } from './rating-scale.ts';

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'HH:MM on a 24-hour clock');

const textsSchema = z.strictObject({
  /** What a ruling does that says nothing about texts. */
  defaultMode: z.enum(['immediate', 'digest', 'none']),
  /** When a phone may be texted, on the recipient's own clock. */
  window: z.strictObject({ opens: clockTime, closes: clockTime }).refine(({ opens, closes }) => opens < closes, {
    message: 'must close after it opens',
    path: ['closes'],
  }),
  /** Calling codes that may subscribe. */
  callingCodes: z.array(z.enum(['1'])).min(1),
  /** At most so many SMS segments for one ruling. */
  segmentBudget: z.int().min(1).max(10),
  pricePerSegment: z.strictObject({
    currency: z.string().regex(/^[A-Z]{3}$/),
    amount: z.string().regex(/^\d+(\.\d{1,6})?$/),
  }),
  consent: z.strictObject({ version: z.string().min(1).max(40), wording: z.string().min(1).max(2000) }),
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
    languages: z.array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/)).min(1),
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
  );
export type Newsroom = z.output<typeof newsroomSchema>;
