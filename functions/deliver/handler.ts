import { deliverMessageSchema } from '../../shared/domain/delivery-messages.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { unlessPaused } from '../../shared/runtime/unless-paused.ts';
import { deliverTo, gate, log } from './deps.ts';

/** Each message says that an endpoint has work, and no more. */
export const handler = unlessPaused(
  gate,
  log,
  queueHandler(deliverMessageSchema, log, ({ endpointId }) => deliverTo(endpointId)),
);
