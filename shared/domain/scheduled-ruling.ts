import * as z from 'zod';
import { actorSchema } from './actor.ts';
import { idSchema } from './ids.ts';
import { storedDraftSchema } from './ruling.ts';

/** Why a ruling was not published when its time had come. `invalid`: it fits the newsroom's scales no longer, which have changed since. */
export const unpublishedReasons = [
  'slug-taken',
  'external-id-taken',
  'too-large',
  'nothing-to-translate',
  'invalid',
] as const;
export type UnpublishedReason = (typeof unpublishedReasons)[number];

/** A ruling that is to be published at a time, in the name of whoever scheduled it. One that failed is not tried again. */
export const scheduledRulingSchema = z.object({
  id: idSchema('scheduled'),
  publishAt: z.string(),
  draft: storedDraftSchema,
  actor: actorSchema,
  createdAt: z.string(),
  failure: z.object({ reason: z.enum(unpublishedReasons), at: z.string() }).nullable(),
});
export type ScheduledRuling = z.output<typeof scheduledRulingSchema>;

/** A scheduled ruling in a list: enough to name it. */
export const scheduledEntrySchema = scheduledRulingSchema.omit({ draft: true }).extend({
  slug: z.string(),
  headline: z.string(),
});
export type ScheduledEntry = z.output<typeof scheduledEntrySchema>;

export const toScheduledEntry = ({ draft, ...scheduled }: ScheduledRuling): ScheduledEntry => ({
  ...scheduled,
  slug: draft.slug,
  headline: draft.headline,
});

/** "The time of this ruling has come." `early` counts how often that was said before its time. */
export const publishMessageSchema = z.object({ scheduledId: idSchema('scheduled'), early: z.int().min(0) });
export type PublishMessage = z.output<typeof publishMessageSchema>;
