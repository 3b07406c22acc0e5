import * as z from 'zod';
import { actorSchema } from './actor.ts';
import { cohortShardSchema } from './cohort.ts';
import type { RulingEvent } from './event.ts';
import { idSchema, type RulingId } from './ids.ts';
import { audienceSchema, frequencies, phoneHashSchema } from './subscriber.ts';
import { reached, skipReasons, textStates } from './text-ledger.ts';

/**
 * Where a broadcast stands. `awaiting-approval`: planned, and another person than its author must say yes; `paused`: held by a person or
 * by the wire itself; `cancelled`: called off by a person; `stopped`: a later event of the ruling closed it.
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

/**
 * Why a broadcast is paused: a person did; the budget of the month is spent; carriers refuse the text or the sender; Twilio's queue ran
 * over, which our pacing should not let happen; Twilio itself is in trouble, and leaves too many texts in doubt.
 */
export const pauseReasons = ['person', 'budget', 'carriers', 'pacing', 'twilio'] as const;
export type PauseReason = (typeof pauseReasons)[number];

/** Whether nobody who still waits in a broadcast will be texted by it. */
export const isClosed = (status: BroadcastStatus): boolean => status === 'stopped' || status === 'cancelled';

/** The words of one text, and what they cost. */
const textBodySchema = z.object({ body: z.string(), segments: z.int(), encoding: z.enum(['GSM-7', 'UCS-2']) });

const common = {
  id: idSchema('broadcast'),
  status: z.enum(broadcastStatuses),
  actor: actorSchema,
  createdAt: z.string(),
  /** When every person of the audience had a row in the ledger. */
  plannedAt: z.string().nullable(),
  /** Nothing leaves before. */
  holdUntil: z.string().nullable().default(null),
  /** Whether somebody must approve, and who did. */
  approval: z.enum(['none', 'second-person']).default('none'),
  approvedBy: actorSchema.nullable().default(null),
  pausedBecause: z.enum(pauseReasons).nullable().default(null),
  /** Texts that carriers refused for what they say or who sends them; a resume begins to count anew. */
  ownErrors: z.int().default(0),
  /** Texts that Twilio had taken when it was last resumed; those errors are counted among the ones since. */
  acceptedAtResume: z.int().optional(),
  /**
   * An event that is not texted made its words wrong, at `at` (ISO 8601); `by` is its sequence. Nothing leaves from then on, whoever lets the
   * broadcast go on. It is not closed at once, so that all who are owed something have a row first.
   */
  overtaken: z.object({ by: z.int(), at: z.string() }).optional(),
};

/**
 * The texting of one event, frozen when it is planned. `eventRevision` is the event's; `revision` is the one that the texts speak of,
 * which is above it where a silent edit came in between. `rating` is what people hear in it. `wide`: everybody who wants such rulings
 * is in its audience, not only those who heard of the ruling before.
 */
export const eventBroadcastSchema = z.object({
  ...common,
  kind: z.enum(['first', 'update', 'correction', 'retraction']),
  rulingId: idSchema('ruling'),
  eventId: idSchema('event'),
  eventRevision: z.int(),
  revision: z.int(),
  wide: z.boolean(),
  audience: audienceSchema,
  rating: z.string(),
  /** By the name that a row of the ledger has for it: `first`, or `from#…` for who heard, or may have heard, of an earlier revision. */
  variants: z.record(z.string(), textBodySchema),
});
export type EventBroadcast = z.output<typeof eventBroadcastSchema>;

/** One ruling in a digest, as its readers hear it. */
export const digestItemSchema = z.object({
  rulingId: idSchema('ruling'),
  revision: z.int(),
  rating: z.string(),
  /** The ratings and subject are named in the ruling's language, which its readers want. */
  scale: z.string(),
  headline: z.string(),
  link: z.string(),
  audience: audienceSchema,
  /** Whether those hear of it in a digest who otherwise hear at once. */
  forAll: z.boolean(),
});
export type DigestItem = z.output<typeof digestItemSchema>;

/** What the people of one zone who want digests get on one morning. A row's variant says which of the items: `items#0,3`. */
export const digestBroadcastSchema = z.object({
  ...common,
  kind: z.literal('digest'),
  zones: z.string(),
  frequency: z.enum(frequencies).exclude(['immediate']),
  items: z.array(digestItemSchema).min(1),
});
export type DigestBroadcast = z.output<typeof digestBroadcastSchema>;

/** The answers to people who sent us a claim that this revision is about. They left as replies; nothing of it is ever queued. */
export const replyBroadcastSchema = z.object({
  ...common,
  kind: z.literal('reply'),
  rulingId: idSchema('ruling'),
  revision: z.int(),
  rating: z.string(),
  text: textBodySchema,
});
export type ReplyBroadcast = z.output<typeof replyBroadcastSchema>;

export const broadcastSchema = z.discriminatedUnion('kind', [
  eventBroadcastSchema,
  digestBroadcastSchema,
  replyBroadcastSchema,
]);
export type Broadcast = z.output<typeof broadcastSchema>;

/** Whether texts of a broadcast may leave. Batches of a shard exist once its planning is complete, so `planning` may send too. */
export const maySend = (
  {
    status,
    holdUntil,
    approval,
    approvedBy,
    overtaken,
  }: Pick<Broadcast, 'status' | 'holdUntil' | 'approval' | 'approvedBy' | 'overtaken'>,
  now: number,
): boolean =>
  (status === 'planning' || status === 'sending') &&
  overtaken === undefined &&
  (approval === 'none' || approvedBy !== null) &&
  (holdUntil === null || Date.parse(holdUntil) <= now);

/** Corrections and retractions go before everything else, and no budget but the last holds them. */
export const isUrgent = ({ kind }: Pick<Broadcast, 'kind'>): boolean => kind === 'correction' || kind === 'retraction';

export const kindOfEvent = {
  'ruling.published': 'first',
  'ruling.corrected': 'correction',
  'ruling.retracted': 'retraction',
  'ruling.updated': 'update',
} as const satisfies Record<RulingEvent['type'], EventBroadcast['kind']>;

/** What people heard of a ruling in a broadcast: its revision and rating. Undefined where that broadcast does not speak of it. */
export const saidOf = (
  broadcast: Broadcast,
  rulingId: RulingId,
): { readonly revision: number; readonly rating: string } | undefined => {
  if (broadcast.kind === 'digest') return broadcast.items.find((item) => item.rulingId === rulingId);
  return broadcast.rulingId === rulingId ? broadcast : undefined;
};

/**
 * What a person is told who heard of an earlier revision. It is named by the revision, and not by where they heard of it: a ruling may have
 * been in hundreds of digests, and a broadcast with a text for each would not fit into an item of 400 kB.
 */
export const variantFrom = ({ revision }: { readonly revision: number }): string => `from#${revision}`;

/** The variant of those who hear of some of a digest's items, by their places in it; and those places. */
export const variantOfItems = (places: readonly number[]): string => `items#${places.join(',')}`;
export const placesIn = (variant: string): readonly number[] =>
  /^items#\d+(,\d+)*$/.test(variant) ? variant.slice('items#'.length).split(',').map(Number) : [];

/** Where one person's row is. */
export const ledgerKeySchema = z.object({
  broadcastId: idSchema('broadcast'),
  cohort: cohortShardSchema,
  hash: phoneHashSchema,
});
export type LedgerKey = z.output<typeof ledgerKeySchema>;

/** One person in one broadcast: who was, or is to be, told what, and how that stands. */
export const ledgerRowSchema = ledgerKeySchema.extend({
  /** The rulings that the text speaks of, as it speaks of them; several in a digest. */
  rulings: z.array(z.object({ rulingId: idSchema('ruling'), revision: z.int() })).min(1),
  /** How it reaches them: at once, in a digest, or as an answer to what they sent. */
  via: z.enum(['broadcast', 'digest', 'reply']),
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
  /** How often an unknown text was looked for at Twilio. */
  looks: z.int().default(0),
  /** Whether the number had strikes when it was texted: a delivery clears them. */
  struck: z.boolean().default(false),
  /** Whether an earlier try, which was lost and is made again, may have reached them. */
  mayHave: z.boolean().default(false),
});
export type LedgerRow = z.output<typeof ledgerRowSchema>;

/** Whether a row's person got its text, or may have got it: a correction must reach them. */
export const mayHaveHeard = ({ state, mayHave }: Pick<LedgerRow, 'state' | 'mayHave'>): boolean =>
  mayHave || reached.includes(state);

/** Whether a row's text speaks of a ruling. */
export const speaksOf = ({ rulings }: Pick<LedgerRow, 'rulings'>, rulingId: RulingId): boolean =>
  rulings.some((ruling) => ruling.rulingId === rulingId);
