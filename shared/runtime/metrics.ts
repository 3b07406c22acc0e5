import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import type { LogFields } from '../ports/log.ts';
import type { LogCode } from '../ports/log-codes/log-codes.ts';

/** Every metric that is kept, with what it counts. In CloudWatch's namespace Rulingwire, over all functions. */
export const metricNames = {
  EventsCommitted: 'rulings published, updated, corrected and retracted, by `type`',
  RelayLag: 'milliseconds from the commit of an event until it went out to the channels',
  FeedsWritten: 'feed files written',
  Texts: 'texts that came into a `state`',
  BroadcastsPaused: 'broadcasts that the wire itself held',
  ScheduledNotPublished: 'scheduled rulings that could not be published when their time had come',
  Deliveries: 'attempts at deliveries, by the `state` they left them in',
  ChannelPaused: 'milliseconds since a channel was paused, of each that is',
  ConfirmationsRanOut: 'sign-ups that ran out before the text that asks for their JOIN could leave',
  DueWorkOverdue: 'milliseconds from when due work was due until the sweep put it on its queue',
} as const;
export type MetricName = keyof typeof metricNames;

interface Measured {
  readonly name: MetricName;
  readonly value: number;
  readonly unit?: 'Milliseconds';
  readonly dimension?: readonly [name: 'type' | 'state', value: string];
}

const numberOf = (field: LogFields[string] | undefined): number => (typeof field === 'number' ? field : 0);
const since = (now: number, field: LogFields[string] | undefined): number =>
  Math.max(0, now - Date.parse(String(field ?? '')));

/** States of a text that a batch or a callback leads to and that somebody watches. */
const watchedStates = ['accepted', 'delivered', 'undelivered', 'refused', 'unknown'] as const;

/**
 * What a log line measures. Metrics follow from the line that tells the fact, so that neither stands without the other, and a call that
 * logs needs to know of nothing else.
 */
const measuredBy: Partial<Record<LogCode, (fields: LogFields, now: number) => readonly Measured[]>> = {
  EVENT_COMMITTED: ({ type }) => [{ name: 'EventsCommitted', value: 1, dimension: ['type', String(type)] }],
  EVENTS_RELAYED: ({ oldest }, now) => [{ name: 'RelayLag', value: since(now, oldest), unit: 'Milliseconds' }],
  FEED_WRITTEN: () => [{ name: 'FeedsWritten', value: 1 }],
  TEXTS_SENT: (fields) =>
    watchedStates.flatMap((state) =>
      numberOf(fields[state]) > 0
        ? [{ name: 'Texts', value: numberOf(fields[state]), dimension: ['state', state] } as const]
        : [],
    ),
  TEXT_SETTLED: ({ state }) => [{ name: 'Texts', value: 1, dimension: ['state', String(state)] }],
  BROADCAST_PAUSED: () => [{ name: 'BroadcastsPaused', value: 1 }],
  SCHEDULED_NOT_PUBLISHED: () => [{ name: 'ScheduledNotPublished', value: 1 }],
  DELIVERY_ATTEMPTED: ({ state }) => [{ name: 'Deliveries', value: 1, dimension: ['state', String(state)] }],
  CHANNEL_STILL_PAUSED: ({ since: paused }, now) => [
    { name: 'ChannelPaused', value: since(now, paused), unit: 'Milliseconds' },
  ],
  CONFIRMATION_RAN_OUT: () => [{ name: 'ConfirmationsRanOut', value: 1 }],
  WORK_SWEPT: ({ oldest }, now) => [{ name: 'DueWorkOverdue', value: since(now, oldest), unit: 'Milliseconds' }],
};

const metrics = new Metrics({ namespace: 'Rulingwire', serviceName: 'wire' });

/** Prints what a line measures in CloudWatch's embedded metric format, at once: a function that dies takes none with it. */
export const measure = (code: LogCode, fields: LogFields, now: number): void => {
  for (const { name, value, unit, dimension } of measuredBy[code]?.(fields, now) ?? []) {
    const single = metrics.singleMetric();
    if (dimension) single.addDimension(...dimension);
    single.addMetric(name, unit === undefined ? MetricUnit.Count : MetricUnit.Milliseconds, value);
  }
};
