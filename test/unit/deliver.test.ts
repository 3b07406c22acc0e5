import { describe, expect, test } from 'vitest';
import { wakeAt } from '../../shared/domain/delivery-messages.ts';
import { byTheClock } from '../property/interleaving.ts';
import { endpoint, endpointId, noon } from '../samples/delivering.ts';
import { deliveryChannel } from '../samples/delivery-channel.ts';

const takes = () => ({ ms: 50, status: 200 });

/** A channel with `rulings` rulings that its endpoint is owed. */
const owing = async (rulings: number, ...[react, differs]: Parameters<typeof deliveryChannel>) => {
  const channel = await deliveryChannel(react, differs);
  for (let at = 0; at < rulings; at += 1) await channel.publish();
  await channel.plan();
  return channel;
};

describe('an endpoint', () => {
  test('gets what it is owed, at most so many at once as it allows', async () => {
    const channel = await owing(9, takes, { maxInFlight: 3, ratePerSecond: 100 });
    await byTheClock(channel.deliver(), channel.clock);
    expect(channel.states()).toEqual(Array(9).fill('delivered'));
    const open = channel.heard.map(({ from }) => channel.heard.filter((one) => one.from <= from && from < one.until));
    expect(Math.max(...open.map((one) => one.length))).toBe(3);
  });

  test('gets no more messages in a second than it allows, once it has had a second’s worth', async () => {
    const channel = await owing(12, takes, { maxInFlight: 20, ratePerSecond: 4 });
    await byTheClock(channel.deliver(), channel.clock);
    const begun = channel.heard.map(({ from }) => from);
    for (const [at, from] of begun.slice(4).entries()) {
      const inOneSecond = begun.filter((other) => other > from - 1000 && other <= from);
      expect(inOneSecond.length, `begun in the second before message ${at + 5}`).toBeLessThanOrEqual(at < 4 ? 8 : 4);
    }
    expect((begun.at(-1) ?? 0) - (begun[0] ?? 0)).toBe(2000);
  });

  test('gets no burst after a process died, which may have used up the second', async () => {
    const channel = await owing(2, takes, { ratePerSecond: 1 });
    const { deliveries, clock } = channel;
    const settle = async () => {
      throw new Error('died');
    };
    const run = channel.deliver({ deliveries: { ...deliveries, settle } });
    expect(
      await byTheClock(
        run.then(() => 'ended').catch(() => 'died'),
        clock,
      ),
    ).toBe('died');
    clock.advance(40_000);
    const restarted = clock.now();
    await byTheClock(channel.deliver(), clock);
    expect(channel.states()).toEqual(['delivered', 'delivered']);
    const begun = channel.heard.map(({ from }) => from - restarted).filter((from) => from >= 0);
    expect(begun[0]).toBe(1000);
  });

  test('that is stuck on one ruling gets all others', async () => {
    const channel = await owing(5, (sequence) => ({ ms: sequence === 1 ? 14_000 : 50, status: 200 }));
    await byTheClock(channel.deliver(), channel.clock);
    const [stuck, ...others] = channel.heard;
    expect(others).toHaveLength(4);
    for (const { until } of others) expect(until).toBeLessThan(stuck?.until ?? 0);
  });

  test('that answers 410 is disabled, and hears no more of what it is owed: it waits', async () => {
    const channel = await owing(4, () => ({ ms: 50, status: 410 }), { maxInFlight: 1 });
    await byTheClock(channel.deliver(), channel.clock);
    expect(channel.posted).toEqual([1]);
    expect(await channel.endpoints.get(endpointId(1))).toMatchObject({
      disabledReason: expect.stringContaining('410'),
    });
    expect(channel.states()).toEqual(Array(4).fill('waiting'));
    await channel.publish();
    await channel.plan();
    await byTheClock(channel.deliver(), channel.clock);
    expect([channel.posted, channel.states()]).toEqual([[1], Array(5).fill('waiting')]);
  });

  test('that wants one message never again gets all others', async () => {
    const channel = await owing(3, (sequence) => ({ ms: 50, status: 400, abort: sequence === 2 }));
    await byTheClock(channel.deliver(), channel.clock);
    expect(channel.states()).toEqual(['pending', 'waiting', 'pending']);
  });

  test('that asks for time gets it', async () => {
    const channel = await owing(1, () => ({ ms: 50, status: 429, retryAfter: '3600' }));
    await byTheClock(channel.deliver(), channel.clock);
    const [row] = channel.deliveries.all();
    expect(Date.parse(row?.nextAttemptAt ?? '') - channel.clock.now()).toBe(3_600_000);
  });

  test('that was taken away gets nothing more, and nothing is left to be sent, now or later', async () => {
    const channel = await owing(3, (sequence) => ({ ms: 50, status: 500, abort: sequence === 2 }));
    await byTheClock(channel.deliver(), channel.clock);
    await channel.publish();
    await channel.plan();
    expect(channel.states()).toEqual(['pending', 'waiting', 'pending', 'pending']);
    await channel.endpoints.remove(endpoint(), wakeAt(endpoint(), Date.parse(noon), 'removed'));
    await byTheClock(channel.deliver(), channel.clock);
    expect([channel.posted, channel.states()]).toEqual([[1, 2, 3], Array(4).fill('superseded')]);
    await channel.publish();
    await channel.plan();
    expect(channel.states()).toHaveLength(4);
  });

  test('is known to fail since the first failure, until it succeeds', async () => {
    let status = 500;
    const channel = await owing(1, () => ({ ms: 50, status }));
    await byTheClock(channel.deliver(), channel.clock);
    const failingSince = async () => (await channel.endpoints.get(endpointId(1)))?.failingSince;
    expect(await failingSince()).not.toBeNull();
    [status] = [200];
    channel.clock.advance(10_000);
    await byTheClock(channel.deliver(), channel.clock);
    expect([channel.states(), await failingSince()]).toEqual([['delivered'], null]);
  });
});

describe('a run', () => {
  test('is over in time also where it waits for each token', async () => {
    const channel = await owing(120, () => ({ ms: 50, status: 500 }), { ratePerSecond: 1, maxInFlight: 20 });
    const started = channel.clock.now();
    await byTheClock(channel.deliver(), channel.clock);
    expect(channel.clock.now() - started).toBeLessThan(65_000);
    expect(channel.heard.length).toBeGreaterThan(40);
  });

  test('sees within seconds that its endpoint was taken away', async () => {
    const channel = await owing(50, takes, { ratePerSecond: 1 });
    const { clock, endpoints } = channel;
    let removed = 0;
    const remove = async () => {
      await clock.sleep(5000);
      await endpoints.remove(endpoint(), wakeAt(endpoint(), clock.now(), 'removed'));
      removed = clock.now();
    };
    await byTheClock(Promise.all([channel.deliver(), remove()]), clock);
    for (const { from } of channel.heard) expect(from - removed).toBeLessThanOrEqual(2000);
    expect(channel.heard.length).toBeGreaterThan(4);
  });

  test.each([
    [503, '3600'],
    [410, undefined],
  ])('begins nothing more once it heard %d, not even what waited for its token', async (status, retryAfter) => {
    const answer = { ms: 300, status, ...(retryAfter === undefined ? {} : { retryAfter }) };
    const channel = await owing(4, (sequence) => (sequence === 1 ? answer : { ms: 50, status: 200 }), {
      ratePerSecond: 1,
    });
    await byTheClock(channel.deliver(), channel.clock);
    expect(channel.posted).toEqual([1]);
  });

  test('that takes longer than a lease is given for keeps others out, whenever they come', async () => {
    const channel = await owing(4, () => ({ ms: 14_000, status: 200 }), { maxInFlight: 1 });
    const comers = async () => {
      for (let second = 1; second < 45; second += 1) {
        await channel.clock.sleep(1000);
        await channel.deliver();
      }
    };
    await byTheClock(Promise.all([channel.deliver(), comers()]), channel.clock);
    expect(channel.posted).toEqual([1, 2, 3, 4]);
    for (const [at, { from }] of channel.heard.slice(1).entries())
      expect(from).toBeGreaterThanOrEqual(channel.heard[at]?.until ?? Number.NaN);
  });

  test('that has no more time leaves the rest to the next, by a message and in the Timetable', async () => {
    const channel = await owing(9, () => ({ ms: 14_000, status: 200 }), { maxInFlight: 1 });
    const { timetable, queue, clock } = channel;
    for (const row of timetable.rows()) await timetable.done(row);
    const planned = queue.sent.length;
    await byTheClock(channel.deliver(), clock);
    expect(channel.states()).toEqual([...Array(4).fill('delivered'), ...Array(5).fill('pending')]);
    expect(queue.sent.slice(planned)).toEqual([{ message: { endpointId: endpointId(1) }, delaySeconds: 0 }]);
    expect(timetable.rows()).toMatchObject([{ kind: 'deliver', id: endpointId(1), queue: 'deliveries' }]);
  });
});

describe('a message', () => {
  test('that cannot be made counts as an attempt, and holds up no other', async () => {
    const channel = await owing(3, takes);
    const { rulings } = channel;
    const event = async (sequence: number) => {
      if (sequence === 2) throw new Error('unreadable');
      return rulings.event(sequence);
    };
    await byTheClock(channel.deliver({ rulings: { ...rulings, event } }), channel.clock);
    expect([channel.posted, channel.states()]).toEqual([
      [1, 3],
      ['delivered', 'pending', 'delivered'],
    ]);
    expect(channel.deliveries.all()[1]?.attempts).toMatchObject([{ error: 'not-sent', status: null }]);
  });

  test('that took longer to make than its exchange may take is not sent: another may have sent what comes after it', async () => {
    const channel = await owing(1, takes);
    const { rulings, clock } = channel;
    const event = async (sequence: number) => {
      await clock.sleep(15_000);
      return rulings.event(sequence);
    };
    await byTheClock(channel.deliver({ rulings: { ...rulings, event } }), clock);
    expect([channel.posted, channel.states()]).toEqual([[], ['pending']]);
  });

  test('for a retry that is due soon is put on the queue once, however often somebody looks', async () => {
    const channel = await owing(1, () => ({ ms: 50, status: 500 }));
    const planned = channel.queue.sent.length;
    for (let look = 0; look < 3; look += 1) await byTheClock(channel.deliver(), channel.clock);
    const [alarm, ...more] = channel.queue.sent.slice(planned);
    expect(more).toEqual([]);
    const [row] = channel.deliveries.all();
    const wait = (Date.parse(row?.nextAttemptAt ?? '') - channel.clock.now()) / 1000;
    expect(alarm).toEqual({ message: { endpointId: endpointId(1) }, delaySeconds: Math.ceil(wait) });
  });
});

describe('the planner', () => {
  test('wakes each endpoint that has work, by a message and in the Timetable, and none that has not', async () => {
    const channel = await owing(2, takes, { eventTypes: ['ruling.published'] });
    expect(channel.queue.messages()).toEqual(Array(2).fill({ endpointId: endpointId(1) }));
    // should those messages be lost
    expect(channel.timetable.rows()).toMatchObject([{ kind: 'deliver', id: endpointId(1), queue: 'deliveries' }]);
    const quiet = await owing(2, takes, { eventTypes: ['ruling.retracted'] });
    expect([quiet.queue.messages(), quiet.timetable.rows()]).toEqual([[], []]);
  });

  test('stops when its time is up, also among imports, and the Timetable brings the next run', async () => {
    for (const origin of ['import', 'newsroom'] as const) {
      const channel = await deliveryChannel(takes);
      for (let at = 0; at < 30; at += 1) await channel.publish(origin);
      const { rulings, clock, timetable } = channel;
      const eventsAfter = async (after: number, limit: number) => {
        await clock.sleep(40_000);
        return rulings.eventsAfter(after, Math.min(limit, 5));
      };
      await byTheClock(channel.plan({ rulings: { ...rulings, eventsAfter } }), clock);
      expect(timetable.rows().filter(({ queue }) => queue === 'delivery-plans')).toHaveLength(1);
      expect(channel.deliveries.all()).toHaveLength(origin === 'import' ? 0 : 5);
      await channel.publish();
      await channel.plan();
      expect(channel.deliveries.all()).toHaveLength(origin === 'import' ? 1 : 31);
    }
  });
});
