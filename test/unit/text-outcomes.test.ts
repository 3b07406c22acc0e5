import { describe, expect, it } from 'vitest';
import { broadcastOf } from '../../shared/domain/event.ts';
import type { TextSendOutcome } from '../../shared/ports/text-sender.ts';
import { one, plannedBatch, saying } from '../samples/planned-batch.ts';
import { sendingDesk } from '../samples/sending-desk.ts';
import { phone } from '../samples/texting.ts';

const minute = 60_000;
const hour = 60 * minute;

describe('a text that provably never left', () => {
  it.each<[string, TextSendOutcome]>([
    ['429', { kind: 'unsent', reason: 'throttled' }],
    ['a refused connection', { kind: 'unsent', reason: 'connect' }],
    ['DNS', { kind: 'unsent', reason: 'dns' }],
    ['TLS', { kind: 'unsent', reason: 'tls' }],
    ['401', { kind: 'refused', code: 20_003, status: 401 }],
    ['403', { kind: 'refused', code: null, status: 403 }],
    ['404', { kind: 'refused', code: 20_404, status: 404 }],
  ])(
    'waits with those of its batch that were not begun, and is sent once the network takes it: %s',
    async (_, says) => {
      const desk = await sendingDesk({ behave: saying(says, 2), segmentsPerSecond: 4 });
      await desk.send();
      expect(desk.states()).toEqual(['pending', 'pending', 'pending']);
      expect(desk.sender.tried).toHaveLength(2);
      expect(desk.timetable.rows()).toMatchObject([{ kind: 'retry-texts', queue: 'text-batches' }]);
      expect(desk.putOff()).toEqual([{ ...desk.batch, attempt: 1 }]);
      for (const rest of desk.putOff()) await desk.send(rest);
      for (const name of desk.names) expect(desk.textsTo(name)).toHaveLength(1);
      expect(desk.states()).toEqual(['accepted', 'accepted', 'accepted']);
      expect(desk.subscribers.all().map(({ status }) => status)).toEqual(['active', 'active', 'active']);
      expect(await desk.tally()).toEqual(desk.counted());
    },
  );

  it('leaves those of its chunk their texts, and is put off alone', async () => {
    const desk = await sendingDesk({ behave: saying({ kind: 'unsent', reason: 'connect' }) });
    await desk.send();
    expect(desk.states().toSorted()).toEqual(['accepted', 'accepted', 'pending']);
    const waits = desk.names.filter((name) => desk.row(name).state === 'pending').map((name) => desk.row(name).hash);
    expect(desk.putOff()).toMatchObject([{ hashes: waits }]);
  });

  it('of a broadcast that is urgent comes back by its own queue', async () => {
    const desk = await sendingDesk({
      ...{ behave: saying({ kind: 'unsent', reason: 'connect' }, 3), broadcast: { kind: 'correction' } },
    });
    await desk.send({ ...desk.batch, urgent: true });
    expect(desk.timetable.rows()).toMatchObject([{ queue: 'urgent-texts' }]);
    expect(desk.putOff()).toMatchObject([{ urgent: true }]);
  });

  it('comes again with its message where whoever tried it dies before it is in the Timetable', async () => {
    const desk = await sendingDesk({ behave: saying({ kind: 'unsent', reason: 'throttled' }, 3) });
    desk.broadcasts.remind = async () => Promise.reject(new Error('dead'));
    await expect(desk.send()).rejects.toThrow('dead');
    expect(desk.states()).toEqual(['pending', 'pending', 'pending']);
    expect(await desk.tally()).toEqual(desk.counted());
    await desk.send();
    for (const name of desk.names) expect(desk.textsTo(name)).toHaveLength(1);
  });

  it('is tried less and less often, up to every quarter of an hour', async () => {
    const desk = await sendingDesk({ behave: saying({ kind: 'unsent', reason: 'dns' }, Number.POSITIVE_INFINITY) });
    for (const [attempt, seconds] of [
      [0, 5],
      [1, 10],
      [4, 80],
      [7, 640],
      [8, 900],
      [30, 900],
    ] as const) {
      const now = desk.clock.now();
      await desk.send({ ...desk.batch, attempt });
      const [retry] = desk.timetable.rows();
      if (!retry) throw new Error('no retry');
      await desk.timetable.done(retry);
      const wait = (Date.parse(retry.at) - now) / 1000;
      expect(wait).toBeGreaterThanOrEqual(seconds / 2 - 0.001);
      expect(wait).toBeLessThanOrEqual(seconds);
    }
  });

  it('is unknown all the same where a look over the broadcast took it for left behind', async () => {
    const desk = await sendingDesk({ people: 1 });
    desk.sender.send = async () => {
      await desk.ledger.move(desk.row(1), 'posting', 'unknown', '2026-11-20T17:02:00.000Z');
      return { kind: 'unsent', reason: 'connect' };
    };
    await desk.send();
    expect(desk.states()).toEqual(['unknown']);
    expect(desk.putOff()).toEqual([]);
  });
});

describe('a text in doubt', () => {
  it.each(['timeout', 'reset', 'server-error', 'unreadable'] as const)(
    'is unknown and never posted again, whether it was taken or not; others of its chunk are not held up by it: %s',
    async (reason) => {
      for (const taken of [true, false]) {
        const desk = await sendingDesk({ behave: saying({ kind: 'unknown', reason }, 1, taken), segmentsPerSecond: 4 });
        await desk.send();
        expect(desk.states()).toEqual(['unknown', 'accepted', 'pending']);
        expect(desk.putOff()).toEqual([{ ...desk.batch, hashes: [desk.row(3).hash], attempt: 1 }]);
        await desk.send();
        expect(desk.sender.tried.filter(({ to }) => to === phone(1))).toHaveLength(1);
        expect(desk.states()).toEqual(['unknown', 'accepted', 'accepted']);
        expect(await desk.tally()).toEqual(desk.counted());
      }
    },
  );

  it('is healed by a callback, and by nothing that no callback of ours says', async () => {
    const desk = await sendingDesk({ behave: saying({ kind: 'unknown', reason: 'timeout' }, 1, true) });
    await desk.send();
    await desk.hear(1, 'receiving');
    expect(desk.row(1).state).toBe('unknown');
    await desk.hear(1, 'sent');
    expect(desk.row(1)).toMatchObject({ state: 'accepted', sid: `SM${'9'.repeat(32)}` });
    await desk.hear(1, 'delivered');
    await desk.hear(1, 'queued');
    expect(desk.row(1).state).toBe('delivered');
    expect(await desk.tally()).toEqual(desk.counted());
  });

  it('of which Twilio spoke before it answered us stays what it said', async () => {
    for (const says of [
      { kind: 'accepted', sid: 'SM1' },
      { kind: 'unknown', reason: 'reset' },
    ] as const) {
      const desk = await sendingDesk({ people: 1 });
      desk.sender.send = async () => {
        await desk.hear(1, 'delivered');
        return says;
      };
      await desk.send();
      expect(desk.row(1).state).toBe('delivered');
      expect(await desk.tally()).toEqual(desk.counted());
    }
  });

  it('that a death left at posting counts as unknown after a minute, and not before', async () => {
    const { desk, ruling } = await plannedBatch();
    const [row] = desk.rowsOf(one);
    if (!row) throw new Error('no row');
    await desk.ledger.move(row, 'pending', 'posting', new Date(desk.clock.now() + 90_000).toISOString());
    await desk.pass(2 * minute);
    expect(desk.rowsOf(one)[0]?.state).toBe('posting');
    await desk.pass(4 * minute);
    expect(desk.rowsOf(one)[0]?.state).toBe('unknown');
    expect(desk.textsTo(one)).toEqual([]);
    const tallies = await desk.broadcasts.tallies(broadcastOf(ruling.event));
    expect(tallies.reduce((sum, { counts }) => sum + counts.states.unknown, 0)).toBe(1);
  });
});

describe('a text that Twilio refuses', () => {
  it('is refused with its code, and is not tried again', async () => {
    for (const code of [21_617, null]) {
      const desk = await sendingDesk({ behave: saying({ kind: 'refused', code, status: 400 }) });
      await desk.send();
      desk.clock.advance(hour);
      await desk.send();
      expect(desk.row(1)).toMatchObject({ state: 'refused', code });
      expect(desk.sender.tried.filter(({ to }) => to === phone(1))).toHaveLength(1);
      expect((await desk.profile(1)).status).toBe('active');
      expect(desk.putOff()).toEqual([]);
      expect(await desk.tally()).toEqual(desk.counted());
    }
  });
});
