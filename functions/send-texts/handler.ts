import { textWorkSchema } from '../../shared/domain/text-messages.ts';
import { queueHandler } from '../../shared/runtime/queue-handler.ts';
import { unlessPaused } from '../../shared/runtime/unless-paused.ts';
import { gate, log, work } from './deps.ts';

/** People to text: batches of a broadcast's, sign-ups to confirm, and tests. Two queues feed it, one of them urgent. */
export const handler = unlessPaused(gate, log, queueHandler(textWorkSchema, log, work));
