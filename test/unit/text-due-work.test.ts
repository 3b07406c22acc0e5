import { describe, expect, it } from 'vitest';
import { type Outstanding, recheckOf, retryOf } from '../../shared/use-cases/text-due-work.ts';
import { broadcast, hash, noon } from '../samples/texting.ts';

const minute = 60_000;
const made = Date.parse(noon);
const nobody: Outstanding = { somebodyWaits: false };
const somebody: Outstanding = { somebodyWaits: true };
/** When the next look is, in minutes after the broadcast was made; `now` likewise. */
const nextLook = (now: number, outstanding: Outstanding, holdMinutes?: number): number | undefined => {
  const holdUntil = holdMinutes === undefined ? null : new Date(made + holdMinutes * minute).toISOString();
  const due = recheckOf(broadcast({ holdUntil }), made + now * minute, outstanding);
  return due && (Date.parse(due.at) - made) / minute;
};

describe('the next look over a broadcast', () => {
  it('comes soon, then less and less often for a day, and then only for as long as somebody waits', () => {
    const looks: number[] = [];
    for (let at: number | undefined = 0; at !== undefined; ) {
      at = nextLook(at, nobody);
      if (at !== undefined) looks.push(at);
    }
    expect(looks).toEqual([2, 6, 14, 30, 62, 126, 254, 510, 1022, 1440]);
    expect([1440, 1500, 1800].map((now) => nextLook(now, somebody))).toEqual([1800, 1800, 2160]);
  });

  it('comes when the hold ends, and not again for that', () => {
    expect(nextLook(0, somebody, 1)).toBe(1);
    expect(nextLook(1, somebody, 1)).toBe(2);
    expect(nextLook(14, somebody, 15)).toBe(15);
  });

  it('comes when a text in doubt is to be looked for, but not more often than every quarter of an hour', () => {
    const look = (now: number, minutes: number) => nextLook(now, { ...nobody, nextLook: made + minutes * minute });
    expect(look(510, 720)).toBe(720);
    expect(look(510, 721)).toBe(735);
    expect(look(1500, 1501)).toBe(1515);
    expect(look(1500, 900)).toBe(1515);
    expect(look(0, 720)).toBe(2);
  });

  it('is the wire’s own', () => {
    expect(JSON.parse(recheckOf(broadcast(), made, somebody)?.body ?? '')).toEqual({
      kind: 'recheck',
      broadcastId: broadcast().id,
      scheduled: true,
    });
  });
});

it.each([
  [true, 'urgent-texts'],
  [false, 'text-batches'],
])('a batch (urgent: %s) that is put off comes back on the queue that it was on: %s', (urgent, queue) => {
  const batch = { kind: 'batch', broadcastId: broadcast().id, cohort: 'UTC#1', hashes: [hash(1)] } as const;
  const due = retryOf({ ...batch, hashes: [hash(1)], urgent, attempt: 2 }, made, 0);
  expect(due.queue).toBe(queue);
  expect(JSON.parse(due.body)).toMatchObject({ urgent, attempt: 3 });
});
