import * as z from 'zod';
import { claimReviewSchema } from './claim-review-schema.ts';
import type { NoticeType } from './delivery.ts';
import { type EventType, edits } from './event.ts';
import { idSchema } from './ids.ts';
import { webhookRulingSchema } from './webhook-ruling.ts';

const envelope = <Type extends EventType | NoticeType>(type: Type) => ({
  id: idSchema('event').describe('Id of the event, also in the header `webhook-id`; the same at every attempt.'),
  type: z.literal(type).describe('What happened. Answer types that you do not know with 2xx and ignore them.'),
  timestamp: z.iso.datetime().describe('When it happened, in UTC; the header `webhook-timestamp` is when it was sent.'),
  schemaVersion: z.literal('1').describe('Version of this format, which only grows: ignore fields you do not know.'),
  livemode: z.boolean().describe('False where the wire runs on a developer’s machine.'),
});

const sequence = (what: string) => z.int().min(1).describe(what);

export const usageSchema = z
  .object({
    licence: z.string().describe('Under which the ruling may be republished.'),
    creditLine: z.string().describe('To be shown with it.'),
    canonicalUrl: z.string().describe('Address of the original, for `rel="canonical"` and the link.'),
    editsAllowed: z.boolean().describe('Whether the text may be edited, beyond leaving parts out.'),
    imageAllowed: z.boolean().describe('Whether the image may be shown.'),
    onRetraction: z
      .enum(['replace', 'remove'])
      .describe('What to do once the ruling is retracted: replace it by the note, or take it down.'),
  })
  .meta({ id: 'Usage', description: 'How the ruling may be used.' });

const place = {
  sequence: sequence('Place in the newsroom’s log, which counts all events without a gap.'),
  previousSequence: sequence('A place in that log.')
    .nullable()
    .describe(
      'The event owed to this endpoint before this one, null for the first. If you have not got it, nor find it in `supersedes`, pull. In the pull API: `sequence` − 1.',
    ),
  supersedes: z
    .array(z.int().min(1))
    .describe('Events owed to this endpoint that this one replaces; they will not come.'),
  origin: z.enum(['newsroom', 'import']).describe('`import`: from an archive; such events are in the pull API alone.'),
  rulingId: idSchema('ruling').describe('Which ruling it is about.'),
};

const laterRevision = z
  .int()
  .min(2)
  .describe('The revision that the event made. One that is lower than the revision you hold changes nothing.');
const noEdit = z.null().describe('Only an update is an edit.');
const sameRating = {
  ratingChanged: z.literal(false).describe('The rating is as it was.'),
  previousRating: z.null().describe('The rating is as it was.'),
};
const perhapsRated = {
  ratingChanged: z.boolean().describe('Whether the rating is another than before.'),
  previousRating: z.string().nullable().describe('Slug of the rating that was replaced; null if it stayed.'),
};
const ruling = {
  ruling: webhookRulingSchema,
  omitted: z
    .array(z.enum(['sources', 'related', 'notes', 'summary']))
    .describe('Lists of `ruling` that were emptied to keep the message below 20 kB; fetch the ruling for them.'),
};

const message = <Type extends EventType | NoticeType, Data extends z.ZodRawShape>(
  type: Type,
  description: string,
  data: Data,
) => z.object({ ...envelope(type), data: z.object(data).describe('What there is to know.') }).describe(description);

const notice = <Type extends NoticeType>(type: Type, description: string) =>
  message(type, description, {
    endpointId: idSchema('endpoint').describe('The endpoint that it was sent to.'),
    partnerId: idSchema('partner').describe('The partner whose endpoint it is.'),
    note: z.string().describe('What it is, for whoever reads it.'),
  });

/**
 * What partners get, by type: the source of the types of `webhook-body.ts`, of the public JSON Schemas and of AsyncAPI. Version 1 only
 * grows: no field goes or changes its meaning, and unknown fields are allowed.
 */
export const webhookMessageSchemas = {
  'ruling.published': message('ruling.published', 'A ruling was published.', {
    ...place,
    revision: z.literal(1).describe('A new ruling is in its first revision.'),
    edit: noEdit,
    ...sameRating,
    note: z.null().describe('A new ruling has no note.'),
    ...ruling,
    claimReview: claimReviewSchema,
    usage: usageSchema,
  }),
  'ruling.updated': message('ruling.updated', 'A ruling was edited, though nothing in it was wrong.', {
    ...place,
    revision: laterRevision,
    edit: z
      .enum(edits)
      .describe(
        'How much it matters. `context`: what became known after `checkedAsOf`; the rating stands for what was known then. `status`: a promise moved on.',
      ),
    ...perhapsRated,
    note: z.string().nullable().describe('What changed, for readers; null if nothing need be said.'),
    ...ruling,
    claimReview: claimReviewSchema,
    usage: usageSchema,
  }),
  'ruling.corrected': message(
    'ruling.corrected',
    'A ruling had an error of fact or of rating. Whoever got an earlier revision gets this, whatever its filters say.',
    {
      ...place,
      revision: laterRevision,
      edit: noEdit,
      ...perhapsRated,
      note: z.string().describe('What was wrong; show it to readers.'),
      ...ruling,
      claimReview: claimReviewSchema,
      usage: usageSchema,
    },
  ),
  'ruling.retracted': message(
    'ruling.retracted',
    'A ruling no longer stands: do what `usage.onRetraction` says. Whoever got an earlier revision gets this, whatever its filters say.',
    {
      ...place,
      revision: laterRevision,
      edit: noEdit,
      ...sameRating,
      note: z.string().describe('Why; show it to readers.'),
      ...ruling,
      claimReview: z.null().describe('A retracted ruling reviews nothing: take its markup down.'),
      usage: usageSchema,
    },
  ),
  'endpoint.test': notice('endpoint.test', 'The partner asked for a message to try the endpoint with.'),
  'endpoint.probe': notice('endpoint.probe', 'Once a week a quiet endpoint is asked whether it still answers.'),
} as const satisfies Record<EventType | NoticeType, z.ZodType>;

type Schemas = typeof webhookMessageSchemas;
export type MessageType = keyof Schemas;
export type WebhookMessage = { [Type in MessageType]: z.output<Schemas[Type]> }[MessageType];
export type RulingMessage = Extract<WebhookMessage, { type: EventType }>;
export type NoticeMessage = Extract<WebhookMessage, { type: NoticeType }>;
