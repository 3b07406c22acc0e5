import * as z from 'zod';
import { actorSchema } from './actor.ts';
import { edits } from './event.ts';
import { idSchema, type RulingId } from './ids.ts';
import type { Newsroom } from './newsroom.ts';
import { cleanLine, cleanText } from './plain-text.ts';
import { scaleOf } from './scale-of-rating.ts';
import { slugSchema } from './slug.ts';

/** A ruling's stored UTF-8, in bytes: an item of DynamoDB holds 400 kB and a revision is one item. */
export const maxRulingBytes = 300_000;
/** A transaction of DynamoDB holds 100 items, and each facet whose row moves takes two. */
export const maxFacetValues = 40;

/** When phones hear of a ruling: now, in a digest, or not at all. */
export const textModes = ['immediate', 'digest', 'none'] as const;
export type TextMode = (typeof textModes)[number];

const line = (max: number) => z.string().transform(cleanLine).pipe(z.string().min(1).max(max));
const orNull = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().default(null);
const publicUrl = z.url({ protocol: /^https?$/, error: 'an absolute http or https URL' }).max(2000);
const day = z.iso.date();
/** In UTC; an offset at either end of the calendar leads out of the years of four digits, by which times sort as text. */
export const instant = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text).toISOString())
  .refine((text) => /^\d{4}-/.test(text), 'a time of the years 0 to 9999');

const languageTag = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag of BCP 47');

const named = z.strictObject({ name: line(200), slug: slugSchema });

export const claimantKinds = [
  'person',
  'organization',
  'social-post',
  'viral-image',
  'video',
  'chain-message',
  'campaign-ad',
] as const;

const claimSchema = z.strictObject({
  text: line(2000),
  madeOn: orNull(day),
  venue: orNull(line(300)),
  claimant: named.extend({ kind: z.enum(claimantKinds), title: orNull(line(200)) }),
  appearances: z
    .array(z.strictObject({ url: publicUrl, archiveUrl: orNull(publicUrl) }))
    .max(50)
    .default([]),
});

const imageSchema = z.strictObject({
  url: publicUrl,
  alt: line(1000),
  credit: orNull(line(300)),
  syndicable: z.boolean().default(false),
});

/** schema.org's MediaReview: how an image, a video or a recording that was checked relates to what it is said to show. */
export const mediaCategories = [
  'DecontextualizedContent',
  'EditedOrCroppedContent',
  'OriginalMediaContent',
  'SatireOrParodyContent',
  'StagedContent',
  'TransformedContent',
] as const;

const mediaReviewSchema = z.strictObject({
  category: z.enum(mediaCategories),
  /** What the original shows. */
  context: orNull(line(1000)),
  originalUrl: orNull(publicUrl),
  media: z
    .array(
      z.strictObject({ kind: z.enum(['image', 'video', 'audio']), contentUrl: publicUrl, pageUrl: orNull(publicUrl) }),
    )
    .min(1)
    .max(20),
});

const sourceSchema = z.strictObject({
  outlet: orNull(line(300)),
  title: line(500),
  url: publicUrl,
  archiveUrl: orNull(publicUrl),
  publishedOn: orNull(day),
});

/** The fields that an edit, a correction or a CMS that saves again may change; each named field replaces the old one. */
const changeableFields = <Rating extends z.ZodType, Scale extends z.ZodType>(rating: Rating, scale: Scale) => ({
  url: publicUrl,
  headline: line(300),
  claim: claimSchema,
  scale,
  rating,
  summary: z.array(line(500)).max(20),
  bodyHtml: z.string().transform(cleanText),
  image: imageSchema.nullable(),
  mediaReview: mediaReviewSchema.nullable(),
  authors: z.array(named).max(20),
  topics: z.array(slugSchema).max(20),
  editions: z.array(slugSchema).max(20),
  language: languageTag,
  translationOf: idSchema('ruling').nullable(),
  sources: z.array(sourceSchema).max(200),
  related: z.array(idSchema('ruling')).max(50),
  checkedAsOf: instant.nullable(),
  textBody: line(1600).nullable(),
});

/** The same fields where a ruling is made: what may be left out has a default (a change must not bring one in). */
const withDefaults = <Rating extends z.ZodType, Scale extends z.ZodType>(
  fields: ReturnType<typeof changeableFields<Rating, Scale>>,
  language: string,
) => ({
  ...fields,
  summary: fields.summary.default([]),
  bodyHtml: fields.bodyHtml.default(''),
  image: fields.image.default(null),
  mediaReview: fields.mediaReview.default(null),
  authors: fields.authors.default([]),
  topics: fields.topics.default([]),
  editions: fields.editions.default([]),
  language: fields.language.default(language),
  translationOf: fields.translationOf.default(null),
  sources: fields.sources.default([]),
  related: fields.related.default([]),
  checkedAsOf: fields.checkedAsOf.default(null),
  textBody: fields.textBody.default(null),
});

const fieldsFor = (newsroom: Newsroom) =>
  changeableFields(
    z.enum(newsroom.ratingScales.flatMap((scale) => scale.ratings.map(({ slug }) => slug))),
    z.enum(newsroom.ratingScales.map(({ id }) => id)).optional(),
  );

/** What is settled when a ruling is first published. */
const settledFields = {
  slug: slugSchema,
  externalId: orNull(line(200)),
  publishedAt: orNull(instant),
  texts: orNull(z.enum(textModes)),
};

const ratingOnScale = z.object({ scale: z.string(), rating: z.string() });

/** The scale of a rating must be the one that the ruling names, if it names one. Looked at even when other fields are wrong. */
const ratingFitsScale = ({ ratingScales }: Newsroom) =>
  z.refine<unknown>(
    (value) => {
      // what is of the wrong kind, an unknown scale and an unknown rating were refused as such
      const { success, data } = ratingOnScale.safeParse(value);
      if (!success) return true;
      const wanted = ratingScales.find(({ id }) => id === data.scale);
      const actual = scaleOf(ratingScales, data.rating);
      return wanted === undefined || actual === undefined || actual === wanted;
    },
    { path: ['rating'], error: 'is not a rating of the scale that the ruling names', when: () => true },
  );

/** A ruling as an editor or a CMS hands it in. */
export const rulingDraftSchema = (newsroom: Newsroom) =>
  z
    .strictObject({ ...settledFields, ...withDefaults(fieldsFor(newsroom), newsroom.languages[0] ?? 'en') })
    .check(ratingFitsScale(newsroom));
export type RulingDraft = z.output<ReturnType<typeof rulingDraftSchema>>;

/** Changes to a ruling: only the fields that are named, each of them whole. */
export const rulingChangesSchema = (newsroom: Newsroom) =>
  z.strictObject(fieldsFor(newsroom)).partial().check(ratingFitsScale(newsroom));
export type RulingChanges = z.output<ReturnType<typeof rulingChangesSchema>>;

/** A draft as it is kept until it is published. Whoever publishes it parses it as a draft once more, since scales may change until then. */
export const storedDraftSchema = z.object({
  ...settledFields,
  ...withDefaults(changeableFields(z.string(), z.string().optional()), 'en'),
});

/** A ruling's content as stored: everything settled, the HTML sanitised. Reading it back fills in what a later version added. */
export const rulingContentSchema = z.object({
  ...settledFields,
  ...withDefaults(changeableFields(z.string(), z.string()), 'en'),
  publishedAt: z.string(),
  texts: z.enum(textModes),
});
export type RulingContent = z.output<typeof rulingContentSchema>;

/** A dated public note on what changed; shown with the ruling wherever it goes. A rating that changed leaves one without words, too. */
export const noteSchema = z.object({
  revision: z.int(),
  at: z.string(),
  kind: z.enum([...edits, 'correction', 'retraction']),
  text: z.string(),
  /** The rating that this correction replaced. */
  previousRating: z.string().nullable(),
});
export type Note = z.output<typeof noteSchema>;

/** What a ruling's last correction, or its retraction, says. */
export const lastCorrection = (notes: readonly Note[]): Note | undefined =>
  notes.findLast(({ kind }) => kind === 'correction' || kind === 'retraction');

/** When a ruling was last corrected or retracted; null if never. */
export const correctedAt = (notes: readonly Note[]): string | null => lastCorrection(notes)?.at ?? null;

/** An immutable snapshot of a ruling, with who made it. `changedAt` is the last change of substance: a minor edit leaves it. */
export const revisionSchema = z.object({
  rulingId: idSchema('ruling'),
  revision: z.int().min(1),
  /** The event that made this revision, and its place in the log. */
  eventId: idSchema('event'),
  sequence: z.int().min(1),
  status: z.enum(['published', 'retracted']),
  content: rulingContentSchema,
  notes: z.array(noteSchema),
  updatedAt: z.string(),
  changedAt: z.string(),
  actor: actorSchema,
});
export type Revision = z.output<typeof revisionSchema>;

/** The rating that a note brought in: the one that the next change replaced, or the one of now. */
export const ratingAfter = (note: Note, { notes, content }: Pick<Revision, 'notes' | 'content'>): string =>
  notes.find((later) => later.revision > note.revision && later.previousRating !== null)?.previousRating ??
  content.rating;

/** A ruling as the API and partners see it: its newest revision, flat. */
export type Ruling = RulingContent & {
  readonly id: RulingId;
  readonly revision: number;
  readonly status: 'published' | 'retracted';
  readonly notes: readonly Note[];
  readonly updatedAt: string;
  readonly changedAt: string;
};

export const toRuling = ({ rulingId, revision, status, content, notes, updatedAt, changedAt }: Revision): Ruling => ({
  id: rulingId,
  revision,
  status,
  ...content,
  notes,
  updatedAt,
  changedAt,
});
