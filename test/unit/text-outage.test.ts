import { describe, expect, it } from 'vitest';
import { countDoubts, leavesInDoubt } from '../../shared/domain/text-breaker.ts';
import type { TextBatch } from '../../shared/domain/text-messages.ts';
import type { TextSendOutcome } from '../../shared/ports/text-sender.ts';
import { sendTexts } from '../../shared/use-cases/send-texts.ts';
import { type Behaviour, takes } from '../fakes/text-sender.ts';
import { type SendingDeskOptions, sendingDesk } from '../samples/sending-desk.ts';

const minute = 60_000;
const inDoubt: TextSendOutcome = { kind: 'unknown', reason: 'server-error' };
const outage: Behaviour = () => ({ taken: false, says: inDoubt });
/** Every so manieth text is in doubt. */
const each =
  (nth: number): Behaviour =>
  (text, number) =>
    number % nth === 0 ? { taken: true, says: inDoubt } : takes(text, number);

/** So many people in batches of so many, which one process sends. */
const oneProcess = async (size: number, options: SendingDeskOptions) => {
  const desk = await sendingDesk(options);
  const send = sendTexts(desk);
  const batches = Array.from(
    { length: Math.ceil(desk.names.length / size) },
    (_, at): TextBatch => ({ ...desk.batch, hashes: desk.batch.hashes.slice(at * size, (at + 1) * size) }),
  );
  const count = (state: string) => desk.states().filter((one) => one === state).length;
  return { ...desk, batches, count, sendOne: send };
};

describe('an outage at Twilio', () => {
  it.each([
    ['a chunk at a time', 5, 100, 5],
    ['one text at a time', 5, 1, 5],
    ['in batches of one', 1, 100, 5],
  ])('holds the broadcast after a handful of texts in doubt: %s', async (_, size, segmentsPerSecond, most) => {
    const desk = await oneProcess(size, { people: 60, segmentsPerSecond, behave: outage });
    for (const batch of desk.batches) await desk.sendOne(batch);
    expect(desk.count('unknown')).toBe(most);
    expect(desk.count('pending')).toBe(60 - most);
    expect(await desk.broadcasts.find(desk.id)).toMatchObject({ status: 'paused', pausedBecause: 'twilio' });
    expect(desk.log.lines).toContainEqual({
      ...{ level: 'warn', code: 'BROADCAST_PAUSED' },
      fields: { broadcastId: desk.id, because: 'twilio' },
    });
    expect(await desk.tally()).toEqual(desk.counted());
  });

  it('that begins after many good texts holds it no later', async () => {
    const desk = await oneProcess(5, {
      ...{ people: 60, segmentsPerSecond: 1 },
      behave: (text, number) => (number <= 40 ? takes(text, number) : outage(text, number)),
    });
    for (const batch of desk.batches) await desk.sendOne(batch);
    for (const batch of desk.batches) await desk.sendOne(batch);
    expect([desk.count('accepted'), desk.count('unknown'), await desk.status()]).toEqual([40, 5, 'paused']);
  });

  it('holds one broadcast only, and not for what was before a person let it go on', async () => {
    const desk = await oneProcess(1, { people: 9, behave: outage });
    for (const batch of desk.batches.slice(0, 5)) await desk.sendOne(batch);
    await desk.broadcasts.setStatus(desk.id, 'paused', 'sending');
    for (const batch of desk.batches.slice(5)) await desk.sendOne(batch);
    expect([desk.count('unknown'), await desk.status()]).toEqual([9, 'sending']);
    const more = await oneProcess(1, { people: 9, behave: outage });
    for (const batch of more.batches) {
      await more.sendOne(batch);
      more.clock.advance(15 * minute);
    }
    expect([more.count('unknown'), await more.status()]).toEqual([9, 'sending']);
  });
});

it.each([
  [2, 25],
  [3, 1],
  [10, 1],
])('a text in doubt among %d that are answered holds nothing, %d in a batch', async (nth, size) => {
  const desk = await oneProcess(size, { people: 60, behave: each(nth) });
  for (let round = 0; round < 3; round++) for (const batch of desk.batches) await desk.sendOne(batch);
  expect(await desk.status()).toBe('sending');
  expect(desk.count('unknown')).toBe(60 / nth);
  expect(desk.count('accepted')).toBe(60 - 60 / nth);
});

it('texts in doubt are too many once they outnumber answered ones by five within a quarter of an hour', () => {
  const after = (steps: readonly (readonly [unknown: number, answered: number, at: number])[]) => {
    let doubts: ReturnType<typeof countDoubts> | undefined;
    for (const [unknown, answered, at] of steps) doubts = countDoubts(doubts, { unknown, answered }, at);
    return doubts !== undefined && leavesInDoubt(doubts);
  };
  expect(after([[4, 0, 0]])).toBe(false);
  expect(after([[5, 0, 0]])).toBe(true);
  expect(
    after([
      [4, 0, 0],
      [0, 1, 1],
      [1, 0, 2],
    ]),
  ).toBe(false);
  expect(
    after([
      [0, 1000, 0],
      [5, 0, 1],
    ]),
  ).toBe(true);
  expect(after([[25, 21, 0]])).toBe(false);
  expect(
    after([
      [4, 0, 0],
      [1, 0, 15 * minute - 1],
    ]),
  ).toBe(true);
  expect(
    after([
      [4, 0, 0],
      [1, 0, 15 * minute],
    ]),
  ).toBe(false);
});
