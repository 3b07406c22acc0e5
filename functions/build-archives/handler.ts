import { eventMessageSchema } from '../../shared/domain/event.ts';
import { unlessPaused } from '../../shared/runtime/unless-paused.ts';
import { wholeBatchHandler } from '../../shared/runtime/whole-batch-handler.ts';
import { build, gate, log } from './deps.ts';

/** A minute's events are built as one, since most of them touch the same month; those whose archives could not be built come again. */
export const handler = unlessPaused(gate, log, wholeBatchHandler(eventMessageSchema, log, build));
