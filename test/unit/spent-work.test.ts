import { expect, test } from 'vitest';
import { byTheClock } from '../property/interleaving.ts';
import { deliveryChannel } from '../samples/delivery-channel.ts';

const owing = async (react: Parameters<typeof deliveryChannel>[0], rulings = 1) => {
  const channel = await deliveryChannel(react);
  for (let at = 0; at < rulings; at += 1) await channel.publish();
  await channel.plan();
  return channel;
};

test('what was sent leaves no work behind: nobody looks for it again', async () => {
  const channel = await owing(() => ({ ms: 50, status: 200 }), 3);
  expect(channel.timetable.rows()).toHaveLength(1);
  await byTheClock(channel.deliver(), channel.clock);
  expect([channel.states(), channel.timetable.rows()]).toEqual([Array(3).fill('delivered'), []]);
});

test('what failed leaves the work for its next attempt alone', async () => {
  const channel = await owing(() => ({ ms: 50, status: 503 }));
  const { clock, timetable, deliveries } = channel;
  const [planned] = timetable.rows();
  // the wake of planning is at the end of its 10 s, and that of the next attempt later
  clock.advance(Date.parse(planned?.at ?? '') - clock.now() + 1);
  await byTheClock(channel.deliver(), clock);
  const next = Date.parse(deliveries.all()[0]?.nextAttemptAt ?? '');
  expect(timetable.rows().map(({ kind, at }) => [kind, Date.parse(at) >= next])).toEqual([['deliver', true]]);
});

test('a run that could not write down what it did leaves all work in place', async () => {
  const channel = await owing(() => ({ ms: 50, status: 200 }));
  const { timetable, deliveries, clock } = channel;
  const before = timetable.rows();
  const settle = async () => {
    throw new Error('died');
  };
  const run = channel.deliver({ deliveries: { ...deliveries, settle } }).catch(() => 'died');
  expect(await byTheClock(run, clock)).toBe('died');
  expect(timetable.rows()).toEqual(expect.arrayContaining(before));
});

test('an endpoint is looked at before it is sent to and once it has answered, and not in between', async () => {
  const channel = await owing(() => ({ ms: 50, status: 200 }));
  const { deliveries, posted, clock } = channel;
  const looks: number[] = [];
  const due: typeof deliveries.due = (...asked) => {
    looks.push(posted.length);
    return deliveries.due(...asked);
  };
  await byTheClock(channel.deliver({ deliveries: { ...deliveries, due } }), clock);
  expect(looks).toEqual([0, 1]);
  expect(channel.states()).toEqual(['delivered']);
});
