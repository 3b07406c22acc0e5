import { deliverMessageSchema } from '../../shared/domain/delivery-messages.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { deliverTo, log } from './deps.ts';

/** Each message says that a follower is owed a feed, and no more. */
export const handler = queueHandler(deliverMessageSchema, log, ({ endpointId }) => deliverTo(endpointId));
