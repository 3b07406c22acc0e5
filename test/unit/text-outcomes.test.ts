import { describe, expect, it } from 'vitest';
import { broadcastOf } from '../../shared/domain/event.ts';
import { textBatchSchema } from '../../shared/domain/text-messages.ts';
import type { TextSendOutcome } from '../../shared/ports/text-sender.ts';
import { batched, one, plannedBatch, saying } from '../samples/planned-batch.ts';
import { hash, phone } from '../samples/texting.ts';

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
  ])('waits with the rest of its batch, and is sent once the network takes it: %s', async (_, says) => {
    const { desk, batch, states } = await plannedBatch(saying(says, 3));
    await desk.send(batch);
    expect(states()).toEqual(['pending', 'pending', 'pending']);
    expect(desk.sender.tried).toHaveLength(1);
    const [retry] = desk.timetable.rows().filter(({ kind }) => kind === 'retry-texts');
    expect(retry).toMatchObject({ queue: 'text-batches' });
    expect(textBatchSchema.parse(JSON.parse(retry?.body ?? ''))).toMatchObject({ attempt: 1, cohort: batch.cohort });
    for (let tries = 0; tries < 3; tries++) await desk.pass(minute);
    for (const last of batched) expect(desk.textsTo(last)).toHaveLength(1);
    expect(states()).toEqual(['accepted', 'accepted', 'accepted']);
    expect(desk.subscribers.all().map(({ status }) => status)).toEqual(['active', 'active', 'active']);
  });

  it('is tried less and less often, up to every quarter of an hour', async () => {
    const { desk, batch } = await plannedBatch(
      saying({ kind: 'unsent', reason: 'throttled' }, Number.POSITIVE_INFINITY),
    );
    for (const [attempt, seconds] of [
      [0, 5],
      [1, 10],
      [4, 80],
      [7, 640],
      [8, 900],
      [30, 900],
    ] as const) {
      const now = desk.clock.now();
      await desk.send({ ...batch, attempt });
      const [retry] = desk.timetable.rows().filter(({ kind }) => kind === 'retry-texts');
      if (!retry) throw new Error('no retry');
      await desk.timetable.done(retry);
      const wait = (Date.parse(retry.at) - now) / 1000;
      expect(wait).toBeGreaterThanOrEqual(seconds / 2 - 0.001);
      expect(wait).toBeLessThanOrEqual(seconds);
    }
  });
});

describe('a text in doubt', () => {
  it.each(['timeout', 'reset', 'server-error', 'unreadable'] as const)(
    'is unknown and never posted again, whether it was taken or not: %s',
    async (reason) => {
      for (const taken of [true, false]) {
        const { desk, batch } = await plannedBatch(saying({ kind: 'unknown', reason }, 1, taken));
        await desk.send(batch);
        expect(desk.rowsOf(one)[0]?.state).toBe('unknown');
        await desk.send(batch);
        for (let passed = 0; passed < 48; passed += 3) await desk.pass(3 * hour);
        expect(desk.sender.tried.filter(({ to }) => to === phone(one))).toHaveLength(1);
        expect(desk.rowsOf(one)[0]?.state).toBe('unknown');
      }
    },
  );

  it('is healed by a callback, and by nothing that no callback of ours says', async () => {
    const { desk, batch } = await plannedBatch(saying({ kind: 'unknown', reason: 'timeout' }, 1, true));
    await desk.send(batch);
    const [row] = desk.rowsOf(one);
    if (!row) throw new Error('no row');
    await desk.hear(row, 'receiving');
    expect(desk.rowsOf(one)[0]?.state).toBe('unknown');
    await desk.hear(row, 'sent');
    expect(desk.rowsOf(one)[0]?.state).toBe('accepted');
    await desk.hear(row, 'delivered');
    await desk.hear(row, 'queued');
    expect(desk.rowsOf(one)[0]?.state).toBe('delivered');
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
  it.each([
    [21_610, 'opted-out'],
    [21_211, 'invalid-number'],
    [21_614, 'invalid-number'],
    [21_635, 'invalid-number'],
  ])('with code %d ends texts to that number: %s', async (code, reason) => {
    const { desk, batch } = await plannedBatch(saying({ kind: 'refused', code, status: 400 }));
    await desk.send(batch);
    expect(desk.rowsOf(one)).toMatchObject([{ state: 'refused', code }]);
    expect(await desk.subscribers.find(hash(one))).toMatchObject({ status: 'suppressed', reason });
    await desk.tell((await desk.publish()).sequence);
    expect(desk.rowsOf(one)).toHaveLength(1);
  });

  it.each([[30_007], [21_617], [null]])('with code %s is refused, and its subscriber stays', async (code) => {
    const { desk, batch } = await plannedBatch(saying({ kind: 'refused', code, status: 400 }));
    await desk.send(batch);
    await desk.pass(hour);
    expect(desk.rowsOf(one)).toMatchObject([{ state: 'refused', code }]);
    expect(desk.sender.tried.filter(({ to }) => to === phone(one))).toHaveLength(1);
    expect((await desk.subscribers.find(hash(one)))?.status).toBe('active');
  });

  it('by a callback that says STOP was sent ends texts too', async () => {
    const { desk, batch } = await plannedBatch();
    await desk.send(batch);
    const [row] = desk.rowsOf(one);
    if (row) await desk.hear(row, 'failed', '21610');
    expect(desk.rowsOf(one)).toMatchObject([{ state: 'undelivered', code: 21_610 }]);
    expect(await desk.subscribers.find(hash(one))).toMatchObject({ status: 'suppressed', reason: 'opted-out' });
  });
});
