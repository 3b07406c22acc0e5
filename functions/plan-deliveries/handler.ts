import { planMessageSchema } from '../../shared/domain/delivery-messages.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { log, plan } from './deps.ts';

/** Each message is a wake-up, and no more: the planner goes by the log, from its cursor on. Of a batch one plans and the others knock. */
export const handler = queueHandler(planMessageSchema, log, plan);
