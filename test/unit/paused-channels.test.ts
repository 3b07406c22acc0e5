import { describe, expect, it } from 'vitest';
import { mayHold, mayRelease, neverPaused, switchSeenMs, triedSince } from '../../shared/domain/channel.ts';
import { Death, mortal } from '../fakes/mortal.ts';
import { gatedQueue } from '../samples/gated-queue.ts';
import { sqsRecord } from '../samples/sqs-record.ts';

const settledMs = 2 * switchSeenMs;

describe('a channel that is paused', () => {
  it('holds what comes, for the queue that it came from, and its function does nothing', async () => {
    const { begin, set, heldWork, handled, message, log } = gatedQueue();
    await set('pause');
    expect(await begin()(message(1), message(2, 'urgent-texts'))).toEqual([]);
    expect(handled).toEqual([]);
    expect(heldWork.rows()).toEqual([
      { channel: 'texts', queue: 'urgent-texts', id: 'id-2', body: '{"number":2}' },
      { channel: 'texts', queue: 'text-batches', id: 'id-1', body: '{"number":1}' },
    ]);
    expect(log.lines.filter(({ code }) => code === 'WORK_HELD')).toMatchObject([
      { fields: { channel: 'texts', messages: 2 } },
    ]);
  });

  it('holds a message once that comes twice', async () => {
    const { begin, set, heldWork, message } = gatedQueue();
    await set('pause');
    for (const handle of [begin(), begin()]) expect(await handle(message(1), message(1))).toEqual([]);
    expect(heldWork.rows()).toHaveLength(1);
  });

  it('is on for other channels, and is on before anybody paused it', async () => {
    const { begin, set, heldWork, handled, message } = gatedQueue();
    await begin()(message(1));
    await set('pause', 'deliveries');
    await set('pause', 'feeds');
    await begin()(message(2));
    expect([handled, heldWork.rows()]).toEqual([[1, 2], []]);
  });

  it('stops a process that knew it as on, within two seconds', async () => {
    const { begin, set, clock, heldWork, handled, message } = gatedQueue();
    const handle = begin();
    await handle(message(1));
    await set('pause');
    clock.advance(switchSeenMs);
    await handle(message(2));
    expect([handled, heldWork.rows().map(({ id }) => id)]).toEqual([[1], ['id-2']]);
  });

  it('gives back what could not be held, and only that', async () => {
    const { begin, set, heldWork, message, log, handled } = gatedQueue();
    const { hold } = heldWork;
    heldWork.hold = (one) => (one.id === 'id-2' ? Promise.reject(new Error('throttled')) : hold(one));
    await set('pause');
    const again = await begin()(message(1), message(2), sqsRecord('bad', 'no JSON'));
    expect(again.toSorted()).toEqual(['bad', 'id-2']);
    expect(heldWork.rows().map(({ id }) => id)).toEqual(['id-1']);
    expect([log.count('BATCH_RECORD_FAILED'), handled]).toEqual([2, []]);
  });

  it('whose switch cannot be read gives all back, and does nothing', async () => {
    const { begin, switches, heldWork, message, handled, log } = gatedQueue();
    switches.read = () => Promise.reject(new Error('throttled'));
    expect(await begin()(message(1), message(2))).toEqual(['id-1', 'id-2']);
    expect([handled, heldWork.rows(), log.count('BATCH_RECORD_FAILED')]).toEqual([[], [], 2]);
  });
});

describe('the sweep', () => {
  it('puts what was held back on its queue, as it was, once every process knows that the channel is on', async () => {
    const { begin, set, sweep, clock, heldWork, queues, message, log } = gatedQueue();
    await set('pause');
    await begin()(message(1), message(2, 'urgent-texts'));
    clock.advance(30 * 24 * 3_600_000);
    await sweep();
    expect(heldWork.rows()).toHaveLength(2);
    await set('resume');
    clock.advance(settledMs - 1);
    await sweep();
    expect([heldWork.rows().length, log.count('WORK_RELEASED')]).toEqual([2, 0]);
    clock.advance(1);
    await sweep();
    expect(heldWork.rows()).toEqual([]);
    expect(queues['text-batches'].sent).toEqual([{ message: { number: 1 }, delaySeconds: 0 }]);
    expect(queues['urgent-texts'].sent).toEqual([{ message: { number: 2 }, delaySeconds: 0 }]);
    await sweep();
    expect([queues['text-batches'].sent.length, log.count('WORK_RELEASED')]).toEqual([1, 1]);
  });

  it('finds what a process held that knew the channel as paused a moment too long', async () => {
    const { begin, set, sweep, clock, heldWork, queues, message } = gatedQueue();
    await set('pause');
    const handle = begin();
    await handle(message(1));
    await set('resume');
    clock.advance(switchSeenMs - 1);
    await handle(message(2));
    clock.advance(settledMs);
    await sweep();
    expect([heldWork.rows(), queues['text-batches'].messages()]).toEqual([[], [{ number: 1 }, { number: 2 }]]);
  });

  it('stops where the channel is paused again', async () => {
    const { begin, set, sweep, clock, heldWork, queues, message } = gatedQueue();
    await set('pause');
    const numbers = Array.from({ length: 1_000 }, (_, at) => at);
    await begin()(...numbers.map((number) => message(number)));
    await set('resume');
    clock.advance(settledMs);
    const { send } = queues['text-batches'];
    queues['text-batches'].send = async (messages) => {
      await set('pause');
      return send(messages);
    };
    await sweep();
    const sent = queues['text-batches'].sent.length;
    expect(sent).toBeLessThan(1_000);
    expect(heldWork.rows()).toHaveLength(1_000 - sent);
  });

  it('says each time since when a channel is paused, and of no other', async () => {
    const { set, sweep, clock, log } = gatedQueue();
    await sweep();
    const since = new Date(clock.now()).toISOString();
    await set('pause', 'feeds');
    for (let minutes = 0; minutes < 2; minutes += 1) {
      clock.advance(60_000);
      await sweep();
    }
    await set('resume', 'feeds');
    await sweep();
    const told = log.lines.filter(({ code }) => code === 'CHANNEL_STILL_PAUSED').map(({ fields }) => fields);
    expect(told).toEqual(Array(2).fill({ channel: 'feeds', since }));
  });

  it('works on all channels until its time is nearly over, however much they hold, and the next one goes on', async () => {
    const { set, sweep, clock, heldWork, queues } = gatedQueue();
    const numbers = Array.from({ length: 8_000 }, (_, number) => number);
    for (const channel of ['feeds', 'deliveries'] as const) {
      await set('pause', channel);
      for (const number of numbers)
        await heldWork.hold({ channel, queue: channel, id: `${number}`, body: `${number}` });
      await set('resume', channel);
      const { send } = queues[channel];
      queues[channel].send = (messages) => {
        clock.advance(3_000);
        return send(messages);
      };
    }
    clock.advance(settledMs);
    const began = clock.now();
    await sweep();
    expect(clock.now() - began).toBeLessThan(50_000);
    const sent = () => [queues.feeds.sent.length, queues.deliveries.sent.length];
    for (const count of sent()) expect(count).toBeGreaterThan(2_000);
    expect(heldWork.rows()).toHaveLength(2 * numbers.length - sent().reduce((sum, count) => sum + count));
    for (let more = 0; more < 2; more += 1) await sweep();
    expect([heldWork.rows(), ...sent()]).toEqual([[], numbers.length, numbers.length]);
  });

  it('that cannot reach the queue of one channel puts back what others hold, and is heard of', async () => {
    const { set, sweep, clock, heldWork, queues } = gatedQueue();
    for (const channel of ['feeds', 'deliveries'] as const) {
      await set('pause', channel);
      await heldWork.hold({ channel, queue: channel, id: '1', body: '{"number":1}' });
      await set('resume', channel);
    }
    clock.advance(settledMs);
    queues.feeds.send = () => Promise.reject(new Error('SQS'));
    await expect(sweep()).rejects.toThrow('SQS');
    expect(queues.deliveries.messages()).toEqual([{ number: 1 }]);
    expect(heldWork.rows().map(({ channel }) => channel)).toEqual(['feeds']);
  });
});

/** Two messages come while the channel is paused, to a process that dies at a call; then it is resumed, and a sweep dies at another. */
const life = async (handleDies: number | undefined, sweepDies: number | undefined) => {
  const queue = gatedQueue();
  const { begin, set, sweep, clock, heldWork, queues, message } = queue;
  const [first, sweeper] = [mortal(handleDies), mortal(sweepDies)];
  const mayDie = (work: Promise<unknown>) =>
    work.catch((error: unknown) => {
      if (!(error instanceof Death)) throw error;
    });
  await set('pause');
  const records = [message(1), message(2, 'urgent-texts')];
  // as SQS does: what is not answered comes again, and so does what is
  await mayDie(begin(first)(...records));
  expect(await begin()(...records)).toEqual([]);
  await set('resume');
  clock.advance(settledMs);
  await mayDie(sweep(sweeper));
  await sweep();
  const sent = [...queues['text-batches'].messages(), ...queues['urgent-texts'].messages()];
  return { ...queue, sent, left: heldWork.rows(), calls: [first.calls(), sweeper.calls()] };
};

it('wherever a process dies that holds or releases, no message is lost', async () => {
  const whole = await life(undefined, undefined);
  const [handleCalls = 0, sweepCalls = 0] = whole.calls;
  expect(whole.sent).toEqual([{ number: 1 }, { number: 2 }]);
  expect([handleCalls, sweepCalls]).toEqual([3, 10]);
  for (let at = 1; at <= handleCalls; at += 1) {
    const { sent, left } = await life(at, undefined);
    expect([sent, left], `the function's call ${at}`).toEqual([[{ number: 1 }, { number: 2 }], []]);
  }
  for (let at = 1; at <= sweepCalls; at += 1) {
    const { sent, left } = await life(undefined, at);
    expect(left, `the sweep's call ${at}`).toEqual([]);
    expect(new Set(sent.map((each) => JSON.stringify(each))), `the sweep's call ${at}`).toEqual(
      new Set(['{"number":1}', '{"number":2}']),
    );
  }
});

it('nothing is looked for where nobody ever paused a channel, nor counted long after a resume', () => {
  expect(mayRelease(neverPaused('texts'), Number.MAX_SAFE_INTEGER)).toBe(false);
  expect(mayHold(neverPaused('texts'), 0)).toBe(false);
  const resumed = { ...neverPaused('texts'), since: new Date(0).toISOString() };
  const week = 7 * 24 * 3_600_000;
  expect([week - 1, week].map((now) => mayHold(resumed, now))).toEqual([true, false]);
  expect(mayHold({ ...resumed, paused: true }, 2 * week)).toBe(true);
});

it('what failed counts from the last resume, and not while the channel is paused', () => {
  const [before, since, after] = ['2026-11-20T10:00:00.000Z', '2026-11-20T12:00:00.000Z', '2026-11-20T14:00:00.000Z'];
  const resumed = { ...neverPaused('deliveries'), since };
  expect([before, after].map((failing) => triedSince(resumed, failing))).toEqual([since, after]);
  expect(triedSince(neverPaused('deliveries'), before)).toBe(before);
  for (const failing of [before, after]) expect(triedSince({ ...resumed, paused: true }, failing)).toBeNull();
});
