import { Duration } from 'aws-cdk-lib';
import { Dashboard, GraphWidget, type IMetric, type Metric, TextWidget } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { eventTypes } from '../../shared/domain/event.ts';
import type { MetricName } from '../../shared/runtime/metrics.ts';
import type { WorkedQueue } from './access.ts';
import { ownMetric } from './own-metric.ts';

const period = Duration.minutes(1);
const width = 8;

const each = (name: MetricName, dimension: string, values: readonly string[]): Metric[] =>
  values.map((value) => ownMetric(name, 'Sum', period, [dimension, value]));

const graph = (title: string, left: readonly IMetric[]): GraphWidget =>
  new GraphWidget({ title, width, left: [...left] });

/** One page that follows a ruling from left to right, and shows where it is stuck. */
export class WireDashboard extends Construct {
  constructor(scope: Construct, id: string, queues: Readonly<Record<string, WorkedQueue>>) {
    super(scope, id);
    const named = Object.entries(queues);
    new Dashboard(this, 'Dashboard', {
      dashboardName: 'Rulingwire',
      defaultInterval: Duration.hours(3),
      widgets: [
        [
          new TextWidget({
            markdown:
              'What the newsroom publishes, how far it has come, and what waits. Alarms name what readers lose.',
            width: 3 * width,
            height: 1,
          }),
        ],
        [
          graph('Published, updated, corrected, retracted', each('EventsCommitted', 'type', eventTypes)),
          graph('Relay lag, ms', [ownMetric('RelayLag', 'p50', period), ownMetric('RelayLag', 'Maximum', period)]),
          graph('Due work overdue, ms', [ownMetric('DueWorkOverdue', 'Maximum', period)]),
        ],
        [
          graph('Feeds written', [ownMetric('FeedsWritten', 'Sum', period)]),
          graph(
            'Texts by state',
            each('Texts', 'state', ['accepted', 'delivered', 'undelivered', 'refused', 'unknown']),
          ),
          graph(
            'Attempts at deliveries',
            each('Deliveries', 'state', ['delivered', 'pending', 'waiting', 'superseded']),
          ),
        ],
        [
          graph(
            'Oldest message, s',
            named.map(([label, { queue }]) => queue.metricApproximateAgeOfOldestMessage({ period, label })),
          ),
          graph(
            'Messages that wait',
            named.map(([label, { queue }]) => queue.metricApproximateNumberOfMessagesVisible({ period, label })),
          ),
          graph(
            'Dead letters',
            named.flatMap(([label, { deadLetters }]) =>
              deadLetters.map(({ queue }) => queue.metricApproximateNumberOfMessagesVisible({ period, label })),
            ),
          ),
        ],
      ],
    });
  }
}
