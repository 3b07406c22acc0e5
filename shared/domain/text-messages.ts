import * as z from 'zod';
import { cohortShardSchema } from './cohort.ts';
import { eventMessageSchema } from './event.ts';
import { idSchema } from './ids.ts';
import { phoneHashSchema } from './subscriber.ts';

const broadcastId = idSchema('broadcast');

/** Texts to be sent: at most 25 people of one shard. `attempt` counts how often the batch was put off. */
export const textBatchSchema = z.object({
  broadcastId,
  cohort: cohortShardSchema,
  hashes: z.array(phoneHashSchema).min(1).max(25),
  attempt: z.int().min(0).default(0),
});
export type TextBatch = z.output<typeof textBatchSchema>;

/** Due work of plan-texts: a shard's window opens; a broadcast is looked over. */
const openShardSchema = z.object({ kind: z.literal('open-shard'), broadcastId, cohort: cohortShardSchema });
const recheckSchema = z.object({ kind: z.literal('recheck'), broadcastId });

/** Everything that the queue of plan-texts holds. */
export const textPlanSchema = z.union([openShardSchema, recheckSchema, eventMessageSchema]);
export type TextPlan = z.output<typeof textPlanSchema>;
