import { expect, test } from 'vitest';
import { digestIdOf, isWeeklyDay } from '../../shared/domain/digest.ts';
import { isId } from '../../shared/domain/ids.ts';
import { quietHours } from '../../shared/domain/quiet-hours.ts';
import { textPlanSchema } from '../../shared/domain/text-messages.ts';
import { remindDigests } from '../../shared/use-cases/remind-digests.ts';
import { fakeBroadcastStore } from '../fakes/broadcast-store.ts';
import { manualClock } from '../fakes/clock.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { newsroom } from '../samples/revision.ts';

/** Digests in the Timetable after a call in each of these hours from `start` on. */
const remindedOf = async (start: string, hours: number, zones: readonly string[]) => {
  const timetable = fakeTimetable();
  const clock = manualClock(start);
  const remind = remindDigests({
    subscribers: { shards: async () => zones.map((zone): `${string}#${string}` => `${zone}#3`) },
    broadcasts: fakeBroadcastStore(timetable),
    newsroom,
    windowAt: quietHours(newsroom.texts),
    clock,
  });
  for (let hour = 0; hour < hours; hour += 1) {
    await remind();
    clock.advance(3_600_000);
  }
  return timetable.rows();
};

test('each zone has one daily digest a day, due when its window opens, however often it is asked for', async () => {
  const rows = await remindedOf('2026-11-24T20:00:00.000Z', 24, ['America/New_York', 'America/Los_Angeles@11']);
  expect(rows.map(({ at, id }) => [at, id])).toEqual([
    ['2026-11-25T14:00:00.000Z', 'America/New_York#daily'],
    ['2026-11-25T19:00:00.000Z', 'America/Los_Angeles@11#daily'],
    ['2026-11-26T14:00:00.000Z', 'America/New_York#daily'],
    ['2026-11-26T19:00:00.000Z', 'America/Los_Angeles@11#daily'],
  ]);
  for (const { at, body, queue } of rows) {
    expect(textPlanSchema.parse(JSON.parse(body))).toMatchObject({ kind: 'digest', frequency: 'daily', at });
    expect(queue).toBe('text-plans');
  }
});

test('the weekly one comes on the newsroom’s day, by the zone’s own calendar', async () => {
  const zones = ['America/New_York', 'Pacific/Guam'];
  const rows = await remindedOf('2026-11-28T00:00:00.000Z', 96, zones);
  const weekly = rows.filter(({ id }) => id.endsWith('#weekly'));
  // Monday, November 30: nine o'clock in Guam is Sunday evening in UTC
  expect(weekly.map(({ at, id }) => [at, id])).toEqual([
    ['2026-11-29T23:00:00.000Z', 'Pacific/Guam#weekly'],
    ['2026-11-30T14:00:00.000Z', 'America/New_York#weekly'],
  ]);
});

test('who wants no text before the window closes has no digest', async () => {
  expect(await remindedOf('2026-11-24T20:00:00.000Z', 1, ['America/New_York@23'])).toEqual([]);
});

test('Sunday is the seventh day', () => {
  const sunday = Date.parse('2026-11-29T15:00:00Z');
  expect([1, 6, 7].map((day) => isWeeklyDay('America/New_York', sunday, day))).toEqual([false, false, true]);
});

test('a digest’s id follows from zone, frequency and opening alone', () => {
  const at = Date.parse('2026-11-25T14:00:00Z');
  const id = digestIdOf('America/New_York', 'daily', at);
  expect(isId('broadcast', id)).toBe(true);
  expect(digestIdOf('America/New_York', 'daily', at)).toBe(id);
  const others = [
    digestIdOf('America/New_York', 'weekly', at),
    digestIdOf('America/Denver', 'daily', at),
    digestIdOf('America/New_York', 'daily', at + 1),
  ];
  expect(new Set([id, ...others]).size).toBe(4);
});
