import { expect, test } from 'vitest';
import { switchSeenMs } from '../../shared/domain/channel.ts';
import type { ChannelSwitches } from '../../shared/ports/channel-switches.ts';
import { byTheClock } from '../property/interleaving.ts';
import { endpoint, noon } from '../samples/delivering.ts';
import { deliveryChannel } from '../samples/delivery-channel.ts';
import { operator } from '../samples/gated-queue.ts';

const turn = (switches: ChannelSwitches, paused: boolean) =>
  switches.set({ channel: 'deliveries', paused, since: noon, actor: operator });

const minute = 60_000;
const hour = 60 * minute;

/** An endpoint that takes one message a second, and is owed twenty. */
const owing = async (ms = 50) => {
  const channel = await deliveryChannel(() => ({ ms, status: 200 }), { ratePerSecond: 1 });
  for (let at = 0; at < 20; at += 1) await channel.publish();
  await channel.plan();
  channel.queue.sent.splice(0);
  return channel;
};

test('a run stops within five seconds of a pause, between attempts; what is left is due, and goes out after it, once', async () => {
  const channel = await owing();
  const { clock, switches, posted, heard, queue, timetable } = channel;
  const pausedAt = clock.now() + 4_000;
  const pause = clock.sleep(4_000).then(() => turn(switches, true));
  await byTheClock(Promise.all([channel.deliver(), pause]), clock);
  expect(posted.length).toBeGreaterThan(0);
  expect(posted.length).toBeLessThan(20);
  expect(Math.max(...heard.map(({ from }) => from))).toBeLessThan(pausedAt + 5_000);
  expect(channel.states().filter((state) => state === 'pending')).toHaveLength(20 - posted.length);
  expect(channel.states()).not.toContain('sending');
  // somebody looks again: by a message, and by the Timetable should that be lost
  expect(queue.sent).toEqual([{ message: { endpointId: endpoint().id }, delaySeconds: 0 }]);
  expect(await timetable.due(new Date(clock.now() + 10_000).toISOString(), 100)).not.toEqual([]);

  await turn(switches, false);
  clock.advance(switchSeenMs);
  await byTheClock(channel.deliver(), clock);
  expect(posted.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, at) => at + 1));
  expect(new Set(channel.states())).toEqual(new Set(['delivered']));
});

test('days of a pause are no days of trying: an endpoint that fails is disabled 72 hours after the resume', async () => {
  const channel = await deliveryChannel(() => ({ ms: 50, status: 503 }));
  const { clock, switches, endpoints } = channel;
  const change = (paused: boolean) =>
    switches.set({ channel: 'deliveries', paused, since: new Date(clock.now()).toISOString(), actor: operator });
  const fail = async (): Promise<boolean> => {
    const before = channel.heard.length;
    await channel.publish();
    await channel.plan();
    await byTheClock(channel.deliver(), clock);
    expect(channel.heard.length).toBeGreaterThan(before);
    const found = await endpoints.get(endpoint().id);
    return found?.kind === 'webhook' && found.disabledReason !== null;
  };
  expect(await fail()).toBe(false);
  await change(true);
  clock.advance(73 * hour);
  await change(false);
  const resumedAt = clock.now();
  clock.advance(switchSeenMs);
  expect(await fail()).toBe(false);
  clock.advance(resumedAt + 72 * hour - minute - clock.now());
  expect(await fail()).toBe(false);
  clock.advance(minute);
  expect(await fail()).toBe(true);
});

test('nobody is disabled by what fails while the channel is paused', async () => {
  const channel = await deliveryChannel(() => ({ ms: 9_000, status: 503 }), { failingSince: noon });
  const { clock, switches, endpoints } = channel;
  clock.advance(72 * hour);
  await channel.publish();
  await channel.plan();
  const pause = clock.sleep(4_000).then(() => turn(switches, true));
  await byTheClock(Promise.all([channel.deliver(), pause]), clock);
  expect([channel.posted.length, await endpoints.get(endpoint().id)]).toMatchObject([1, { disabledReason: null }]);
});

test('a message that waits for its turn when the process learns of the pause is not sent', async () => {
  const channel = await owing();
  const { clock, switches, heard } = channel;
  const start = clock.now();
  const pause = clock.sleep(100).then(() => turn(switches, true));
  await byTheClock(Promise.all([channel.deliver(), pause]), clock);
  expect(heard.length).toBeGreaterThan(0);
  expect(Math.max(...heard.map(({ from }) => from))).toBeLessThan(start + switchSeenMs);
});

test('what is being sent when the pause comes ends, and is written down', async () => {
  const channel = await owing(9_000);
  const { clock, switches, posted } = channel;
  const pause = clock.sleep(500).then(() => turn(switches, true));
  await byTheClock(Promise.all([channel.deliver(), pause]), clock);
  const delivered = channel.states().filter((state) => state === 'delivered');
  expect(posted.length).toBeGreaterThan(0);
  expect(delivered).toHaveLength(posted.length);
  expect(channel.states()).not.toContain('sending');
});

test('a run that begins in a pause sends nothing, and loses nothing', async () => {
  const channel = await owing();
  await turn(channel.switches, true);
  await byTheClock(channel.deliver(), channel.clock);
  expect([channel.posted, new Set(channel.states())]).toEqual([[], new Set(['pending'])]);
  expect(channel.queue.sent).toHaveLength(1);
});
