import { publishMessageSchema } from '../../shared/domain/scheduled-ruling.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { log, publish } from './deps.ts';

/** Each message says that the time of a scheduled ruling has come. */
export const handler = queueHandler(publishMessageSchema, log, publish);
