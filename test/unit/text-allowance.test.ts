import { describe, expect, it } from 'vitest';
import { costOf } from '../../shared/domain/text-budget.ts';
import type { TextSendOutcome } from '../../shared/ports/text-sender.ts';
import { takes } from '../fakes/text-sender.ts';
import { saying } from '../samples/planned-batch.ts';
import { newsroom } from '../samples/revision.ts';
import { sendingDesk } from '../samples/sending-desk.ts';

/** A text of two segments, in millionths of a dollar. */
const price = 16_600;
const budget = (perMonth: number, reserved = 0) => ({
  budget: { perMonth: (perMonth / 1e6).toFixed(6), reservedForCorrections: (reserved / 1e6).toFixed(6) },
});

describe('the budget of a month', () => {
  it('is the price of so many segments', () => {
    expect(costOf(newsroom.texts, 2)).toBe(price);
  });

  it('lets a batch out that it has room for, to the last millionth', async () => {
    const desk = await sendingDesk({ texts: budget(3 * price) });
    await desk.send();
    expect(desk.states()).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await desk.spent()).toBe(3 * price);
    expect(await desk.status()).toBe('sending');
  });

  it.each([
    [3 * price - 1, 2],
    [price, 1],
    [price - 1, 0],
    [0, 0],
  ])('of %d millionths lets out those that it has room for, and then holds the broadcast: %d', async (cap, leave) => {
    const desk = await sendingDesk({ people: 3, texts: budget(cap) });
    await desk.send();
    expect(desk.textsTo(1).length + desk.textsTo(2).length + desk.textsTo(3).length).toBe(leave);
    expect(desk.states().filter((state) => state === 'pending')).toHaveLength(3 - leave);
    expect(await desk.spent()).toBe(leave * price);
    expect(await desk.broadcasts.find(desk.id)).toMatchObject({ status: 'paused', pausedBecause: 'budget' });
    expect(desk.log.lines).toContainEqual(
      expect.objectContaining({ code: 'BROADCAST_PAUSED', fields: { broadcastId: desk.id, because: 'budget' } }),
    );
    expect(await desk.tally()).toEqual(desk.counted());
    expect(desk.timetable.rows()).toEqual([]);
    await desk.send();
    expect(desk.sender.tried).toHaveLength(leave);
  });

  it('is asked few times where it has room for a few of many', async () => {
    const desk = await sendingDesk({ people: 25, texts: budget(2 * price) });
    const { reserve } = desk.budget;
    let asked = 0;
    desk.budget.reserve = (...how) => {
      asked += 1;
      return reserve(...how);
    };
    await desk.send();
    expect(desk.sender.taken).toHaveLength(2);
    // for 25, 12, 6, 3, and then for each of the two and of the next
    expect(asked).toBeLessThanOrEqual(8);
  });

  it.each(['first', 'update'] as const)(
    'keeps what is reserved for corrections from a broadcast of kind %s',
    async (kind) => {
      const desk = await sendingDesk({ broadcast: { kind }, texts: budget(3 * price, 2 * price) });
      await desk.send();
      expect(await desk.spent()).toBe(price);
      expect(await desk.status()).toBe('paused');
    },
  );

  it.each(['correction', 'retraction'] as const)('may be spent by a %s to its end, and not beyond', async (kind) => {
    const desk = await sendingDesk({ broadcast: { kind }, texts: budget(2 * price, 2 * price) });
    await desk.send();
    expect(await desk.spent()).toBe(2 * price);
    expect(desk.states().filter((state) => state === 'accepted')).toHaveLength(2);
    expect(await desk.status()).toBe('paused');
  });

  it('is shared by all that send in that month, and begins anew with the next', async () => {
    const desk = await sendingDesk({ texts: budget(3 * price) });
    await desk.budget.reserve('2026-10', 3 * price, 3 * price);
    await desk.budget.reserve('2026-11', 2 * price, 3 * price);
    await desk.send();
    expect(await desk.spent()).toBe(3 * price);
    expect(desk.states().filter((state) => state === 'accepted')).toHaveLength(1);
  });

  it.each<[string, TextSendOutcome, number]>([
    ['was refused', { kind: 'refused', code: 21_610, status: 400 }, 0],
    ['never left', { kind: 'unsent', reason: 'connect' }, 0],
    ['our account may not send', { kind: 'refused', code: 20_003, status: 401 }, 0],
    ['is in doubt', { kind: 'unknown', reason: 'timeout' }, 1],
  ])('gets back what a text did not cost that %s, and pays for the others', async (_, says, pays) => {
    const desk = await sendingDesk({ behave: saying(says) });
    await desk.send();
    expect(await desk.spent()).toBe((2 + pays) * price);
  });

  it('gets back what somebody else sent meanwhile', async () => {
    const desk = await sendingDesk();
    await Promise.all([desk.send(), desk.send()]);
    expect(desk.sender.tried).toHaveLength(3);
    expect(await desk.spent()).toBe(3 * price);
  });

  it('that cannot take anything back leaves the texts as they are, and the message is handed back', async () => {
    const desk = await sendingDesk({ behave: saying({ kind: 'refused', code: 21_610, status: 400 }) });
    desk.budget.release = async () => Promise.reject(new Error('DynamoDB'));
    await expect(desk.send()).rejects.toThrow('DynamoDB');
    expect(desk.states()).toEqual(['refused', 'accepted', 'accepted']);
    expect(await desk.tally()).toEqual(desk.counted());
  });

  it('keeps what is reserved for a text of which nobody knows whether it left', async () => {
    const desk = await sendingDesk();
    const { move } = desk.ledger;
    desk.ledger.move = async (...how) => (how[2] === 'accepted' ? Promise.reject(new Error('DynamoDB')) : move(...how));
    await expect(desk.send()).rejects.toThrow('DynamoDB');
    expect(desk.states()).toEqual(['posting', 'posting', 'posting']);
    expect(await desk.spent()).toBe(3 * price);
  });
});

describe('the pace of the sender', () => {
  it('is what a batch waits for, taking the segments of each chunk before it leaves', async () => {
    const takenAt: [segments: number, urgent: boolean, at: number][] = [];
    const desk = await sendingDesk({ people: 4, segmentsPerSecond: 4 });
    const start = desk.clock.now();
    desk.pace.take = async (segments, urgent, now) => {
      takenAt.push([segments, urgent, now - start]);
      return { taken: true, wait: takenAt.length === 1 ? 0 : 700 };
    };
    await desk.send();
    expect(takenAt).toEqual([
      [4, false, 0],
      [4, false, 0],
    ]);
    expect(desk.clock.now() - start).toBe(700);
    expect(desk.states()).toEqual(Array(4).fill('accepted'));
  });

  it('is asked once more where it has no room now, until it has', async () => {
    const desk = await sendingDesk();
    const start = desk.clock.now();
    let asked = 0;
    desk.pace.take = async () => (++asked < 4 ? { taken: false, wait: 15_000 } : { taken: true, wait: 0 });
    await desk.send();
    expect(asked).toBe(4);
    expect(desk.clock.now() - start).toBe(45_000);
    expect(desk.states()).toEqual(['accepted', 'accepted', 'accepted']);
  });

  it('puts a batch off that would wait for more than a minute, and takes nothing of the budget', async () => {
    const desk = await sendingDesk();
    const start = desk.clock.now();
    let asked = 0;
    desk.pace.take = async () => ({ taken: ++asked < 0, wait: 25_000 });
    await desk.send();
    expect(asked).toBe(3);
    expect(desk.clock.now() - start).toBe(50_000);
    expect(desk.states()).toEqual(['pending', 'pending', 'pending']);
    expect(desk.putOff()).toMatchObject([{ hashes: desk.batch.hashes, attempt: 1 }]);
    expect(await desk.spent()).toBe(0);
    expect(desk.log.lines).toContainEqual(
      expect.objectContaining({
        ...{ code: 'TEXTS_PUT_OFF', level: 'warn' },
        fields: { broadcastId: desk.id, reason: 'pace', people: 3, tries: 0 },
      }),
    );
  });

  it('waits a last time that it was promised a turn, however long the batch has been at it', async () => {
    const desk = await sendingDesk({ people: 2, segmentsPerSecond: 2 });
    let asked = 0;
    desk.pace.take = async () => ({ taken: true, wait: ++asked === 1 ? 55_000 : 10_000 });
    await desk.send();
    expect(desk.states()).toEqual(['accepted', 'accepted']);
  });

  it('begins no chunk after a minute, whatever took so long', async () => {
    const desk = await sendingDesk({
      segmentsPerSecond: 2,
      behave: (text, number) => {
        desk.clock.advance(30_000);
        return takes(text, number);
      },
    });
    await desk.send();
    expect(desk.states()).toEqual(['accepted', 'accepted', 'pending']);
    expect(desk.putOff()).toMatchObject([{ hashes: desk.batch.hashes.slice(2) }]);
  });

  it.each([
    ['first', false],
    ['update', false],
    ['correction', true],
    ['retraction', true],
  ] as const)('lets a broadcast of kind %s go first: %s', async (kind, urgent) => {
    const desk = await sendingDesk({ broadcast: { kind } });
    const { take } = desk.pace;
    const asked: boolean[] = [];
    desk.pace.take = (segments, first, now) => {
      asked.push(first);
      return take(segments, first, now);
    };
    await desk.send();
    expect(asked).toEqual([urgent]);
  });

  it.each<[TextSendOutcome, number]>([
    [{ kind: 'unsent', reason: 'throttled' }, 2],
    [{ kind: 'unsent', reason: 'connect' }, 2],
    [{ kind: 'unknown', reason: 'server-error' }, 2],
    [{ kind: 'unknown', reason: 'timeout' }, 2],
    [{ kind: 'unknown', reason: 'reset' }, 2],
    [{ kind: 'refused', code: 21_617, status: 400 }, 0],
  ])('is less once Twilio says that it is too much, or is in trouble: %j', async (says, slowed) => {
    const desk = await sendingDesk({ behave: saying(says, 2) });
    await desk.send();
    expect(desk.pace.slowed()).toBe(slowed);
  });
});
