import { describe, expect, test } from 'vitest';
import { probeEndpoints } from '../../shared/use-cases/probe-endpoints.ts';
import { byTheClock } from '../property/interleaving.ts';
import { endpoint, endpointId } from '../samples/delivering.ts';
import { deliveryChannel } from '../samples/delivery-channel.ts';

const hour = 3_600_000;
const week = 7 * 24 * hour;

/** A channel whose partners are looked after, and the types of what was posted. */
const tended = async (...[react, differs]: Parameters<typeof deliveryChannel>) => {
  const channel = await deliveryChannel(react, differs);
  const { endpoints, deliveries, queue, leases, clock, random, log } = channel;
  const probe = (runMs = hour) =>
    probeEndpoints({ endpoints, deliveries, wakes: queue, leases, clock, random, log, runMs })();
  const work = () => byTheClock(channel.deliver(), clock);
  const types = () => channel.heard.map(({ body }): string => JSON.parse(body).type);
  return { ...channel, probe, work, types };
};
const takes = () => ({ ms: 50, status: 200 });

describe('an endpoint that has heard nothing for a week', () => {
  test('is probed once a week, whether it is new or has worked before', async () => {
    const channel = await tended(takes);
    channel.clock.advance(week - 1);
    await channel.probe();
    await channel.work();
    expect(channel.types()).toEqual([]);
    channel.clock.advance(1);
    await channel.probe();
    expect(channel.queue.messages()).toEqual([{ endpointId: endpointId(1) }]);
    await channel.work();
    expect(channel.types()).toEqual(['endpoint.probe']);
    await channel.probe();
    await channel.work();
    expect(channel.types()).toHaveLength(1);
    channel.clock.advance(week);
    await channel.probe();
    await channel.work();
    expect(channel.types()).toEqual(['endpoint.probe', 'endpoint.probe']);
    const [first, second] = channel.heard.map(({ body }): string => JSON.parse(body).id);
    expect(first).not.toBe(second);
  });

  test('is not probed where an event came in between', async () => {
    const channel = await tended(takes);
    channel.clock.advance(week - hour);
    await channel.publish();
    await channel.plan();
    await channel.work();
    channel.clock.advance(2 * hour);
    await channel.probe();
    await channel.work();
    expect(channel.types()).toEqual(['ruling.published']);
  });

  test('is not probed while it is disabled, nor in the week after it was enabled', async () => {
    const channel = await tended(takes);
    await channel.endpoints.disable(endpointId(1), 'broken', endpoint().createdAt);
    channel.clock.advance(week);
    await channel.probe();
    const at = new Date(channel.clock.now()).toISOString();
    await channel.endpoints.enable(endpointId(1), at, {
      at,
      kind: 'deliver',
      id: 'x',
      queue: 'deliveries',
      body: '{}',
    });
    channel.clock.advance(week - 1);
    await channel.probe();
    await channel.work();
    expect(channel.types()).toEqual([]);
  });

  test('and no longer answers is found out before a correction is due: it fails, and is disabled in three days', async () => {
    const channel = await tended(() => ({ ms: 50, status: 404 }));
    channel.clock.advance(week);
    await channel.probe();
    for (let passed = 0; passed < 100; passed += 1) {
      await channel.work();
      channel.clock.advance(hour);
    }
    expect(await channel.endpoints.get(endpointId(1))).toMatchObject({
      disabledReason: expect.stringContaining('72 hours'),
    });
    expect(new Set(channel.types())).toEqual(new Set(['endpoint.probe']));
  });
});

test('a run whose time is up leaves the rest to the next', async () => {
  const channel = await tended(takes);
  for (let number = 2; number <= 150; number += 1) await channel.endpoints.add(endpoint({ id: endpointId(number) }));
  channel.clock.advance(week);
  await channel.probe(0);
  expect(channel.queue.messages()).toEqual([]);
  await channel.probe();
  expect(channel.queue.messages()).toHaveLength(150);
});
