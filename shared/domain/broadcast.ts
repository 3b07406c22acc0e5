import * as z from 'zod';
import { actorSchema } from './actor.ts';
import { cohortShardSchema } from './cohort.ts';
import type { RulingEvent } from './event.ts';
import { idSchema } from './ids.ts';
import { audienceSchema, phoneHashSchema } from './subscriber.ts';
import { skipReasons, textStates } from './text-ledger.ts';

/**
 * Where a broadcast stands. `stopped`: a later event of the ruling closed it. `awaiting-approval`, `paused` and `cancelled` are for a
 * newsroom's hand on it.
 */
export const broadcastStatuses = [
  'planning',
  'awaiting-approval',
  'sending',
  'paused',
  'done',
  'cancelled',
  'stopped',
] as const;
export type BroadcastStatus = (typeof broadcastStatuses)[number];

/** Whether texts of a broadcast may leave. Batches of a shard exist once its planning is complete, so `planning` may send too. */
export const maySend = (status: BroadcastStatus): boolean => status === 'planning' || status === 'sending';

/** Whether nobody who still waits in a broadcast will be texted by it. */
export const isClosed = (status: BroadcastStatus): boolean => status === 'stopped' || status === 'cancelled';

/** The words of one text, and what they cost. */
const textBodySchema = z.object({ body: z.string(), segments: z.int(), encoding: z.enum(['GSM-7', 'UCS-2']) });

/**
 * The texting of one event, frozen when it is planned. `eventRevision` is the event's; `revision` is the one that the texts speak of,
 * which is above it where a silent edit came in between. `rating` is what people hear in it. `wide`: everybody who wants such rulings
 * is in its audience, not only those who heard of the ruling before.
 */
export const broadcastSchema = z.object({
  id: idSchema('broadcast'),
  rulingId: idSchema('ruling'),
  eventId: idSchema('event'),
  eventRevision: z.int(),
  revision: z.int(),
  kind: z.enum(['first', 'correction', 'retraction']),
  status: z.enum(broadcastStatuses),
  wide: z.boolean(),
  audience: audienceSchema,
  rating: z.string(),
  /** By the name that a row of the ledger has for it: `first`, or `from#0001` for who got, or may have got, revision 1's event. */
  variants: z.record(z.string(), textBodySchema),
  actor: actorSchema,
  createdAt: z.string(),
  /** When every person of the audience had a row in the ledger. */
  plannedAt: z.string().nullable(),
});
export type Broadcast = z.output<typeof broadcastSchema>;

export const kindOfEvent = {
  'ruling.published': 'first',
  'ruling.corrected': 'correction',
  'ruling.retracted': 'retraction',
  'ruling.updated': undefined,
} as const satisfies Record<RulingEvent['type'], Broadcast['kind'] | undefined>;

/** What a person who got the broadcast of an earlier event is told. */
export const variantFrom = ({ eventRevision }: Pick<Broadcast, 'eventRevision'>): string =>
  `from#${String(eventRevision).padStart(4, '0')}`;

/** Where one person's row is. */
export const ledgerKeySchema = z.object({
  broadcastId: idSchema('broadcast'),
  cohort: cohortShardSchema,
  hash: phoneHashSchema,
});
export type LedgerKey = z.output<typeof ledgerKeySchema>;

/** One person in one broadcast: who was, or is to be, told what, and how that stands. */
export const ledgerRowSchema = ledgerKeySchema.extend({
  rulingId: idSchema('ruling'),
  revision: z.int(),
  /** How it reaches them; digests and replies to what they sent will be others. */
  via: z.literal('broadcast'),
  state: z.enum(textStates),
  variant: z.string(),
  /** SMS segments of the variant. */
  segments: z.int(),
  /** When the state last changed. */
  at: z.string(),
  sid: z.string().nullable(),
  /** Twilio's error code. */
  code: z.int().nullable(),
  reason: z.enum(skipReasons).nullable(),
});
export type LedgerRow = z.output<typeof ledgerRowSchema>;
