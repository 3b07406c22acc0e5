import { type TextPlan, textPlanSchema } from '../../shared/domain/text-messages.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { digest, log, open, plan, recheck, resend } from './deps.ts';

const work = (message: TextPlan): Promise<void> => {
  if (!('kind' in message)) return plan(message);
  switch (message.kind) {
    case 'open-shard':
      return open(message.broadcastId, message.cohort);
    case 'recheck':
      return recheck(message.broadcastId, message.scheduled);
    case 'resend':
      return resend(message.broadcastId, message.actor);
    case 'digest':
      return digest(message);
  }
};

/**
 * Ruling events; what the Timetable holds for broadcasts: shards whose window opens, look-overs, digests; and what people do to them. Each
 * may come twice, late or beside itself: rows of the ledger are only added, or moved where they still are as they were read.
 */
export const handler = queueHandler(textPlanSchema, log, work);
