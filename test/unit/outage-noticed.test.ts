/** What becomes of an endpoint in the moment between somebody's last look at it and the end of their run. */
import { expect, test } from 'vitest';
import type { Reaction } from '../fakes/webhook-sender.ts';
import { byTheClock } from '../property/interleaving.ts';
import { deliveryChannel } from '../samples/delivery-channel.ts';

const hour = 3_600_000;
type Channel = Awaited<ReturnType<typeof deliveryChannel>>;

/** A run that takes longer to see what is due than its receiver takes to answer. */
const slowly = async (channel: Channel): Promise<void> => {
  const { deliveries, clock } = channel;
  const due: typeof deliveries.due = async (id, limit) => {
    const rows = await deliveries.due(id, limit);
    await clock.sleep(2000);
    return rows;
  };
  await byTheClock(channel.deliver({ deliveries: { ...deliveries, due } }), clock);
};
const publish = async (channel: Channel, count: number): Promise<void> => {
  for (let at = 0; at < count; at += 1) await channel.publish();
  await channel.plan();
};

test('an endpoint that is disabled while its run looks for more is told of by that run: no other may come', async () => {
  const channel = await deliveryChannel((sequence) =>
    sequence === 1 ? { ms: 10, status: 200 } : { ms: 1000, status: 410 },
  );
  await publish(channel, 2);
  await slowly(channel);
  expect(channel.states()).toEqual(['delivered', 'waiting']);
  expect(channel.told).toHaveLength(1);
});

test('an endpoint that answers again while its run looks for more is sent by that run what waited', async () => {
  const reactions: Reaction[] = [
    { ms: 50, status: 500 },
    { ms: 50, status: 500 },
    { ms: 10, status: 302 },
    { ms: 1000, status: 200 },
  ];
  const channel = await deliveryChannel(() => reactions.shift() ?? { ms: 50, status: 200 });
  await publish(channel, 1);
  await slowly(channel);
  channel.clock.advance(2 * hour);
  await slowly(channel);
  await publish(channel, 2);
  const [first] = channel.deliveries.all();
  expect(Date.parse(first?.nextAttemptAt ?? '')).toBeGreaterThan(channel.clock.now() + 60_000);
  await slowly(channel);
  expect(channel.states()).toEqual(Array(3).fill('delivered'));
});
