/** Event source mappings as the template gives them. */
import * as z from 'zod';
import { nameOf } from '../aws/identity.ts';
import type { Resource } from '../template/resources.ts';
import { readFilters } from './event-pattern.ts';

const schema = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.boolean().default(true),
  BatchSize: z.coerce.number().optional(),
  MaximumBatchingWindowInSeconds: z.coerce.number().default(0),
  FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).default([]),
  ScalingConfig: z.object({ MaximumConcurrency: z.coerce.number() }).optional(),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  StartingPosition: z.enum(['TRIM_HORIZON', 'LATEST']).default('TRIM_HORIZON'),
  MaximumRetryAttempts: z.coerce.number().default(-1),
  MaximumRecordAgeInSeconds: z.coerce.number().default(-1),
  BisectBatchOnFunctionError: z.boolean().default(false),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string().includes(':sqs:') }) }).optional(),
});

export interface EventSource {
  logicalId: string;
  kind: 'queue' | 'stream';
  sourceArn: string;
  functionName: string;
  batchSize: number;
  windowMs: number;
  /** Whether the handler's answer names the failed items; otherwise a batch fails or succeeds as one. */
  partialFailures: boolean;
  concurrency: number;
  passes(event: unknown): boolean;
  startingPosition: 'TRIM_HORIZON' | 'LATEST';
  /** -1: no limit. */
  retryAttempts: number;
  /** -1: no limit. */
  recordAgeSeconds: number;
  bisect: boolean;
  /** The queue that gets the record of a batch that was given up. */
  failureQueueArn: string | undefined;
}

/** On one machine there is little to gather, and somebody watches: a minute's window would look as if nothing happened. */
const LONGEST_WINDOW_MS = 2_000;

/** Reads an `AWS::Lambda::EventSourceMapping`; undefined when it is disabled. */
export const readEventSource = (resource: Resource): EventSource | undefined => {
  const mapping = schema.parse(resource.properties());
  if (!mapping.Enabled) return undefined;
  const kind = mapping.EventSourceArn.includes(':sqs:') ? 'queue' : 'stream';
  return {
    logicalId: resource.logicalId,
    kind,
    sourceArn: mapping.EventSourceArn,
    functionName: nameOf(mapping.FunctionName),
    batchSize: mapping.BatchSize ?? (kind === 'queue' ? 10 : 100),
    windowMs: Math.min(mapping.MaximumBatchingWindowInSeconds * 1000, LONGEST_WINDOW_MS),
    partialFailures: mapping.FunctionResponseTypes.includes('ReportBatchItemFailures'),
    concurrency: mapping.ScalingConfig?.MaximumConcurrency ?? Number.POSITIVE_INFINITY,
    passes: readFilters(mapping.FilterCriteria),
    startingPosition: mapping.StartingPosition,
    retryAttempts: mapping.MaximumRetryAttempts,
    recordAgeSeconds: mapping.MaximumRecordAgeInSeconds,
    bisect: mapping.BisectBatchOnFunctionError,
    failureQueueArn: mapping.DestinationConfig?.OnFailure.Destination,
  };
};
