import type { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { MetricName } from '../../shared/runtime/metrics.ts';

/** A metric of the functions' own log lines; `by` is a value of its one dimension beside the service. */
export const ownMetric = (
  metricName: MetricName,
  statistic: string,
  period: Duration,
  by?: readonly [name: string, value: string],
): Metric =>
  new Metric({
    namespace: 'Rulingwire',
    metricName,
    statistic,
    period,
    dimensionsMap: { service: 'wire', ...(by && { [by[0]]: by[1] }) },
    label: by?.[1] ?? metricName,
  });
