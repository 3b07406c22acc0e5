import { type TextPlan, textPlanSchema } from '../../shared/domain/text-messages.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { log, open, plan, recheck } from './deps.ts';

const work = (message: TextPlan): Promise<void> => {
  if (!('kind' in message)) return plan(message);
  return message.kind === 'recheck' ? recheck(message.broadcastId) : open(message.broadcastId, message.cohort);
};

/** Ruling events, and what the Timetable holds for broadcasts: shards whose window opens, and look-overs. */
export const handler = queueHandler(textPlanSchema, log, work);
