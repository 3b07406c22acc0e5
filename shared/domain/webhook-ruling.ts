import * as z from 'zod';
import { edits } from './event.ts';
import { idSchema } from './ids.ts';
import { claimantKinds, mediaCategories } from './ruling.ts';

/** As `ruling.ts` takes it in: what WHATWG's parser reads, kept as it was written, which need be no URI of RFC 3986. */
const url = (of: string) =>
  z
    .string()
    .regex(/^[hH][tT][tT][pP][sS]?:\/\//)
    .describe(`Absolute http or https URL of ${of}.`);
const archiveUrl = (of: string) =>
  url(`a copy of ${of}`).nullable().describe(`URL of a copy of ${of}, if there is one.`);
const text = (what: string) => z.string().describe(what);
const textOrNull = (what: string) => z.string().nullable().describe(what);

const claim = z
  .object({
    text: text('The claim in the words that were checked.'),
    madeOn: z.iso.date().nullable().describe('The day on which it was made.'),
    venue: textOrNull('Where it was made: “a debate in Albany”.'),
    claimant: z
      .object({
        name: text('Name of who made it.'),
        slug: text('The name as part of a feed’s address; the same for the same claimant.'),
        kind: z.enum(claimantKinds).describe('What made the claim: a person, an organization, or what it stood in.'),
        title: textOrNull('Office or occupation.'),
      })
      .describe('Who made the claim.'),
    appearances: z
      .array(z.object({ url: url('the place'), archiveUrl: archiveUrl('it') }))
      .describe('Where the claim appeared.'),
  })
  .describe('The claim that was checked.');

const image = z
  .object({
    url: url('the image'),
    alt: text('What it shows, for those who do not see it.'),
    credit: textOrNull('Whom to name for it.'),
    syndicable: z.literal(true).describe('Partners may show it: any other image is left out.'),
  })
  .nullable()
  .describe('The image, where partners may show it; null otherwise.');

const mediaReview = z
  .object({
    category: z.enum(mediaCategories).describe('How the media relate to what they are said to show, by schema.org.'),
    context: textOrNull('What the original shows.'),
    originalUrl: url('the original').nullable().describe('URL of the original, if it is known.'),
    media: z
      .array(
        z.object({
          kind: z.enum(['image', 'video', 'audio']).describe('What it is.'),
          contentUrl: url('the file'),
          pageUrl: url('the page that shows it').nullable().describe('URL of the page that shows it.'),
        }),
      )
      .describe('What was judged.'),
  })
  .nullable()
  .describe('A judgement on an image, a video or a recording; null where there is none.');

const source = z.object({
  outlet: textOrNull('Who published it.'),
  title: text('Its title.'),
  url: url('the source'),
  archiveUrl: archiveUrl('it'),
  publishedOn: z.iso.date().nullable().describe('The day on which it was published.'),
});

const note = z.object({
  revision: z.int().min(1).describe('The revision that the note came with.'),
  at: z.iso.datetime().describe('When it was made.'),
  kind: z.enum([...edits, 'correction', 'retraction']).describe('What was done to the ruling.'),
  text: text('The note, for readers; empty where a rating changed without words.'),
  previousRating: textOrNull('Slug of the rating that was replaced; null if it stayed.'),
});

/** A ruling as partners get it: without the newsroom's own business, and an image only where it may be used. */
export const webhookRulingSchema = z
  .object({
    id: idSchema('ruling').describe('Id of the ruling, the same in all its revisions.'),
    revision: z.int().min(1).describe('Counts the revisions of this ruling from 1; a higher one replaces a lower one.'),
    status: z.enum(['published', 'retracted']).describe('`retracted`: the verdict no longer stands.'),
    slug: text('Part of the ruling’s address; never changes.'),
    url: url('the ruling on the newsroom’s site'),
    headline: text('The headline. It states what is true: put no verdict before it.'),
    claim,
    scale: text('Id of the rating scale.'),
    rating: text('Slug of the rating, on that scale.'),
    summary: z.array(z.string()).describe('The main findings, a sentence or two each.'),
    bodyHtml: z
      .string()
      .optional()
      .describe('The article as sanitised HTML; only with `include: ["body"]`, and never of a retracted ruling.'),
    image,
    mediaReview,
    authors: z
      .array(z.object({ name: text('Name of the author.'), slug: text('The name as part of a feed’s address.') }))
      .describe('Who wrote it.'),
    topics: z.array(z.string()).describe('Slugs of its topics.'),
    editions: z.array(z.string()).describe('Slugs of the editions that it belongs to.'),
    language: text('Language of the ruling, a tag of BCP 47.'),
    translationOf: idSchema('ruling').nullable().describe('Id of the ruling that this one translates.'),
    sources: z.array(source).describe('What the ruling relies on.'),
    related: z.array(idSchema('ruling')).describe('Ids of related rulings.'),
    publishedAt: z.iso.datetime().describe('When the ruling was first published.'),
    checkedAsOf: z.iso.datetime().nullable().describe('The rating stands for what was known then; null if not said.'),
    notes: z.array(note).describe('Public notes on what changed, oldest first; show them with the ruling.'),
    updatedAt: z.iso.datetime().describe('When this revision was made.'),
    changedAt: z.iso.datetime().describe('The last change of substance; a minor edit leaves it.'),
  })
  .meta({ id: 'Ruling', description: 'The ruling as it stands in this revision, whole: replace what you hold.' });
export type WebhookRuling = z.output<typeof webhookRulingSchema>;
