/** What an engine does over days in which an endpoint is out of service, on a clock that runs by itself. */
import { describe, expect, test } from 'vitest';
import type { WebhookDelivery } from '../../shared/domain/delivery.ts';
import { wakeAt } from '../../shared/domain/delivery-messages.ts';
import { byTheClock } from '../property/interleaving.ts';
import { endpoint, endpointId } from '../samples/delivering.ts';
import { deliveryChannel } from '../samples/delivery-channel.ts';

const hour = 3_600_000;
const minute = 60_000;
type Channel = Awaited<ReturnType<typeof deliveryChannel>>;

/** Lets so much time pass, in which somebody looks at the endpoint whenever something is due there. */
const pass = async (channel: Channel, ms: number, replaced: Parameters<Channel['deliver']>[0] = {}): Promise<void> => {
  const { clock, deliveries } = channel;
  const end = clock.now() + ms;
  for (;;) {
    await byTheClock(channel.deliver(replaced), clock);
    const times = (await deliveries.due(endpointId(1), 1)).map(({ nextAttemptAt }) => Date.parse(nextAttemptAt ?? ''));
    const next = Math.max(Math.min(...times), clock.now() + minute);
    if (!(next < end)) break;
    clock.advance(next - clock.now());
  }
  clock.advance(Math.max(0, end - clock.now()));
};
const publish = async (channel: Channel, count = 1): Promise<void> => {
  for (let at = 0; at < count; at += 1) await channel.publish();
  await channel.plan();
};
const enable = async ({ endpoints, clock }: Channel): Promise<void> => {
  const at = new Date(clock.now()).toISOString();
  expect(await endpoints.enable(endpointId(1), at, wakeAt(endpoint(), clock.now(), at))).toBe(true);
};
const look = async ({ endpoints }: Channel) => {
  const found = await endpoints.get(endpointId(1));
  if (found?.kind !== 'webhook') throw new Error('the endpoint is gone');
  return found;
};

describe('an endpoint where nothing succeeds', () => {
  test('is disabled after 72 hours of trying, its contact is told once, and what it is owed waits until it is enabled', async () => {
    let status = 500;
    const channel = await deliveryChannel(() => ({ ms: 50, status }), { contact: 'desk@partner.example' });
    await publish(channel);
    await pass(channel, 50 * hour);
    expect((await look(channel)).disabledReason).toBeNull();
    // a newer event is tried too, whatever the first one's schedule says
    await publish(channel);
    await pass(channel, 40 * hour);
    const { disabledReason, disabledAt, failingSince } = await look(channel);
    expect(disabledReason).toContain('72 hours');
    expect(Date.parse(disabledAt ?? '') - Date.parse(failingSince ?? '')).toBeGreaterThanOrEqual(72 * hour);
    const tried = channel.heard.length;
    await publish(channel, 3);
    await pass(channel, 24 * hour);
    expect(channel.heard).toHaveLength(tried);
    expect(channel.states()).toEqual(Array(5).fill('waiting'));
    expect(channel.told).toEqual([
      {
        kind: 'endpoint-disabled',
        partnerId: endpoint().partnerId,
        endpointId: endpointId(1),
        contact: 'desk@partner.example',
        reason: disabledReason,
        disabledAt,
      },
    ]);
    // more than four days on, nothing was dropped
    [status] = [200];
    await enable(channel);
    await pass(channel, hour);
    expect(channel.states()).toEqual(Array(5).fill('delivered'));
  });

  test.each([0, 0.5, 0.999])(
    'is disabled when the schedule of the one message that it has runs out, however long that took (%d)',
    async (draw) => {
      const channel = await deliveryChannel(() => ({ ms: 50, status: 500 }));
      await publish(channel);
      await pass(channel, 100 * hour, { random: () => draw });
      expect(channel.states()).toEqual(['waiting']);
      expect((await look(channel)).disabledReason).not.toBeNull();
      expect(channel.told).toHaveLength(1);
    },
  );

  test('but for one message that it can never take is not disabled, and that message comes to an end', async () => {
    const channel = await deliveryChannel((sequence) => ({ ms: 50, status: sequence === 1 ? 500 : 200 }));
    await publish(channel);
    for (let third = 0; third < 90; third += 1) {
      await pass(channel, 8 * hour);
      await publish(channel);
    }
    await pass(channel, hour);
    const [never, ...others] = channel.deliveries.all();
    expect(never).toMatchObject({ state: 'waiting', failures: 10, attempted: 10 });
    expect(new Set(others.map(({ state }) => state))).toEqual(new Set(['delivered']));
    expect(await look(channel)).toMatchObject({ disabledReason: null });
  });

  test('what we cannot make ourselves runs down no schedule, and goes out once it can be made', async () => {
    const channel = await deliveryChannel(() => ({ ms: 50, status: 200 }));
    const event = async () => {
      throw new Error('unreadable');
    };
    await publish(channel);
    await pass(channel, 80 * hour, { rulings: { ...channel.rulings, event } });
    expect(channel.deliveries.all()).toMatchObject([{ state: 'pending', failures: 0 }]);
    await pass(channel, 6 * minute);
    expect(channel.states()).toEqual(['delivered']);
  });

  test('is not disabled by what its receiver never wants, nor by what we could not send', async () => {
    let abort = true;
    const channel = await deliveryChannel(() => ({ ms: 50, status: 400, abort }));
    await publish(channel);
    await pass(channel, 100 * hour);
    expect(await look(channel)).toMatchObject({ failingSince: null, disabledReason: null });
    [abort] = [false];
    const event = async () => {
      throw new Error('unreadable');
    };
    await publish(channel);
    await byTheClock(channel.deliver({ rulings: { ...channel.rulings, event } }), channel.clock);
    expect(await look(channel)).toMatchObject({ failingSince: null, disabledReason: null });
  });

  test('that succeeded in between begins anew', async () => {
    let status = 500;
    const channel = await deliveryChannel(() => ({ ms: 50, status }));
    await publish(channel);
    await pass(channel, 60 * hour);
    [status] = [200];
    await publish(channel);
    await pass(channel, hour);
    [status] = [500];
    await publish(channel);
    await pass(channel, 60 * hour);
    expect((await look(channel)).disabledReason).toBeNull();
  });

  test('is told of again by whoever comes after one that died before it had told', async () => {
    const channel = await deliveryChannel(() => ({ ms: 50, status: 410 }));
    await publish(channel);
    const { endpoints } = channel;
    const setTold = async () => {
      throw new Error('died');
    };
    const run = channel.deliver({ endpoints: { ...endpoints, setTold } }).catch(() => 'died');
    expect(await byTheClock(run, channel.clock)).toBe('died');
    channel.clock.advance(hour);
    for (let again = 0; again < 3; again += 1) await byTheClock(channel.deliver(), channel.clock);
    expect(channel.told).toHaveLength(2);
    expect((await look(channel)).toldAt).not.toBeNull();
  });
});

describe('after an outage', () => {
  test('of a weekend everything goes out on enabling, the oldest first', async () => {
    let status = 410;
    const channel = await deliveryChannel(() => ({ ms: 50, status }), { maxInFlight: 1 });
    await publish(channel, 2);
    await byTheClock(channel.deliver(), channel.clock);
    await publish(channel, 3);
    await pass(channel, 60 * hour);
    const waiting = channel.deliveries.all();
    expect(waiting.map(({ state }) => state)).toEqual(Array(5).fill('waiting'));
    [status] = [200];
    const before = channel.posted.length;
    await enable(channel);
    await pass(channel, hour);
    expect(channel.states()).toEqual(Array(5).fill('delivered'));
    expect(channel.posted.slice(before)).toEqual([1, 2, 3, 4, 5]);
  });

  test('of three days that ended before it was disabled, the first success brings what would be tried later', async () => {
    let status = 503;
    const channel = await deliveryChannel(() => ({ ms: 50, status, abort: false }));
    await publish(channel, 2);
    await pass(channel, 70 * hour);
    const late = channel.deliveries.all().map(({ nextAttemptAt }) => Date.parse(nextAttemptAt ?? ''));
    for (const time of late) expect(time).toBeGreaterThan(channel.clock.now());
    [status] = [200];
    await publish(channel);
    await pass(channel, 10 * minute);
    expect(channel.states()).toEqual(Array(3).fill('delivered'));
    expect((await look(channel)).failingSince).toBeNull();
  });

  test('what was being sent when its endpoint came back is brought back too', async () => {
    let back = false;
    let cut = 1;
    const channel = await deliveryChannel(() => {
      if (!back) return { ms: 50, status: 503 };
      const slow = channel.posted.at(-1) === 2 && --cut >= 0;
      return slow ? { ms: 6000, status: 502 } : { ms: 50, status: 200 };
    });
    await publish(channel, 2);
    await pass(channel, 20 * hour);
    back = true;
    channel.clock.advance(20 * hour);
    await byTheClock(channel.deliver(), channel.clock);
    expect(cut, 'one attempt was cut short').toBeLessThan(1);
    expect(channel.states()).toEqual(['delivered', 'delivered']);
  });

  test('what was refused stays where it is', async () => {
    let [status, abort] = [400, true];
    const channel = await deliveryChannel(() => ({ ms: 50, status, abort }));
    await publish(channel);
    await byTheClock(channel.deliver(), channel.clock);
    [status, abort] = [200, false];
    await enable(channel);
    await pass(channel, hour);
    expect(channel.states()).toEqual(['waiting']);
    expect(channel.posted).toEqual([1]);
  });

  test('it is sent to gently, and at its own rate when it has kept up', async () => {
    let status = 410;
    const channel = await deliveryChannel(() => ({ ms: 1, status }), { ratePerSecond: 100, maxInFlight: 20 });
    await publish(channel);
    await byTheClock(channel.deliver(), channel.clock);
    await publish(channel, 60);
    [status] = [200];
    await enable(channel);
    const before = channel.heard.length;
    await pass(channel, hour);
    const begun = channel.heard.slice(before).map(({ from }) => from);
    const between = (from: number, to: number): number => (begun[to] ?? Number.NaN) - (begun[from] ?? Number.NaN);
    expect(begun).toHaveLength(61);
    // a sixteenth of 100 a second, then two, three …
    expect(between(0, 10)).toBeGreaterThan(2 * between(50, 60));
  });

  test('whoever dies while bringing back what waits lets the next one do it', async () => {
    let status = 410;
    const channel = await deliveryChannel(() => ({ ms: 50, status }));
    await publish(channel, 5);
    await byTheClock(channel.deliver(), channel.clock);
    [status] = [200];
    await enable(channel);
    let settled = 0;
    const { deliveries, clock } = channel;
    const settle: typeof deliveries.settle = async (settlement) => {
      settled += 1;
      if (settled > 2) throw new Error('died');
      return deliveries.settle(settlement);
    };
    const run = channel.deliver({ deliveries: { ...deliveries, settle } }).catch(() => 'died');
    expect(await byTheClock(run, clock)).toBe('died');
    clock.advance(minute);
    await pass(channel, hour);
    expect(channel.states()).toEqual(Array(5).fill('delivered'));
  });
});

describe('an endpoint that finds it too much', () => {
  test('is sent to more slowly, and again faster while it keeps up', async () => {
    let busy = 12;
    const channel = await deliveryChannel(() => ({ ms: 1, status: --busy >= 0 ? 429 : 200 }), {
      ratePerSecond: 100,
      maxInFlight: 1,
    });
    await publish(channel, 80);
    await pass(channel, 2 * minute);
    const begun = channel.heard.map(({ from }) => from);
    const between = (from: number, to: number): number => (begun[to] ?? Number.NaN) - (begun[from] ?? Number.NaN);
    // at a sixteenth of its rate after so many, once the second's worth of that is used up; at its own in the end
    expect(between(10, 12)).toBeGreaterThanOrEqual(2 * 160);
    expect(channel.states()).toEqual(Array(80).fill('delivered'));
    expect(between(69, 79)).toBeLessThan(between(10, 12));
  });

  test('and says for how long is left alone for so long, all of it', async () => {
    let first = true;
    const channel = await deliveryChannel(
      () => {
        const status = first ? 503 : 200;
        first = false;
        return { ms: 50, status, retryAfter: '7200' };
      },
      { maxInFlight: 1 },
    );
    await publish(channel, 3);
    await pass(channel, 4 * hour);
    const [refused, ...later] = channel.heard.map(({ from }) => from);
    expect(later).toHaveLength(3);
    for (const from of later) expect(from - (refused ?? 0)).toBeGreaterThanOrEqual(2 * hour);
    const rows = channel.deliveries.all().filter((row): row is WebhookDelivery => row.kind === 'webhook');
    expect(rows.map(({ attempted }) => attempted)).toEqual([2, 1, 1]);
  });
});
