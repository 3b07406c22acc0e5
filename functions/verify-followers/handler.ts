import { hubMessageSchema } from '../../shared/domain/hub-messages.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { log, verify } from './deps.ts';

/** Each message is a request that the hub took; its callback is asked, and a batch of them at once. */
export const handler = queueHandler(hubMessageSchema, log, verify);
