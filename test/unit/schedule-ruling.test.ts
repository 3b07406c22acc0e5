import { expect, test } from 'vitest';
import { publishOrSchedule } from '../../shared/use-cases/schedule-ruling.ts';
import { manualClock } from '../fakes/clock.ts';
import { Death, mortal } from '../fakes/mortal.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { fakeScheduledRulings, sharedRows } from '../fakes/scheduled-rulings.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { editor, newsroomDeps } from '../samples/newsroom-deps.ts';
import { newsroom } from '../samples/revision.ts';
import { draft } from '../samples/ruling-draft.ts';

const idempotency = { key: 'a#1', requestHash: 'hash' };

/** An editor at noon, and what the ruling that they hand in leaves behind. */
const desk = () => {
  const [rows, clock, timetable] = [sharedRows(), manualClock(), fakeTimetable()];
  const rulings = fakeRulingStore(rows);
  const scheduledRulings = fakeScheduledRulings(rows, timetable);
  const deps = newsroomDeps({ clock, rulings, scheduledRulings });
  const handIn = (at: number, differs: Record<string, unknown> = {}, process = mortal()) =>
    publishOrSchedule({
      ...deps,
      rulings: process.watch(rulings),
      scheduledRulings: process.watch(scheduledRulings),
    })(draft(differs), at === 0 ? null : new Date(clock.now() + at).toISOString(), editor, idempotency);
  return { ...deps, clock, timetable, scheduled: rows.scheduled, handIn };
};

test('a time that is to come schedules, one that is over or is now publishes', async () => {
  for (const [at, kind] of [
    [1, 'scheduled'],
    [0, 'published'],
    [-1, 'published'],
  ] as const) {
    const { handIn, rulings, scheduled, timetable } = desk();
    expect(await handIn(at)).toMatchObject({ ok: true, value: { kind } });
    const there = kind === 'scheduled' ? [0, 1, 1] : [1, 0, 0];
    expect([await rulings.lastSequence(), scheduled.size, timetable.rows().length]).toEqual(there);
  }
});

test('the very time of the clock publishes', async () => {
  const { clock, scheduledRulings, ...deps } = desk();
  const now = new Date(clock.now()).toISOString();
  const outcome = await publishOrSchedule({ ...deps, clock, scheduledRulings })(draft(), now, editor);
  expect(outcome).toMatchObject({ ok: true, value: { kind: 'published' } });
});

test('a year ahead is the furthest', async () => {
  const { handIn, scheduled } = desk();
  const year = 366 * 86_400_000;
  expect(await handIn(year + 1)).toEqual({ ok: false, error: { kind: 'too-far-ahead' } });
  expect(scheduled.size).toBe(0);
  expect(await handIn(year)).toMatchObject({ ok: true, value: { kind: 'scheduled' } });
});

test('what is dated before it is published is refused, and nothing is written', async () => {
  const hour = 3_600_000;
  for (const [publishedAt, outcome] of [
    ['2026-11-20T12:00:00.000Z', { ok: false, error: { kind: 'dated-before' } }],
    ['2026-11-20T12:59:59.999Z', { ok: false, error: { kind: 'dated-before' } }],
    ['2026-11-20T13:00:00.000Z', { ok: true, value: { kind: 'scheduled' } }],
    ['2026-11-20T13:00:00.001Z', { ok: true, value: { kind: 'scheduled' } }],
  ] as const) {
    const { handIn, scheduled, timetable } = desk();
    expect(await handIn(hour, { publishedAt })).toMatchObject(outcome);
    const there = outcome.ok ? 1 : 0;
    expect([scheduled.size, timetable.rows().length]).toEqual([there, there]);
  }
  // where nothing is scheduled it is the past that is told of
  expect(await desk().handIn(-1, { publishedAt: '2026-11-20T10:00:00.000Z' })).toMatchObject({
    ok: true,
    value: { kind: 'published' },
  });
});

test('whether phones hear of it is settled at once: as the newsroom has it, or as the editor said', async () => {
  const tenDays = 10 * 86_400_000;
  for (const [differs, texts] of [
    [{}, newsroom.texts.defaultMode],
    [{ publishedAt: '2026-11-30T12:00:00.000Z' }, newsroom.texts.defaultMode],
    [{ texts: 'digest' }, 'digest'],
    [{ texts: 'none' }, 'none'],
  ] as const) {
    const { handIn, scheduled } = desk();
    await handIn(tenDays, differs);
    expect([...scheduled.values()].map(({ draft }) => draft.texts)).toEqual([texts]);
  }
});

test('a request that comes again when its time is over gets the answer of then', async () => {
  const { handIn, clock, rulings } = desk();
  const at = 5_000;
  const first = await handIn(at);
  clock.advance(60_000);
  const again = await handIn(at - 60_000);
  expect(again).toEqual({ ok: true, value: { ...(first.ok ? first.value : {}), replayed: true } });
  expect(await rulings.lastSequence()).toBe(0);
});

test('whoever dies at any line and tries again has scheduled it once', async () => {
  const all = mortal();
  await desk().handIn(5_000, { externalId: 'cms-1' }, all);
  expect(all.calls()).toBeGreaterThan(3);
  for (let at = 1; at <= all.calls(); at += 1) {
    const { handIn, scheduled, timetable } = desk();
    await expect(handIn(5_000, { externalId: 'cms-1' }, mortal(at))).rejects.toBeInstanceOf(Death);
    const again = await handIn(5_000, { externalId: 'cms-1' });
    expect(again).toMatchObject({ ok: true, value: { kind: 'scheduled' } });
    expect([scheduled.size, timetable.rows().length]).toEqual([1, 1]);
  }
});

test('the same request that falls due between two looks at the clock may be asked once more, and is not published besides', async () => {
  const { handIn, rulings, clock, ...deps } = desk();
  const at = new Date(clock.now() + 1).toISOString();
  // it looked whether the key had been answered before the other was scheduled, and at the clock after its time
  const late = publishOrSchedule({
    ...deps,
    clock: { ...clock, now: () => clock.now() + 2 },
    rulings: {
      ...rulings,
      answerTo: async () => undefined,
    },
  });
  await handIn(1);
  expect(await late(draft(), at, editor, idempotency)).toEqual({ ok: false, error: { kind: 'busy' } });
  expect(await rulings.lastSequence()).toBe(0);
});
