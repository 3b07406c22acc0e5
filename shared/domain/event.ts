import * as z from 'zod';
import { actorSchema } from './actor.ts';
import { type BroadcastId, idFromEvent, idSchema } from './ids.ts';
import { monthSchema } from './month.ts';

/** How much an update matters. `context`: what became known after `checkedAsOf`; the rating stands for what was known then. */
export const edits = ['minor', 'clarification', 'update', 'context', 'status'] as const;
export type Edit = (typeof edits)[number];

export const eventTypes = ['ruling.published', 'ruling.updated', 'ruling.corrected', 'ruling.retracted'] as const;
export type EventType = (typeof eventTypes)[number];

/**
 * What happened to a ruling: one row of the log. `sequence` counts all events without a gap, in the order they were committed.
 * `facets` are those whose feeds it touches, the old ones and the new ones; `months` those of whose archives hold what it changed.
 */
export const rulingEventSchema = z.strictObject({
  id: idSchema('event'),
  type: z.enum(eventTypes),
  timestamp: z.iso.datetime(),
  sequence: z.int().min(1),
  rulingId: idSchema('ruling'),
  revision: z.int().min(1),
  origin: z.enum(['newsroom', 'import']),
  edit: z.enum(edits).nullable(),
  ratingChanged: z.boolean(),
  previousRating: z.string().nullable(),
  note: z.string().nullable(),
  /** Whether phones hear of it now, by a digest, or not. */
  texts: z.enum(['immediate', 'digest', 'none']),
  facets: z.array(z.string()),
  months: z.array(monthSchema),
  actor: actorSchema,
});
export type RulingEvent = z.output<typeof rulingEventSchema>;

/** What travels through SNS and SQS: ids, facets and the sequence; a handler reads the rest, so an old message can't publish an old body. */
export const eventMessageSchema = rulingEventSchema
  .pick({
    id: true,
    type: true,
    sequence: true,
    rulingId: true,
    revision: true,
    facets: true,
    months: true,
  })
  .strip();
export type EventMessage = z.output<typeof eventMessageSchema>;

/** The broadcast that texts an event: at most one, found by the event alone. */
export const broadcastOf = (event: Pick<RulingEvent, 'id'>): BroadcastId => idFromEvent('broadcast', event.id);
