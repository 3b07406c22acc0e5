import { rebuildMessageSchema } from '../../shared/domain/rebuild.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { log, rebuild } from './deps.ts';

/** Each message asks for one piece of a rebuild. */
export const handler = queueHandler(rebuildMessageSchema, log, rebuild);
