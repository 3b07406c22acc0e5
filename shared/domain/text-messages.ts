import * as z from 'zod';
import { actorSchema } from './actor.ts';
import { cohortShardSchema } from './cohort.ts';
import { eventMessageSchema } from './event.ts';
import { idSchema } from './ids.ts';
import { frequencies, phoneHashSchema } from './subscriber.ts';

const broadcastId = idSchema('broadcast');

/**
 * Texts to be sent: at most 25 people of one shard. `attempt` counts how often the batch was put off. Corrections and retractions are
 * `urgent`: they have a queue of their own.
 */
export const textBatchSchema = z.object({
  kind: z.literal('batch').default('batch'),
  broadcastId,
  cohort: cohortShardSchema,
  hashes: z.array(phoneHashSchema).min(1).max(25),
  urgent: z.boolean().default(false),
  attempt: z.int().min(0).default(0),
});
export type TextBatch = z.output<typeof textBatchSchema>;

/** A sign-up on the page is owed the text that asks for `JOIN`; `until`: when it runs out, unless another message of it says so. */
const confirmationSchema = z.object({
  kind: z.literal('confirmation'),
  hash: phoneHashSchema,
  until: z.iso.datetime().optional(),
});

const testSend = { kind: z.literal('test-send'), testId: idSchema('testSend') };
/** The phones of the newsroom's staff are owed a text, marked as a test: of a ruling's revision, or, as it reads, of what is a draft yet. */
const testSendSchema = z.union([
  z.object({ ...testSend, rulingId: idSchema('ruling'), revision: z.int() }),
  z.object({ ...testSend, text: z.string() }),
]);
export type TestSend = z.output<typeof testSendSchema>;

/** Everything that the queues of send-texts hold. What has no kind is a batch. */
export const textWorkSchema = z.union([confirmationSchema, testSendSchema, textBatchSchema]);
export type TextWork = z.output<typeof textWorkSchema>;

/** Due work of plan-texts: a shard's window opens; a broadcast is looked over; a zone's digest is due. */
const openShardSchema = z.object({ kind: z.literal('open-shard'), broadcastId, cohort: cohortShardSchema });
/** `scheduled`: the wire's own look; without it somebody let the broadcast go on, and who waits is queued whatever is queued already. */
const recheckSchema = z.object({
  kind: z.literal('recheck'),
  broadcastId,
  scheduled: z.boolean().optional(),
});
/** `at`: the opening of the zone's window whose digest it is. */
const digestSchema = z.object({
  kind: z.literal('digest'),
  zones: z.string(),
  frequency: z.enum(frequencies).exclude(['immediate']),
  at: z.iso.datetime(),
});
export type DigestDue = z.output<typeof digestSchema>;
/** An editor wants those texted once more whose text is lost. */
const resendSchema = z.object({ kind: z.literal('resend'), broadcastId, actor: actorSchema });

/** Everything that the queue of plan-texts holds. */
export const textPlanSchema = z.union([openShardSchema, recheckSchema, digestSchema, resendSchema, eventMessageSchema]);
export type TextPlan = z.output<typeof textPlanSchema>;
