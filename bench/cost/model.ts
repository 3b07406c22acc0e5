/** From what was counted to what things cost: the assumptions that no run can count stand here. */
import { hoursOfMonth, type Meter } from './prices.ts';
import type { Counted } from './result.ts';
import { plus, times, type Usage, type UsageByPart } from './usage.ts';

/** Lambda holds up to five long polls of 20 s on a queue that is empty: docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
export const pollsAtOnce = 5;
const pollSeconds = 20;
/** A service asks KMS again for the key of a table after so long. */
const keyCacheMinutes = 5;
/** So many of a hundred polls find that nothing has changed, and so many reach S3 because the edge's copy is older than 30 s. */
export const unchangedShare = 0.9;
export const originShare = 0.1;
/** Of an answer without a body; and what stands before a body. */
export const headBytes = 500;

const without = (usage: Usage, ...meters: readonly Meter[]): Usage =>
  Object.fromEntries(Object.entries(usage).filter(([meter]) => !meters.some((each) => each === meter)));

/** Hours of metrics do not grow with what is told in them. */
export const withoutMetrics = (parts: UsageByPart): UsageByPart =>
  Object.fromEntries(Object.entries(parts).map(([part, usage]) => [part, without(usage, 'metricHours')]));

/** All functions together. */
export const together = (parts: UsageByPart): Usage => plus(...Object.values(parts));

/** One poll of a feed over CloudFront, by a reader that asks only for what is new. */
export const usageOfPoll = ({ gzipped }: Counted['feeds'][number]): Usage => ({
  cdnRequests: 1,
  // on the request and on the answer
  cdnFunctionCalls: 2,
  cdnBytes: headBytes + (1 - unchangedShare) * gzipped,
  s3Reads: originShare,
});

export interface RestLine {
  readonly what: string;
  readonly usage: Usage;
}

/** A month with nothing published and nobody texted. */
export const restOfMonth = ({ scheduled, stack }: Counted): RestLine[] => [
  { what: `${stack.alarms} alarms`, usage: { alarms: stack.alarms } },
  { what: `${stack.keys} KMS keys: for the vault, and for the logs`, usage: { keys: stack.keys } },
  {
    what: `Polling of ${stack.queuesPolled} queues by Lambda, ${pollsAtOnce} long polls at a time for each`,
    usage: { sqsRequests: (stack.queuesPolled * pollsAtOnce * hoursOfMonth * 3600) / pollSeconds },
  },
  { what: `${stack.secrets} secrets`, usage: { secrets: stack.secrets } },
  {
    what: `${stack.tables} tables that ask KMS for their keys every ${keyCacheMinutes} minutes, at most`,
    usage: { kmsRequests: (stack.tables * hoursOfMonth * 60) / keyCacheMinutes },
  },
  ...Object.entries(stack.runs).map(([name, runs]) => ({
    what: `${Math.round(runs).toLocaleString('en-US')} runs of ${name}`,
    usage: plus(times(without(scheduled[name] ?? {}, 'metricHours'), runs), {
      schedules: runs,
      metricHours: (scheduled[name]?.metricHours ?? 0) > 0 ? Math.min(runs, hoursOfMonth) : 0,
    }),
  })),
];
