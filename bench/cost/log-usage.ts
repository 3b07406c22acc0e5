/** What lines of a function's log take: bytes, and custom metrics in CloudWatch's embedded format. */
import * as z from 'zod';
import type { Usage } from './usage.ts';

/** What CloudWatch adds to each event. */
const eventBytes = 26;

const embedded = z.looseObject({
  _aws: z.object({
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.object({ Name: z.string() })),
      }),
    ),
  }),
});

/** Each name with the values of its dimensions is a metric that is paid for. */
const metricsOf = (line: string): string[] => {
  if (!line.includes('"_aws"')) return [];
  const fields = embedded.parse(JSON.parse(line));
  return fields._aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) =>
    Dimensions.flatMap((names) => {
      const values = names.map((name) => `${name}=${String(fields[name])}`);
      return Metrics.map(({ Name }) => [Namespace, Name, ...values].join(' '));
    }),
  );
};

/** As if all of it were written in one hour, and nothing else in that hour: a metric is paid for by the hours in which it is told. */
export const usageOfLog = (text: string): Usage => {
  const lines = text.split('\n').filter((line) => line !== '');
  const metrics = new Set(lines.flatMap(metricsOf));
  return { logBytes: Buffer.byteLength(text) + eventBytes * lines.length, metricHours: metrics.size };
};
