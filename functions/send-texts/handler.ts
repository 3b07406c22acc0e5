import { textBatchSchema } from '../../shared/domain/text-messages.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { log, send } from './deps.ts';

/** Batches of people to text. */
export const handler = queueHandler(textBatchSchema, log, send);
