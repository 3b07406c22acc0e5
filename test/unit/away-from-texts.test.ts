import { describe, expect, it } from 'vitest';
import { type SendingDeskOptions, sendingDesk } from '../samples/sending-desk.ts';
import { hash, noon } from '../samples/texting.ts';

const day = 24 * 3_600_000;
const variant = 'from#1';
const text = { body: 'Ferry St: CORRECTION.', segments: 1, encoding: 'GSM-7' } as const;
const correcting: SendingDeskOptions['broadcast'] = { kind: 'correction', variants: { [variant]: text, first: text } };
const paused = { status: 'paused', reason: 'unclear-reply' } as const;
const dormant = { status: 'dormant', reason: 'unreachable' } as const;

/** One person who heard the error, and is away now. */
const awayDesk = (subscriber: SendingDeskOptions['subscriber'], options: SendingDeskOptions = {}) =>
  sendingDesk({
    people: 1,
    broadcast: correcting,
    row: { variant },
    ...(subscriber ? { subscriber } : {}),
    ...options,
  });

describe.each([paused, dormant])('who heard an error and is $status', (away) => {
  it('keeps their place in its correction, and costs nothing', async () => {
    const desk = await awayDesk(away);
    await desk.send();
    await desk.send();
    expect(desk.row(1)).toMatchObject({ state: 'deferred', reason: null });
    expect([desk.textsTo(1), desk.timetable.rows(), await desk.spent()]).toEqual([[], [], 0]);
    expect(await desk.tally()).toEqual(desk.counted());
  });

  it('is told once they are back', async () => {
    const desk = await awayDesk(away);
    await desk.send();
    await desk.subscribers.move(hash(1), [away.status], { status: 'active', reason: null }, noon);
    await desk.send();
    expect(desk.textsTo(1)).toEqual([text.body]);
  });

  it('is waited for as long as a week', async () => {
    const desk = await awayDesk(away);
    desk.clock.advance(7 * day - 1);
    await desk.send();
    expect(desk.states()).toEqual(['deferred']);
    desk.clock.advance(1);
    await desk.send();
    expect(desk.row(1)).toMatchObject({ state: 'skipped', reason: 'left' });
  });

  it('is not waited for by news, nor for a first text', async () => {
    const news = await awayDesk(away, { broadcast: { kind: 'update', variants: { [variant]: text } } });
    const first = await awayDesk(away, { row: { variant: 'first' } });
    for (const desk of [news, first]) {
      await desk.send();
      expect(desk.reasons()).toEqual(['left']);
    }
  });

  it('keeps their place though they go away in that very moment', async () => {
    const desk = await awayDesk({ status: 'active' });
    const { beginPosting } = desk.ledger;
    desk.ledger.beginPosting = async (...how) => {
      await desk.subscribers.move(hash(1), ['active'], away, noon);
      return beginPosting(...how);
    };
    await desk.send();
    expect([desk.states(), desk.textsTo(1), await desk.spent()]).toEqual([['deferred'], [], 0]);
  });
});

it('who left is not waited for', async () => {
  const desk = await awayDesk({ status: 'suppressed', reason: 'opted-out' });
  await desk.send();
  expect(desk.reasons()).toEqual(['left']);
});
