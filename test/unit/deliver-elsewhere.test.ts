import { expect, test } from 'vitest';
import { farewellAt } from '../../shared/domain/hub-messages.ts';
import { planFollowerDeliveries } from '../../shared/use-cases/plan-follower-deliveries.ts';
import { byTheClock } from '../property/interleaving.ts';
import { endpoint } from '../samples/delivering.ts';
import { deliveryChannel } from '../samples/delivery-channel.ts';
import { follower, topic } from '../samples/following.ts';

const takes = () => ({ ms: 50, status: 200 });

/** A follower that is owed its feed, beside the partner's endpoint of a channel. */
const following = async () => {
  const channel = await deliveryChannel(takes);
  const { endpoints, deliveries, queue, clock, log, timetable } = channel;
  await endpoints.follow(follower(), farewellAt(follower(), Date.parse(follower().leaseUntil)));
  const plan = planFollowerDeliveries({ endpoints, followers: endpoints, deliveries, wakes: queue, clock, log });
  await plan([{ path: topic, etag: '"1"' }], 1);
  const before = timetable.rows();
  return { ...channel, before };
};

test('a message about an endpoint on the queue of followers is handed on, and changes nothing', async () => {
  const channel = await deliveryChannel(takes);
  await channel.publish();
  await channel.plan();
  const { timetable, clock, elsewhere, queue, posted } = channel;
  const [before, sent] = [timetable.rows(), queue.sent.length];
  await byTheClock(channel.deliver({ serves: 'websub' }), clock);
  expect(elsewhere.sent).toEqual([{ message: { endpointId: endpoint().id }, delaySeconds: 0 }]);
  expect([queue.sent.length, posted, channel.states()]).toEqual([sent, [], ['pending']]);
  expect(timetable.rows()).toEqual(before);
  await byTheClock(channel.deliver(), clock);
  expect([posted, channel.states(), elsewhere.sent.length]).toEqual([[1], ['delivered'], 1]);
});

test('one about a follower on the queue of partners is handed on, also when its lease is over', async () => {
  const { elsewhere, clock, timetable, before, endpoints, deliveries, deliver } = await following();
  const { id, leaseUntil } = follower();
  for (const time of [clock.now(), Date.parse(leaseUntil)]) {
    clock.advance(time - clock.now());
    await byTheClock(deliver({}, id), clock);
    expect(elsewhere.messages().at(-1)).toEqual({ endpointId: id });
    expect(await endpoints.get(id)).toEqual(follower());
    expect(deliveries.all()).toMatchObject([{ kind: 'websub', state: 'pending', attempted: 0 }]);
    expect(timetable.rows()).toEqual(before);
  }
  expect(elsewhere.sent).toHaveLength(2);
});

test('what a follower was owed that is gone is dropped by whoever hears of it', async () => {
  const { elsewhere, clock, endpoints, deliveries, deliver } = await following();
  await endpoints.end(follower());
  await byTheClock(deliver({}, follower().id), clock);
  expect([elsewhere.sent, deliveries.all().map(({ state }) => state)]).toEqual([[], ['superseded']]);
});
