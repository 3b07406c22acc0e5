import type { showOperations } from '../../../shared/use-cases/show-operations.ts';

/** `GET /v1/operations`. */
export type OperationsNow = Awaited<ReturnType<ReturnType<typeof showOperations>>>;
export type QueueNow = OperationsNow['queues'][number];
export type ChannelNow = OperationsNow['channels'][number];
export type RebuildNow = NonNullable<OperationsNow['feedsRebuild']>;
