import { expect, test } from 'vitest';
import * as z from 'zod';
import { createLog } from '../../shared/runtime/logger.ts';
import { usePrinted } from '../integration/printed.ts';

const printed = usePrinted();

/** CloudWatch's embedded metric format: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */
const embedded = z.looseObject({
  // one for all functions, or each would have metrics of its own
  service: z.literal('wire'),
  _aws: z.object({
    Timestamp: z.int(),
    CloudWatchMetrics: z.tuple([
      z.object({
        Namespace: z.literal('Rulingwire'),
        Dimensions: z.tuple([z.array(z.string())]),
        Metrics: z.tuple([z.object({ Name: z.string(), Unit: z.enum(['Count', 'Milliseconds']) })]),
      }),
    ]),
  }),
});

/** What the lines printed so far measure: name, value, unit, and the dimensions with their values. */
const measured = () =>
  printed
    .flatMap((text) => text.trim().split('\n'))
    .flatMap((line) => {
      const { success, data } = embedded.safeParse(JSON.parse(line));
      if (!success) return [];
      const [{ Dimensions, Metrics }] = data._aws.CloudWatchMetrics;
      const dimensions = Dimensions[0].filter((name) => name !== 'service').map((name) => `${name}=${data[name]}`);
      return [[Metrics[0].Name, data[Metrics[0].Name], Metrics[0].Unit, ...dimensions]];
    });

const log = createLog('a function');

test('a line that tells a fact measures it too, once, over all functions', () => {
  log.info('EVENT_COMMITTED', { eventId: 'evt_1', type: 'ruling.corrected', sequence: 7 });
  log.info('FEED_WRITTEN', { path: '/feeds/rss.xml', etag: '"1"' });
  log.info('DELIVERY_ATTEMPTED', { deliveryId: 'dlv_1', state: 'waiting', attempt: 10 });
  log.info('TEXT_SETTLED', { broadcastId: 'brd_1', state: 'delivered', code: null });
  expect(measured()).toEqual([
    ['EventsCommitted', 1, 'Count', 'type=ruling.corrected'],
    ['FeedsWritten', 1, 'Count'],
    ['Deliveries', 1, 'Count', 'state=waiting'],
    ['Texts', 1, 'Count', 'state=delivered'],
  ]);
});

test('a batch of texts measures the states that people came into, and none that they left', () => {
  log.info('TEXTS_SENT', { broadcastId: 'brd_1', pending: -4, accepted: 3, unknown: 1, refused: 0 });
  expect(measured()).toEqual([
    ['Texts', 3, 'Count', 'state=accepted'],
    ['Texts', 1, 'Count', 'state=unknown'],
  ]);
});

test('lag is the time since what is oldest', () => {
  const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();
  log.info('EVENTS_RELAYED', { from: 1, to: 2, oldest: anHourAgo });
  log.info('WORK_SWEPT', { rows: 1, oldest: anHourAgo });
  for (const [name, value, unit] of measured()) {
    expect(['RelayLag', 'DueWorkOverdue']).toContain(name);
    expect(unit).toBe('Milliseconds');
    expect(Math.round(Number(value) / 3_600_000)).toBe(1);
  }
  expect(measured()).toHaveLength(2);
});

test('a pause is measured by how long it has lasted, and a sign-up that ran out is counted', () => {
  log.info('CHANNEL_STILL_PAUSED', { channel: 'texts', since: new Date(Date.now() - 3_600_000).toISOString() });
  log.warn('CONFIRMATION_RAN_OUT');
  const [pause, ranOut] = measured();
  expect([pause?.[0], Math.round(Number(pause?.[1]) / 3_600_000), pause?.[2]]).toEqual([
    'ChannelPaused',
    1,
    'Milliseconds',
  ]);
  expect(ranOut).toEqual(['ConfirmationsRanOut', 1, 'Count']);
});

test('what was scheduled and could not be published is counted, or no alarm would ring', () => {
  log.error('SCHEDULED_NOT_PUBLISHED', new Error('slug-taken'), { scheduledId: 'sch_1', reason: 'slug-taken' });
  expect(measured()).toEqual([['ScheduledNotPublished', 1, 'Count']]);
});

test('a line that measures nothing prints one line', () => {
  log.info('TEXTS_PLANNED', { broadcastId: 'brd_1', audience: 5 });
  log.warn('CALLBACK_REFUSED');
  expect(measured()).toEqual([]);
  expect(printed.join('').trim().split('\n')).toHaveLength(2);
});
