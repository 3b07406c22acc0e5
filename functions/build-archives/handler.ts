import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { eventMessageSchema } from '../../shared/domain/event.ts';
import { wholeBatchHandler } from '../../shared/runtime/whole-batch-handler.ts';
import { build, log } from './deps.ts';

/** A minute's events are built as one, since most of them touch the same month; those whose archives could not be built come again. */
export const handler: (event: SQSEvent) => Promise<SQSBatchResponse> = wholeBatchHandler(
  eventMessageSchema,
  log,
  build,
);
