import { eventMessageSchema } from '../../shared/domain/event.ts';
import { unlessPaused } from '../../shared/runtime/unless-paused.ts';
import { wholeBatchHandler } from '../../shared/runtime/whole-batch-handler.ts';
import { build, gate, log } from './deps.ts';

/** The batch is built as one, since its events touch the same feeds; events whose feeds could not be built come again. */
export const handler = unlessPaused(gate, log, wholeBatchHandler(eventMessageSchema, log, build));
