import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { eventMessageSchema } from '../../shared/domain/event.ts';
import { wholeBatchHandler } from '../../shared/runtime/whole-batch-handler.ts';
import { build, log } from './deps.ts';

/** The batch is built as one, since its events touch the same feeds; events whose feeds could not be built come again. */
export const handler: (event: SQSEvent) => Promise<SQSBatchResponse> = wholeBatchHandler(
  eventMessageSchema,
  log,
  build,
);
